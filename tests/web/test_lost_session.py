"""A form that came after its session had ended."""

from __future__ import annotations

from datetime import datetime

from flask.testing import FlaskClient

from booking import clock
from booking.database import transaction
from booking.domain.roles import Role
from booking.store import staff, staff_sessions
from tests.web.pages import csrf_of, make_request, sign_in, stored

HERE = "http://localhost"


def lose_session(client: FlaskClient, page: str) -> dict[str, str]:
    """Open a form, then lose the session; gives what the form would send."""
    sign_in(client, Role.OFFICER)
    token = csrf_of(client.get(page).text)
    account = staff.by_email(f"{Role.OFFICER}@djpk.example")
    assert account
    with transaction():
        staff_sessions.revoke_all(account.id, now=clock.real_now())
    return {"csrf_token": token}


def test_what_was_written_comes_back_and_nothing_is_decided(
    client: FlaskClient, now: datetime
) -> None:
    page = f"/petugas/permohonan/{make_request(now=now)}"
    sent = lose_session(client, page) | {"reason": "Sudah dijawab <lisan>."}

    answer = client.post(f"{page}/tolak", data=sent, headers={"Referer": HERE + page})

    assert answer.status_code == 401
    assert "Sudah dijawab &lt;lisan&gt;." in answer.text
    assert f'href="/masuk?lanjut={page}"' in answer.text
    assert stored(page.rpartition("/")[2]).state == "submitted"


def test_signing_in_leads_back_to_the_page_with_the_form(
    client: FlaskClient, now: datetime
) -> None:
    page = f"/petugas/permohonan/{make_request(now=now)}"
    sent = lose_session(client, page)

    answers = [
        client.post(f"{page}/periksa", data=sent, headers={"Referer": written_on})
        for written_on in (
            HERE + page,
            f"{HERE}{page}/tolak",
            "https://elsewhere.example/petugas",
            f"{HERE}//elsewhere.example",
        )
    ]

    ways = [answer.location for answer in answers]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 303]
    assert ways == [f"/masuk?lanjut={page}", f"/masuk?lanjut={page}", "/masuk", "/masuk"]


def test_a_password_is_never_handed_back(client: FlaskClient) -> None:
    sent = lose_session(client, "/akun") | {
        "present": "kata-sandi-lama",
        "reason": "x",
        "code": "123456",
    }

    answer = client.post("/akun/kata-sandi", data=sent, headers={"Referer": f"{HERE}/akun"})

    assert answer.status_code == 401
    assert "kata-sandi-lama" not in answer.text
    assert "123456" not in answer.text
