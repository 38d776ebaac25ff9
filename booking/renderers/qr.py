"""A QR code as inline SVG that keeps to our content security policy: no style, no script."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET_MODULES = 2


def verification_address(base_url: str, code: str) -> str:
    """The address that a letter's QR code opens, from the configured base and nothing else."""
    return f"{base_url}/v/{code}"


def qr_svg(address: str, *, title: str | None = None, border: int = QUIET_MODULES) -> str:
    """The SVG of this address, without a size of its own; `title` says aloud what it is."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written,
        kind="svg",
        border=border,
        title=title,
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return written.getvalue().decode()
