"""Programs that call the API: their tokens, and what they send. People and numbers are invented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.letters import pdf

PREFIX = "/api/v1"
LETTER = pdf()
HEAD = {"name": "Rara Contoh", "position": "Bupati Banyumas", "role": "regional_head"}
OFFICER = {"name": "Damar Contoh", "position": "Kepala BPKAD", "role": "other"}
SECOND = {"name": "Ningsih Contoh", "position": "Kepala Bidang", "role": "other"}
THIRD = {"name": "Sapta Contoh", "position": "Kepala Subbidang", "role": "other"}


def request_data(**changes: Any) -> dict[str, Any]:
    """A request of Kab. Banyumas as DESIGN 6.2 writes it; None leaves a field out."""
    data: dict[str, Any] = {
        "mode": "tatap_muka",
        "institution": {"kind": "pemda", "name": "Kab. Banyumas", "regions": ["33.02"]},
        "contact": {
            "name": "Damar Contoh",
            "position": "Kepala BPKAD",
            "email": "bpkad@banyumas.example",
            "phone": "0281-000000",
        },
        "letter": {
            "number": "900/1234/BPKAD/2026",
            "date": "2026-11-17",
            "subject": "Permohonan Konsultasi Dana Alokasi Umum",
            "addressee": "Direktur Jenderal Perimbangan Keuangan",
        },
        "topics": ["DAU"],
        "question": "Bagaimana alokasi DAU tahun depan dihitung?",
        "preferred": [{"date": "2026-11-26", "session": "09:00"}],
        "guests": [OFFICER, SECOND],
        "channel": "email",
        "received_on": "2026-11-23",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def another_letter(number: str) -> dict[str, str]:
    """A letter with a number of its own."""
    letter: dict[str, str] = request_data()["letter"]
    return letter | {"number": number}


class Program:
    """A client with a bearer token."""

    def __init__(self, client: FlaskClient, token: str | None) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: str) -> TestResponse:
        """Ask."""
        return self.client.get(PREFIX + path, query_string=query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> TestResponse:
        """Send JSON."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(PREFIX + path, json=body or {}, headers=headers)

    def submit(
        self,
        data: Mapping[str, Any] | str,
        *files: bytes,
        key: str | None = None,
        names: Sequence[str] = (),
    ) -> TestResponse:
        """Send a request with its letter."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        pages = [
            (BytesIO(content), names[place] if names else f"surat-{place}.pdf")
            for place, content in enumerate(files)
        ]
        form = {"data": data if isinstance(data, str) else json.dumps(data), "letter": pages}
        return self.client.post(
            f"{PREFIX}/requests",
            data=form,
            headers=headers,
            content_type="multipart/form-data",
        )

    def opened(self, **changes: Any) -> str:
        """The reference of a request that was taken."""
        answer = self.submit(request_data(**changes), LETTER)
        assert answer.status_code == 201, answer.text
        reference: str = answer.json["reference"]
        return reference

    def verified(self, **changes: Any) -> str:
        """The reference of a request whose letter was found good."""
        reference = self.opened(**changes)
        answer = self.post(f"/requests/{reference}/verify")
        assert answer.status_code == 200, answer.text
        return reference

    def scheduled(self, session: str = "09:00", on: str = "2026-11-26", **changes: Any) -> str:
        """The reference of a request that has a session."""
        reference = self.verified(**changes)
        answer = self.post(f"/requests/{reference}/schedule", {"date": on, "session": session})
        assert answer.status_code == 200, answer.text
        return reference


@contextmanager
def clock_at(app: Flask, moment: str) -> Iterator[None]:
    """The application's clock stands at a moment, written as in BOOKING_CLOCK."""
    usual = app.extensions["booking"]
    fixed = datetime.fromisoformat(moment)
    app.extensions["booking"] = replace(usual, clock=lambda: fixed)
    yield
    app.extensions["booking"] = usual


def refusal(answer: TestResponse) -> tuple[int, str, str | None]:
    """Status, code and clause of a problem; fails where it is none."""
    assert answer.mimetype == "application/problem+json", answer.text
    problem = answer.json
    assert {"type", "title", "status", "code", "clause", "detail", "errors", "free"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    return answer.status_code, problem["code"], problem["clause"]


def fields(answer: TestResponse) -> list[str]:
    """The fields that a problem names."""
    return [each["field"] for each in answer.json["errors"]]
