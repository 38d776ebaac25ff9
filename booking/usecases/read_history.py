"""What a region or a unit had of us over the years; reads only."""

from __future__ import annotations

from booking.domain.consultation_history import ConsultationHistory, history
from booking.domain.regions import Region
from booking.errors import NotFound
from booking.store import histories
from booking.store.policies import policies
from booking.store.regions import official_regions
from booking.store.units import by_code


def region_history(code: str) -> tuple[Region, ConsultationHistory]:
    """The region and its consultations. Raises `NotFound`."""
    region = official_regions().get(code)
    if region is None:
        raise NotFound("Kode daerah ini tidak ada pada daftar Kemendagri. Cari menurut namanya.")
    published = histories.published_of_region(code)
    return region, history(histories.own_of_region(code), published, policies())


def unit_history(code: str) -> tuple[str, ConsultationHistory]:
    """The unit's name and its consultations. Raises `NotFound`."""
    unit = by_code(code)
    return unit.name, history(histories.own_of_unit(unit.id), {}, policies())
