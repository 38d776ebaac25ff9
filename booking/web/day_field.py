"""A date on a form of the desk, refused in the language of the desk."""

from __future__ import annotations

from wtforms import DateField

UNREADABLE = "Tanggal ini tidak terbaca. Tulis hari, bulan, dan tahun dengan empat angka."


class DayField(DateField):
    """A date as browsers send it; another one is told in Indonesian."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date. Raises `ValueError` with the sentence for one that cannot be read."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(UNREADABLE) from None
