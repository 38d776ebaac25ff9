"""Topics as published reports write them."""

from __future__ import annotations

import pytest

from booking.domain.topics import topic_codes


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("DAU,Pembiayaan", ("DAU", "Pembiayaan")),
        ("DBH DAU", ("DBH", "DAU")),
        ("DAU DBH Pinjaman", ("DAU", "DBH", "Pinjaman")),
        ("JFAKPD", ("JF AKPD",)),
        ("JF-AKPD", ("JF AKPD",)),
        ("DID, DTK,DAU", ("DID", "DTK", "DAU")),
        ("DAU, PIKD", ("DAU", "PIKD")),
        ("DAK Non Fisik", ("DAK Nonfisik",)),
        ("DAK NF", ("DAK Nonfisik",)),
        ("DAK Fisik DAK", ("DAK Fisik", "DAK")),
        ("DAU PPPK", ("DAU PPPK",)),
        ("dau dan dbh", ("DAU", "DBH")),
        ("DAU/DBH", ("DAU", "DBH")),
        ("Pajak Daerah dan Retribusi Daerah", ("PDRD",)),
        ("PDRD; PDRD", ("PDRD",)),
        ("", ()),
        (" , ", ()),
    ],
)
def test_other_spellings_and_missing_commas_give_the_same_codes(
    written: str, codes: tuple[str, ...]
) -> None:
    assert topic_codes(written) == codes


@pytest.mark.parametrize("written", ["DAU Sawit", "Perimbangan dan Keuangan", "SEB 900/2024"])
def test_unknown_text_is_kept_as_it_stands(written: str) -> None:
    assert topic_codes(written) == (written,)


def test_an_older_name_stays_the_code_that_was_published() -> None:
    assert topic_codes("DID, IF, DIF") == ("DID", "IF", "DIF")


def test_an_invisible_mark_makes_no_second_topic() -> None:
    assert topic_codes("\u202eDAU\u202c, DAU") == ("DAU",)
    assert topic_codes("Topik\u200b lain") == ("Topik lain",)
