"""A region of Indonesia: a province, a regency or a city, with the home ministry's code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

RegionKind = Literal["provinsi", "kabupaten", "kota"]

PREFIXES: Final[dict[RegionKind, str]] = {
    "provinsi": "Prov.",
    "kabupaten": "Kab.",
    "kota": "Kota",
}


@dataclass(frozen=True, slots=True)
class Region:
    """One region; `pemda` is false for the six administrative parts of Jakarta."""

    code: str
    kind: RegionKind
    name: str
    province_code: str
    timezone: str
    pemda: bool

    @property
    def label(self) -> str:
        """The name with its kind in front, since Kab. X and Kota X are two regions."""
        return f"{PREFIXES[self.kind]} {self.name}"
