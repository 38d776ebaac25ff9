"""The formats of the report."""

from __future__ import annotations

import pytest

from booking.errors import InputRefused
from booking.renderers.registry import FORMATS, report_format
from tests.renderers.report_sample import sample


@pytest.mark.parametrize("name", FORMATS)
def test_a_ready_format_renders_a_named_file(name: str) -> None:
    kind = report_format(name)

    assert kind.file_name("2024-01") == f"laporan-konsultasi-2024-01.{name}"
    assert kind.render(sample())


@pytest.mark.parametrize("name", ["docx", "../etc", ""])
def test_any_other_format_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(InputRefused) as refused:
        report_format(name)

    assert "belum tersedia" in refused.value.detail
