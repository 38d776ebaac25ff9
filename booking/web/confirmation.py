"""The confirmation letter as a download for whoever holds the request's link, and its QR code."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from booking.domain.invitation import PUBLISH, invitation_of
from booking.domain.lifecycle import State
from booking.domain.links import tidy_reference
from booking.domain.mail_facts import MailKind
from booking.errors import NotFound
from booking.renderers import ical
from booking.renderers.qr import qr_svg, verification_address
from booking.sentences import say
from booking.services import now, services
from booking.store import issued_letters, mail, requests
from booking.usecases.issue_letter import letter_pdf
from booking.web.access import by_link, public
from booking.web.language import in_the_language
from booking.web.opened_request import link_over, may_open
from booking.web.verification import render_letter

blueprint = Blueprint("confirmation", __name__)
public(blueprint)
by_link(blueprint, "download", "calendar_file")


@blueprint.get("/permohonan/<reference>/surat-konfirmasi.pdf")
def download(reference: str) -> ResponseReturnValue:
    """The letter, for a browser that opened the request by its link; others learn how to get it."""
    if not may_open(reference):
        return link_over(reference)
    return letter_download(reference)


@blueprint.get("/permohonan/<reference>/jadwal.ics")
def calendar_file(reference: str) -> ResponseReturnValue:
    """The agreed session as a file for one's own calendar; its UID is that of the invitation."""
    if not may_open(reference):
        return link_over(reference)
    found = requests.by_reference(reference)
    facts = mail.facts_of(found, MailKind.SCHEDULED)
    if found.state != State.SCHEDULED or facts.appointment is None:
        raise NotFound(say("Permohonan ini tidak memiliki jadwal yang berlaku."))
    invitation = invitation_of(facts, organizer=services().settings.mail_from)
    if invitation is None:
        raise NotFound(say("Jadwal ini hanya ada pada surel undangan."))
    content = ical.render(replace(invitation, method=PUBLISH), stamp=now())
    answer = Response(content, mimetype="text/calendar")
    name = f"jadwal-{tidy_reference(reference)}.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.app_template_global()
def letter_qr(code: str) -> Markup:
    """The QR code of a letter as inline SVG: classes and attributes only, an address of ours."""
    address = verification_address(services().settings.base_url, code)
    title = in_the_language(say("Kode QR surat konfirmasi {code}", code=code))
    return Markup(qr_svg(address, title=title))  # noqa: S704  drawn by us, nothing typed in it


@blueprint.app_template_global()
def letter_code_of(request_id: int) -> str:
    """The code of the letter that holds for a request, for its page; "" where there is none."""
    letter = issued_letters.current_of(request_id)
    return issued_letters.code_of(letter) if letter else ""


def letter_download(reference: str) -> Response:
    """The PDF of the letter that holds, never opened inside our pages. Raises `NotFound`."""
    letter = issued_letters.current_by_reference(reference)
    pdf = letter_pdf(letter, files=services().files, render=render_letter)
    answer = Response(pdf, mimetype="application/pdf")
    name = f"surat-konfirmasi-{tidy_reference(reference)}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
