"""Sending a request with its letter, and reading what became of it."""

from __future__ import annotations

from dataclasses import replace

from booking.api.fields import read
from booking.api.gate import Call, scoped
from booking.api.reading import sent_data, sent_letters
from booking.api.request_data import request_data
from booking.api.shapes import RequestShape
from booking.services import now, services
from booking.usecases.keep_letter import keep_letter
from booking.usecases.once import Answer
from booking.usecases.submit import submit


@scoped("POST", "/requests", "intake")
def open_request(call: Call) -> Answer:
    """Open a request; the program stands for the mailbox, so it starts as submitted."""
    sent, received_on = read(RequestShape(), sent_data())
    uploaded = sent_letters()
    file_id = None
    if uploaded:
        accepted = services().accept_letter(uploaded)
        file_id = keep_letter(accepted, files=services().files, now=now())
    told = submit(
        sent if uploaded else replace(sent, letters=()),  # then E.3.b.1 or E.3.c.1 refuses
        letter_file_id=file_id,
        by=call.by,
        now=now(),
        link_key=services().link_key,
        form_key=call.keyed.submission_key if call.keyed else None,
        received_on=received_on,
        mailbox_known=True,
    )
    findings = [finding.as_json() for finding in told.findings]
    return Answer(
        201,
        {
            "reference": told.reference,
            "status": told.state,
            "earliest_date": told.earliest_on.isoformat(),
            "received_on": told.received_on.isoformat(),
            "answer_by": told.answer_by.isoformat(),
            "findings": findings or request_data(told.reference, now=now())["findings"],
        },
    )


@scoped("GET", "/requests/<reference>", "read")
def one_request(_call: Call, reference: str) -> Answer:
    """What became of a request."""
    return Answer(200, request_data(reference, now=now()))
