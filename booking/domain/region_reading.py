"""What the stretches of a name have told so far, and a stretch taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from booking.domain.institution_names import InstitutionKind
from booking.domain.region_index import Candidate, Finding, Kinds
from booking.domain.region_words import KIND_WORDS, TITLES
from booking.domain.regions import Region, RegionKind


@dataclass
class Reading:
    """What the stretches read so far have told."""

    codes_in_order: dict[str, Candidate] = field(default_factory=dict)
    asked: dict[str, Candidate] = field(default_factory=dict)
    doubtful: bool = False
    first_kind: InstitutionKind | None = None
    last: str = ""
    carried: Kinds | None = None
    bare: Kinds | None = None
    outsider_names_place: bool = False
    outsider_ends_in: tuple[Region, ...] = ()

    @property
    def kind(self) -> InstitutionKind:
        """The kind of the institution named first."""
        return self.first_kind or "lainnya"

    @property
    def codes(self) -> tuple[str, ...]:
        """The regions found, in the order written."""
        return tuple(self.codes_in_order)

    @property
    def certain(self) -> tuple[Candidate, ...]:
        """The regions found, as candidates beyond doubt."""
        return tuple(self.codes_in_order.values())

    @property
    def needs_review(self) -> bool:
        """Whether a region may be meant that is not certain."""
        regionless = self.first_kind not in (None, "pemda", "dprd")
        return self.doubtful or not (self.codes_in_order or regionless)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What a person chooses from: what was found and what was doubted, best first."""
        everything = {**self.asked, **self.codes_in_order}
        return tuple(sorted(everything.values(), key=lambda c: -c.score))

    def led_by(self, kind: InstitutionKind) -> None:
        """The institution named first gives the kind."""
        self.first_kind = self.first_kind or kind

    def ask_if_nothing_is_found(self, candidates: Sequence[Candidate]) -> None:
        """What resembles the name is shown to a person when no stretch tells the region."""
        for candidate in candidates:
            self.asked.setdefault(candidate.code, candidate)

    def doubt(self, candidates: Sequence[Candidate] = ()) -> None:
        """A person must look, and may choose among these."""
        self.doubtful = True
        self.ask_if_nothing_is_found(candidates)

    def take(self, finding: Finding) -> None:
        """A region found joins the others; one not found becomes a question."""
        self.last = "region"
        if finding.code is None:
            self.doubt(finding.candidates)
        else:
            self.codes_in_order.setdefault(finding.code, finding.candidates[0])


Place = tuple[RegionKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch taken apart: the words before any kind word, then each kind with its name."""

    office: tuple[str, ...]
    places: tuple[Place, ...]
    title_only: bool


def taken_apart(spoken: Sequence[str]) -> Mention:
    """The parts of "Bappeda Kab. Alor Prov. NTT": office, kabupaten alor, provinsi ntt."""
    office: list[str] = []
    places: list[tuple[RegionKind, list[str]]] = []
    title_only = True
    for word in spoken:
        kind = KIND_WORDS.get(word)
        if kind is None and not places:
            office.append(word)
        elif kind is None:
            places[-1][1].append(word)
        else:
            title_only = title_only and word in TITLES
            if not (places and not places[-1][1] and places[-1][0] == kind):
                places.append((kind, []))
    return Mention(tuple(office), tuple((kind, tuple(name)) for kind, name in places), title_only)
