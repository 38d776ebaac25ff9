"""Regions by code and by name; the official list comes with the package."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import cast

from booking.domain.region_names import RegionNames
from booking.domain.regions import Region, RegionKind

JAKARTA_CODE = "31"


@lru_cache(maxsize=1)
def official_regions() -> dict[str, Region]:
    """The 552 regions of the official list by Kemendagri code."""
    with (files("booking.data") / "regions.csv").open(encoding="utf-8") as file:
        return {
            row["code"]: Region(
                code=row["code"],
                kind=cast(RegionKind, row["kind"]),
                name=row["name"],
                province_code=row["province_code"],
                timezone=row["timezone"],
                pemda=row["pemda"] == "true",
            )
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=1)
def region_names() -> RegionNames:
    """The matcher of names as people write them."""
    with (files("booking.data") / "aliases.csv").open(encoding="utf-8") as file:
        aliases = [(row["alias"], row["code"]) for row in csv.DictReader(file)]
    return RegionNames(official_regions().values(), aliases)


def governing_code(code: str) -> str:
    """The region whose quota a visit uses: the kota and kabupaten of Jakarta have no pemda."""
    region = official_regions()[code]
    return code if region.pemda else region.province_code


def labels(codes: Iterable[str]) -> dict[str, str]:
    """The regions' names as one writes them, "Kab. Banyumas", in the order given."""
    known = official_regions()
    return {code: known[code].label for code in codes}


def zones(codes: Iterable[str]) -> tuple[str, ...]:
    """The time zones of these regions, each once."""
    known = official_regions()
    return tuple(dict.fromkeys(known[code].timezone for code in codes))
