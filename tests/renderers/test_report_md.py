"""The report as Markdown."""

from __future__ import annotations

from booking.renderers.report_md import render
from tests.renderers.report_sample import sample


def test_the_tables_and_sentences_of_the_month_are_there() -> None:
    text = render(sample()).decode()

    assert text.startswith("# Laporan Layanan Konsultasi Januari 2024\n")
    assert "Sesi terpakai: 1 dari 88." in text
    assert (
        "| 1 | Kab. Pangandaran, Kab. Ciamis dan BJB | 10 Januari 2024 | DAU, DBH | 3 | 2 |" in text
    )
    assert "| Datang tanpa jadwal (SE-2 E.3.c.11) | tidak ada data |" in text


def test_a_name_cannot_break_the_table_or_bring_markup() -> None:
    text = render(sample("A | B <script> [x](y)\nbaru")).decode()

    assert r"| A \| B \<script\> \[x\](y) baru |" in text


def test_a_month_that_is_not_judged_has_no_table_of_violations() -> None:
    text = render(sample(month="2023-11")).decode()

    assert "| Pelanggaran | Jumlah |" not in text
    assert "tidak dinilai" in text
