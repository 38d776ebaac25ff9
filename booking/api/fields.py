"""Kinds of fields that the shapes are made of, with sentences in Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from booking.domain.local_time import JAKARTA
from booking.domain.submission import clean, clean_text
from booking.errors import InputRefused, Problem

MISSING = "Wajib diisi."
NOT_A_TEXT = "Harus berupa teks."
NOT_A_DATE = "Harus berupa tanggal TTTT-BB-HH, misalnya 2026-11-26."
NOT_A_MOMENT = "Harus berupa waktu ISO 8601, misalnya 2026-11-26T09:05+07:00."
NOT_A_NUMBER = "Harus berupa bilangan bulat."
NOT_A_BOOLEAN = "Harus true atau false."
NOT_AN_OBJECT = "Harus berupa objek."
NOT_A_LIST = "Harus berupa daftar."
YEARS = range(2000, 2101)


def _says(invalid: str) -> dict[str, Any]:
    return {"required": MISSING, "null": MISSING, "invalid": invalid, "type": invalid}


class Shape(Schema):
    """A JSON object; fields that a later version may add are passed over."""

    error_messages = {"type": NOT_AN_OBJECT}  # noqa: RUF012 - as marshmallow wants it

    class Meta:
        """What is not known is no mistake."""

        unknown = EXCLUDE


class Text(fields.String):
    """One line, or several, without control characters; left out it is empty."""

    def __init__(self, longest: int = 300, *, lines: bool = False, **more: Any) -> None:
        self.clean = clean_text if lines else clean
        sentence = f"Paling banyak {longest} karakter."
        super().__init__(
            validate=validate.Length(max=longest, error=sentence),
            error_messages=_says(NOT_A_TEXT) | {"invalid_utf8": NOT_A_TEXT},
            **({} if more.get("required") else {"load_default": ""}) | more,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> str:
        return self.clean(super()._deserialize(value, attr, data, **more))


class Day(fields.Date):
    """A date as YYYY-MM-DD in a year that calendars know."""

    def __init__(self, **more: Any) -> None:
        super().__init__(validate=_near_our_time, error_messages=_says(NOT_A_DATE), **more)


class Moment(fields.AwareDateTime):
    """An instant; without a zone it is the clock of Jakarta."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            default_timezone=JAKARTA,
            validate=_near_our_time,
            error_messages=_says(NOT_A_MOMENT),
            **more,
        )


class Number(fields.Integer):
    """A whole number; neither "2" nor true is one."""

    def __init__(self, **more: Any) -> None:
        super().__init__(strict=True, error_messages=_says(NOT_A_NUMBER), **more)

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool):
            raise self.make_error("invalid")
        return super()._validated(value)


class Flag(fields.Boolean):
    """True or false; left out it is false."""

    def __init__(self) -> None:
        super().__init__(
            truthy={True}, falsy={False}, load_default=False, error_messages=_says(NOT_A_BOOLEAN)
        )


def one(shape: type[Shape], **more: Any) -> fields.Nested:
    """An object of this shape."""
    return fields.Nested(shape, error_messages=_says(NOT_AN_OBJECT), **more)


def several(item: fields.Field[Any], **more: Any) -> fields.List[Any]:
    """A list; left out it is empty."""
    return fields.List(item, error_messages=_says(NOT_A_LIST), **{"load_default": []} | more)


def read(shape: Shape, data: Mapping[str, Any]) -> Any:
    """The data in this shape. Raises `InputRefused` naming each field, as in `guests.0.name`."""
    try:
        return shape.load(data)
    except ValidationError as error:
        raise InputRefused.of(*_problems(error.messages, "")) from error


def _near_our_time(value: date | datetime) -> None:
    if value.year not in YEARS:
        sentence = f"Tahun harus antara {YEARS.start} dan {YEARS.stop - 1}."
        raise ValidationError(sentence)


def _problems(messages: Any, at: str) -> list[Problem]:
    if isinstance(messages, Mapping):
        return [
            problem
            for name, inner in messages.items()
            for problem in _problems(inner, f"{at}.{name}".strip(".").removesuffix("._schema"))
        ]
    return [
        Problem("field_missing" if said == MISSING else "field_unreadable", said, at)
        for said in messages
    ]
