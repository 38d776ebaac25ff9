"""Is this letter from DJPK? A page for anybody, without personal data (TRUST 1.5 and 3.3)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from booking.domain.confirmation import Confirmation
from booking.domain.invitation import BUILDING, ROOM
from booking.domain.verification_code import EXAMPLE, LENGTH, Fault
from booking.errors import InputRefused
from booking.renderers.registry import confirmation_letter
from booking.sentences import joined, say
from booking.services import now, services
from booking.usecases.issue_letter import letter_sha256
from booking.usecases.verify_code import (
    LONGEST_CODE,
    Verdict,
    Verified,
    is_same_file,
    report_suspicious,
    verify_code,
)
from booking.web.access import public
from booking.web.language import announce
from booking.web.limits import VERIFY, address_block, count_try

blueprint = Blueprint("verification", __name__)
public(blueprint)

REPORT = (parse("5/hour"), parse("20/day"))
SAME, DIFFERENT, NO_PDF = "same", "different", "no_pdf"
BEGINS_A_PDF = b"%PDF-"


@blueprint.get("/verifikasi")
def form() -> ResponseReturnValue:
    """One field for the code; a code that can be right goes to its own address."""
    written = request.args.get("kode", "")
    if not written.strip():
        return _page("verification/form.html")
    found = _looked_up(written)
    if found.reading.code:
        return redirect(url_for(".result", written=found.reading.code), 303)
    return _answer(found, written)


@blueprint.get("/v/<path:written>")
def result(written: str) -> ResponseReturnValue:
    """What the QR code of a letter opens: genuine, changed, cancelled, mistyped or unknown."""
    is_look = request.method == "GET"  # a HEAD is a scanner's, and nobody reads its answer
    return _answer(_looked_up(written, is_counted=is_look), written)


@blueprint.post("/v/<path:written>")
def compare(written: str) -> ResponseReturnValue:
    """Whether a file is the very PDF that we issued; it is read once and kept nowhere."""
    found = _looked_up(written, is_counted=False)
    upload = request.files.get("berkas")
    content = upload.read() if upload else b""
    if found.letter is None:
        return _answer(found, written)
    if not content.startswith(BEGINS_A_PDF):
        return _answer(found, written, match=NO_PDF)
    issued = letter_sha256(found.letter, files=services().files, render=render_letter)
    is_same = is_same_file(content, issued)
    return _answer(found, written, match=SAME if is_same else DIFFERENT)


@blueprint.route("/verifikasi/laporkan", methods=["GET", "POST"])
def report() -> ResponseReturnValue:
    """Tell DJPK of a letter that looks forged; the desk gets it as a row and as a mail."""
    if request.method != "POST":
        code = request.args.get("kode", "")[:LONGEST_CODE]
        return _page("verification/report.html", code=code, problems=())
    code, told, contact = (request.form.get(name, "") for name in ("code", "told", "contact"))
    count_try("report_letter", REPORT, address_block())
    try:
        report_suspicious(
            code=code,
            told=told,
            contact=contact,
            recipient=services().settings.mail_from,
            now=now(),
        )
    except InputRefused as refusal:
        page = _page(
            "verification/report.html",
            code=code,
            told=told,
            contact=contact,
            problems=refusal.problems,
        )
        return page, 422
    announce(
        say("Laporan Saudara sudah kami terima dan akan diperiksa petugas. Terima kasih."), "ok"
    )
    return redirect(url_for(".form"), 303)


def render_letter(facts: Confirmation, code: str) -> bytes:
    """A letter of ours as PDF, with addresses from the configured base."""
    return confirmation_letter(facts, code=code, base_url=services().settings.base_url)


def _looked_up(written: str, *, is_counted: bool = True) -> Verified:
    count_try("verify", VERIFY, address_block())
    counter = services().limiter.storage if is_counted else None
    return verify_code(written, now=now(), counter=counter)


def _answer(found: Verified, written: str, *, match: str = "") -> ResponseReturnValue:
    page = _page(
        "verification/result.html",
        found=found,
        facts=found.facts,
        written=written[:LONGEST_CODE],
        match=match,
        V=Verdict,
        F=Fault,
        length=LENGTH,
        now=now(),
        place=joined([ROOM, BUILDING]),
    )
    return page, 404 if found.letter is None else 422 if match == NO_PDF else 200


def _page(template: str, **words: object) -> str:
    settings = services().settings
    return render_template(
        template, base_url=settings.base_url, mail_from=settings.mail_from, example=EXAMPLE, **words
    )
