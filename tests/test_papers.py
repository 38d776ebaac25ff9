"""The papers lead nowhere empty: every file that README and docs name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booking.settings import PROJECT

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
PAPERS = sorted(
    path.relative_to(PROJECT) for path in (PROJECT / "README.md", *PROJECT.glob("docs/**/*.md"))
)


def missing(paper: Path, text: str) -> list[str]:
    """The files beside a paper that it names and that are not there."""
    folder = (PROJECT / paper).parent
    return [target for target in LINK.findall(text) if not (folder / target).exists()]


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_every_file_that_a_paper_names_is_there(paper: Path) -> None:
    assert missing(paper, (PROJECT / paper).read_text()) == []


def test_a_picture_that_was_never_committed_is_found() -> None:
    text = "![Halaman](docs/screenshots/tidak-ada.png) [lalu](README.md) [luar](https://x.example)"

    assert missing(Path("README.md"), text) == ["docs/screenshots/tidak-ada.png"]
