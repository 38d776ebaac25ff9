"""Indonesian words that remember how they were made, so that a page can say them in English.

To mails, letters, staff pages and programs they are ordinary Indonesian text. A module that has a
sentence writes it with `say`; the web layer alone knows that there is another language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol


class Tongue(Protocol):
    """A language other than Indonesian: its catalogue, and how it shows Indonesian inside it."""

    @property
    def language(self) -> str:
        """Its code in CLDR."""

    def translate(self, template: str, count: int | None = None) -> str:
        """A template in this language, with the same placeholders."""

    def join(self, between: str, parts: Sequence[str]) -> str:
        """Parts in a row, each already told."""

    def quote(self, words: str) -> str:
        """Words that somebody wrote in Indonesian and that stay so."""


class Words(str):
    """A finished Indonesian text that can still be told in another language."""

    told: Callable[[Tongue], str]

    @classmethod
    def of(cls, indonesian: str, told: Callable[[Tongue], str]) -> Words:
        """The text, and how another language tells it."""
        made = cls(indonesian)
        made.told = told
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Handed to another process they are plain Indonesian text."""
        return str, (str(self),)


def told(words: Any, tongue: Tongue) -> Any:
    """What was made here, in this language; everything else as it is."""
    return words.told(tongue) if isinstance(words, Words) else words


def say(template: str, **values: Any) -> Words:
    """A sentence of the catalogue: an Indonesian template and what stands in it."""
    return _made(template, None, values)


def counted(template: str, *, n: int, **values: Any) -> Words:
    """A sentence of the catalogue whose English depends on the number `n`."""
    return _made(template, n, {"n": n} | values)


def quoted(words: str) -> Words:
    """What a person or a list wrote in Indonesian: no catalogue can know it."""
    return Words.of(words, lambda tongue: tongue.quote(words))


def in_each(form: Callable[[str], str]) -> Words:
    """Words that a library writes in any language, such as a date."""
    return Words.of(form("id"), lambda tongue: form(tongue.language))


def joined(parts: Sequence[str], between: str = ", ") -> Words:
    """Several words in a row."""

    def tell(tongue: Tongue) -> str:
        told_parts = [told(part, tongue) for part in parts]
        return tongue.join(between, told_parts)

    return Words.of(between.join(parts), tell)


def listed(parts: Sequence[str]) -> str:
    """ "A, B dan C"."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return say("{others} dan {last}", others=joined(parts[:-1]), last=parts[-1])


def either(parts: Sequence[str]) -> str:
    """ "A, B atau C"."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return say("{others} atau {last}", others=joined(parts[:-1]), last=parts[-1])


def _made(template: str, count: int | None, values: dict[str, Any]) -> Words:
    def tell(tongue: Tongue) -> str:
        inside = {name: told(value, tongue) for name, value in values.items()}
        return tongue.translate(template, count).format(**inside)

    return Words.of(template.format(**values), tell)
