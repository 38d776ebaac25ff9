"""The rows of the month as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from booking.renderers.report_csv import render
from tests.renderers.report_sample import sample

HOSTILE = (
    '=HYPERLINK("http://example.test","klik")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_both_modes_stand_below_the_columns_and_nothing_else() -> None:
    rows = read(render(sample()))

    assert rows == [
        {
            "mode": "tatap_muka",
            "no": "1",
            "date": "2024-01-10",
            "institution": "Kab. Pangandaran, Kab. Ciamis dan BJB",
            "regions": "32.18;32.07",
            "topics": "DAU;DBH",
            "guests": "3",
            "guest_cap": "2",
            "violations": "guest_cap_exceeded",
        },
        {
            "mode": "video_conference",
            "no": "1",
            "date": "2024-01-12",
            "institution": "Kab. Banyumas",
            "regions": "33.02",
            "topics": "PDRD",
            "guests": "",
            "guest_cap": "",
            "violations": "",
        },
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula(name: str) -> None:
    rows = read(render(sample(name)))

    assert rows[0]["institution"] == f"'{name}"


def test_every_cell_is_quoted_and_there_is_no_byte_order_mark() -> None:
    first, second = render(sample()).decode("utf-8").splitlines()[:2]

    assert first.startswith('"mode","no","date"')
    assert second.startswith('"tatap_muka","1",')


def test_a_quote_and_a_line_break_in_a_name_survive() -> None:
    rows = read(render(sample('PT "Maju"\nBersama; Jaya')))

    assert rows[0]["institution"] == 'PT "Maju"\nBersama; Jaya'
