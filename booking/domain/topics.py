"""Topics as the reports write them, "DAU,Pembiayaan" or "DBH DAU", as a list of codes.

What was published stays: only other spellings of one code are brought together, an older or wider
name (DID, IF, Pinjaman) remains the code it is, and unknown text is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from booking.domain.mail_facts import one_line

CODES = (
    "DAU",
    "DAU PPPK",
    "DBH",
    "TDF",
    "DAK",
    "DAK Fisik",
    "DAK Nonfisik",
    "Hibah",
    "IF",
    "DIF",
    "DID",
    "Dana Desa",
    "Otsus",
    "PDRD",
    "Pembiayaan",
    "Pinjaman",
    "DSCR",
    "SHSR",
    "JF AKPD",
    "TPP ASN",
    "PIKD",
    "Pengelolaan Keuangan Daerah",
    "SEB Tindak Lanjut",
    "Aplikasi",
    "Penyaluran",
    "Lainnya",
    "Sekretariat",
    "DTU",
    "DTK",
    "P2D",
    "DDIOKK",
    "SIPT",
)
OTHER_SPELLINGS = {
    "Dana Alokasi Umum": "DAU",
    "Dana Bagi Hasil": "DBH",
    "Treasury Deposit Facility": "TDF",
    "Dana Alokasi Khusus": "DAK",
    "Dana Alokasi Khusus Fisik": "DAK Fisik",
    "Dana Alokasi Khusus Nonfisik": "DAK Nonfisik",
    "DAK NF": "DAK Nonfisik",
    "Hibah Daerah": "Hibah",
    "Hibah kepada Daerah": "Hibah",
    "Insentif Fiskal": "IF",
    "Dana Insentif Fiskal": "DIF",
    "Dana Insentif Daerah": "DID",
    "DD": "Dana Desa",
    "Otonomi Khusus": "Otsus",
    "Dana Otsus": "Otsus",
    "Dana Otonomi Khusus": "Otsus",
    "Pajak Daerah dan Retribusi Daerah": "PDRD",
    "Pembiayaan Daerah": "Pembiayaan",
    "Pinjaman Daerah": "Pinjaman",
    "Standar Harga Satuan Regional": "SHSR",
    "Jabatan Fungsional AKPD": "JF AKPD",
    "Jabatan Fungsional Analis Keuangan Pusat dan Daerah": "JF AKPD",
    "Tambahan Penghasilan Pegawai ASN": "TPP ASN",
    "Sekre": "Sekretariat",
}
_BETWEEN = re.compile(r"[,;\n]")
_PERHAPS_BETWEEN = re.compile(r"\s*[/&+]\s*|\s+(?:dan|serta)\s+", re.IGNORECASE)
LONGEST_IN_WORDS = 5


def _key(text: str) -> str:
    return re.sub(r"[\s.\-_]+", "", text).casefold()


_KNOWN = {_key(code): code for code in CODES} | {
    _key(spelling): code for spelling, code in OTHER_SPELLINGS.items()
}


def topic_codes(written: str) -> tuple[str, ...]:
    """The topics of a row in the order written, each once; nothing that was written is lost."""
    parts = (one_line(part).strip(" .") for part in _BETWEEN.split(written))
    return tuple(dict.fromkeys(code for part in parts if part for code in _codes_in(part)))


def _codes_in(part: str) -> Iterable[str]:
    """One known topic, several known topics without a comma between, or the text as it stands."""
    whole = _KNOWN.get(_key(part))
    if whole:
        return (whole,)
    pieces = [_spaced(piece) for piece in _PERHAPS_BETWEEN.split(part) if piece]
    if pieces and all(pieces):
        return tuple(code for piece in pieces for code in piece)
    return (part,)


def _spaced(part: str) -> tuple[str, ...]:
    """Known topics with only spaces between, the longest name first; () unless every word fits."""
    tokens, found = part.split(), []
    while tokens:
        for length in range(min(LONGEST_IN_WORDS, len(tokens)), 0, -1):
            code = _KNOWN.get(_key("".join(tokens[:length])))
            if code:
                found.append(code)
                tokens = tokens[length:]
                break
        else:
            return ()
    return tuple(found)
