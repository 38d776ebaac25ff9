"""Whether a letter is addressed to the Director General, as E.3.c.1 asks of it."""

from __future__ import annotations

import re
import unicodedata

GENERAL = r"(?:direktur jend?e?ral|dirjend?)"
BY_NAME = re.compile(rf"{GENERAL}(?:dirjen|djpk)?perimbangankeuangan".replace(" ", ""))
BY_SHORT_NAME = re.compile(rf"\b{GENERAL}(?: dirjen)? (?:pk|djpk)\b")
BY_OFFICE = re.compile(
    r"(?:^|\bc ?q )(?:bapak |ibu |kepala |pimpinan )*(?:direktorat jend?e?ral|ditjen) "
    r"perimbangan keuangan\b"
)
IN_ENGLISH = re.compile(r"\bdirector general (?:of|for) fiscal balance\b")
# An officer who is named by the Director General above him, without a "c.q." or "dan" between.
UNDER_HIM = re.compile(
    r"\b(?:(?:sekretaris|direktur)(?! jend)|staf|ajudan|asisten|kasubdit"
    r"|kepala (?:subdirektorat|bagian))"
    rf"(?: (?!c\b|cq\b|u\b|up\b|dan\b|melalui\b|direktur\b|dirjen)\w+){{0,8}} {GENERAL} \w+"
)
OTHERS = re.compile(r"\b(?:tembusan|tindasan|diteruskan)\b")


def is_addressed_to_director_general(addressee: str) -> bool:
    """Whether the Director General of Fiscal Balance is the addressee, also c.q. (E.3.c.1).

    Those who only receive a copy, and officers of the directorate general, are not.
    """
    folded = unicodedata.normalize("NFKC", addressee).casefold()
    words = re.sub(r"[^a-z]+", " ", folded).strip()
    words = UNDER_HIM.sub(" ", OTHERS.split(words)[0])
    return (
        BY_NAME.search(words.replace(" ", "")) is not None
        or BY_SHORT_NAME.search(words) is not None
        or BY_OFFICE.search(words) is not None
        or IN_ENGLISH.search(words) is not None
    )
