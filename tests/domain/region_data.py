"""The regions and aliases of the product, read once for the tests of names."""

from __future__ import annotations

import csv
from importlib.resources import files

from booking.domain.region_names import RegionNames
from booking.domain.regions import Region


def _rows(name: str) -> list[dict[str, str]]:
    text = files("booking.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


REGIONS = [
    Region(
        row["code"],
        row["kind"],  # type: ignore[arg-type]
        row["name"],
        row["province_code"],
        row["timezone"],
        row["pemda"] == "true",
    )
    for row in _rows("regions.csv")
]
ALIASES = [(row["alias"], row["code"]) for row in _rows("aliases.csv")]
NAMES = RegionNames(REGIONS, ALIASES)


def government(region: Region) -> str:
    """The code under which a visit from the region counts."""
    return region.code if region.pemda else region.province_code
