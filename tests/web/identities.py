"""The nine identities of the role matrix, each in a browser of its own (TRUST 1.2)."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from booking.domain.links import TRACKING, link_token
from booking.domain.roles import Role
from booking.services import services
from tests.web.pages import csrf_of, sign_in, stored

ANONYMOUS, REQUESTER = "anonim", "pemohon"
IDENTITIES = (ANONYMOUS, REQUESTER, *Role)


def browser_of(app: Flask, identity: str, *, reference: str) -> FlaskClient:
    """A browser in which this identity is at work; the requester has the request's link open."""
    client = app.test_client()
    if identity == REQUESTER:
        open_link(client, reference)
    elif identity != ANONYMOUS:
        sign_in(client, Role(identity))
    return client


def open_link(client: FlaskClient, reference: str) -> None:
    """Exchange the request's secret link for its page."""
    path = f"/l/{tracking_token(reference)}"
    answer = client.post(path, data={"csrf_token": csrf_of(client.get(path).text)})
    assert answer.status_code == 303


def tracking_token(reference: str) -> str:
    """The token of a request's link, as the mail carries it."""
    return link_token(services().link_key, TRACKING, stored(reference).link_seed)


def form_token(client: FlaskClient) -> str:
    """A CSRF token of this browser, so that a refusal is never about the form."""
    return csrf_of(client.get("/cek-status").text)
