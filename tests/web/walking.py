"""A walk through every public page in every state, for checks of what the pages say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking import clock
from booking.database import db, transaction
from booking.domain.verification_code import EXAMPLE
from booking.domain.words import CONFERENCE
from booking.models.calendar import Closure, DayOverride
from booking.settings import Settings
from booking.store import issued_letters
from booking.usecases.add_topic_answer import add_topic_answer
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.close_day import close_day
from booking.usecases.schedule import reschedule
from booking.usecases.verify_letter import reject, return_letter
from booking.web.opened_request import OPEN_FOR, OPENED
from tests.letters import pdf, picture
from tests.usecases import builders as made
from tests.web.requesting import (
    attach,
    confirm_path,
    hidden,
    last_request,
    link_path,
    post,
    press,
)

TUESDAY = date(2026, 12, 1)
Page = tuple[str, str]
WRONG_LETTER = {
    "letter_number": "-",
    "letter_date": "kemarin",
    "letter_subject": "",
    "letter_addressee": "Bupati Banyumas",
}
WRONG = {
    "instansi": {"kind": "bank", "institution_name": ""},
    "narahubung": {"contact_email": "salah", "contact_phone": "x", "contact_name": ""},
    "topik": {"topics": "", "question": ""},
    "jadwal": {"pilihan_1": "2026-11-28T09:00", "pilihan_2": "2026-11-24T09:00"},
    "tamu": {f"guests-{n}-name": f"Tamu {n}" for n in range(6)} | {"guests-0-position": ""},
}
RIGHT_AGAIN = {"regions-1": "", "pilihan_2": ""} | {f"guests-{n}-name": "" for n in range(1, 6)}
UNREADABLE = {"kind": "pemda", "regions-0": "Kabupaten Banyuma", "regions-1": "Atlantis"}


def walk(client: FlaskClient, settings: Settings) -> Iterator[Page]:
    """Every page with a name that tells where it was seen."""
    _prepare()
    yield from _open_pages(client)
    yield from _form(client)
    yield from _after_sending(client, settings)
    yield from _states(client)
    yield from _changes(client)
    yield from _letters(client)
    yield from _refusals(client)


def _page(name: str, response: TestResponse) -> Page:
    assert response.mimetype == "text/html", f"{name} is {response.status}"
    assert response.status_code < 500, name
    assert response.status_code not in (301, 302, 303), f"{name} leads to {response.location}"
    return name, response.text


def _got(client: FlaskClient, *paths: str) -> Iterator[Page]:
    for path in paths:
        yield _page(path, client.get(path))


def _prepare() -> None:
    """A closed day, a closed session, a day off that staff entered, an answer."""
    with transaction():
        for on, session in ((27, ""), (30, "09:00")):
            day = made.at(on, 9).date()
            closed = Closure(date=day, session=session, reason="Rapat kerja", by="A", at=made.NOW)
            db.session.add(closed)
        day = made.at(2, 9, month=12).date()
        off = DayOverride(date=day, working_day=False, name="Pilkada", legal_basis="Keppres")
        off.by, off.at = "Hendra", made.NOW
        db.session.add(off)
    words = ("DAU", "Kapan DAU disalurkan?", "Setiap bulan.", "UU 1/2022")
    add_topic_answer(*words, published=True, by=made.OFFICER, now=made.NOW)


def _open_pages(client: FlaskClient) -> Iterator[Page]:
    conference = f"?mode={CONFERENCE}"
    yield from _got(client, "/", f"/{conference}", "/ketersediaan", f"/ketersediaan{conference}")
    yield from _got(client, "/cek-status", "/verifikasi", "/verifikasi/laporkan", "/tidak-ada")
    yield _page("find, empty", post(client, "/cek-status"))
    sought = {"reference": "K7M2-4QXD", "email": "a@b.example"}
    yield _page("find, sent", post(client, "/cek-status", **sought))


def _form(client: FlaskClient) -> Iterator[Page]:
    yield from _got(client, "/ajukan", f"/ajukan?mode={CONFERENCE}")
    yield _page("no letter", attach(client))
    yield _page("no PDF", attach(client, ("surat.pdf", b"text")))
    attach(client, ("foto.jpg", picture()))
    yield from _got(client, "/ajukan/surat")
    yield _page("wrong letter", press(client, until="surat", **WRONG_LETTER))
    attach(client, ("surat.pdf", pdf()))
    yield from _got(client, "/ajukan/surat")
    for slug, changes in WRONG.items():
        press(client, files=(), until=slug)
        yield from _got(client, f"/ajukan/{slug}")
        yield _page(f"{slug}, refused", press(client, files=(), until=slug, **changes))
    yield _page("regions", press(client, files=(), until="instansi", **UNREADABLE))
    press(client, files=(), until="tamu", **RIGHT_AGAIN)
    yield from _got(client, "/ajukan/periksa", "/ajukan/instansi")
    token = {"csrf_token": hidden(client.get("/ajukan/periksa").text, "csrf_token")}
    trapped = token | {"website": "x"}
    yield _page("honeypot", client.post("/ajukan/narahubung", data=trapped))
    online = RIGHT_AGAIN | {"mode": CONFERENCE}
    press(client, files=(), until="tamu", **online)
    yield from _got(client, "/ajukan/jadwal", "/ajukan/tamu", "/ajukan/periksa")


def _after_sending(client: FlaskClient, settings: Settings) -> Iterator[Page]:
    asked = RIGHT_AGAIN | {"letter_addressee": "Sekretaris Jenderal"}
    assert press(client, files=(), **asked).status_code == 303
    yield from _got(client, "/ajukan/terkirim")
    token = {"csrf_token": hidden(client.get("/ajukan/terkirim").text, "csrf_token")}
    client.post("/ajukan/terkirim/kirim-ulang", data=token)
    yield from _got(client, "/ajukan/terkirim")
    request = last_request()
    confirm, link = confirm_path(settings, request), link_path(settings, request)
    yield from _got(client, confirm)
    post(client, confirm)
    yield from _got(client, f"/permohonan/{request.reference}", link)
    post(client, link)
    yield from _got(client, f"/permohonan/{request.reference}")
    yield _page("confirmed", client.get(confirm))
    again = client.post("/ajukan/mulai-dari-awal", data=token)
    assert again.status_code == 303
    yield from _got(client, "/ajukan")


def _opened(client: FlaskClient, reference: str) -> str:
    """The address of a request that this browser may open."""
    until = clock.real_now() + OPEN_FOR
    link = made.found(reference).link_hash
    with client.session_transaction() as session:
        session[OPENED] = {"reference": reference, "link": link, "until": until.isoformat()}
    return f"/permohonan/{reference}"


def _online(**more: object) -> str:
    return made.submitted(made.submission(mode=CONFERENCE, guests=(), **more))


def _states(client: FlaskClient) -> Iterator[Page]:
    """A request in each state, as its sender sees it."""
    badung = made.submission(parties=(made.party("51.03"),), wishes=(made.NINE, made.TWO))
    by, at = {"by": made.OFFICER}, {"now": made.NOW}
    returned, rejected, cancelled = made.submitted(), made.submitted(), made.scheduled(badung)
    return_letter(returned, reason="Cap belum ada.", **by, **at)
    reject(rejected, codes=(), reason="Bukan wewenang DJPK.", **by, **at)
    reschedule(cancelled, made.TEN, reason="Rapat.", **by, **at)
    waiting = made.verified(made.submission(wishes=(made.ONE,)))
    made.asked(waiting)
    early = [made.submitted(), _online(wishes=(made.ONE,)), waiting, made.verified()]
    held = [made.scheduled(made.submission(parties=(made.party("33.01"),)), slot=made.ONE)]
    for reference in (*early, returned, rejected, cancelled, *held):
        path = _opened(client, reference)
        yield _page(f"{made.state(reference)} {reference}", client.get(path))
    cancel_by_djpk(cancelled, reason="Rapat pimpinan.", **by, **at)
    cancel_by_requester(early[0], reason="Tidak jadi.", by=made.REQUESTER_ACTOR, **at)
    close_day(now=made.AFTER_HOURS)
    for reference in (cancelled, early[0], *held):
        path = _opened(client, reference)
        yield _page(f"{made.state(reference)} {reference}", client.get(path))
        yield _page(f"data of {reference}", client.get(f"{path}/data"))


def _changes(client: FlaskClient) -> Iterator[Page]:
    """What a sender may change, each page and its refusals."""
    early = made.submitted(made.submission(wishes=(made.TWO,)))
    returned, online = made.submitted(), _online()
    return_letter(returned, reason="Cap belum ada.", by=made.OFFICER, now=made.NOW)
    for reference in (early, online):
        path = _opened(client, reference)
        yield from _got(client, f"{path}/batal", f"{path}/waktu", f"{path}/data")
        yield _page("no reason", post(client, f"{path}/batal"))
    path = _opened(client, early)
    yield from _got(client, f"{path}/tamu")
    yield _page("no guests", post(client, f"{path}/tamu"))
    yield _page("no session", post(client, f"{path}/waktu", pilihan_1="2026-11-28T09:00"))
    post(client, f"{path}/waktu", pilihan_1="2026-12-01T10:00")
    yield from _got(client, path)
    post(client, f"{path}/tamu", **{"guests-0-name": "Rina", "guests-0-position": "Kepala"})
    yield from _got(client, path)
    path = _opened(client, returned)
    yield from _got(client, f"{path}/perbaiki")
    yield _page("no date", post(client, f"{path}/perbaiki", letter_date=""))
    ciamis = made.submission(parties=(made.party("32.07"),))
    given = _opened(client, made.scheduled(ciamis, slot=made.Slot(TUESDAY, "09:00")))
    yield from _got(client, f"{given}/batal", f"{given}/tamu")
    client.get(f"{given}/waktu")
    yield from _got(client, given)


def _letters(client: FlaskClient) -> Iterator[Page]:
    """The verification page for each kind of code and file."""
    slot = made.TWO
    visit = made.scheduled(made.submission(parties=(made.party("51.03"),)), slot=slot)
    letter = issued_letters.current_by_reference(visit)
    code = issued_letters.code_of(letter)
    typo, strange = EXAMPLE[:-1] + "6", EXAMPLE[:-1] + "!"
    yield from _got(client, f"/v/{code}", f"/v/{EXAMPLE}", f"/v/{typo}", f"/v/{strange}", "/v/7K")
    token = hidden(client.get(f"/v/{code}").text, "csrf_token")
    genuine = client.get(f"{_opened(client, visit)}/surat-konfirmasi.pdf").data
    for content in (genuine, genuine + b"\n", b"text"):
        sent = {"csrf_token": token, "berkas": (BytesIO(content), "surat.pdf")}
        yield _page("compared", client.post(f"/v/{code}", data=sent))
    yield _page("nothing told", post(client, "/verifikasi/laporkan", code="A" * 60))
    post(client, "/verifikasi/laporkan", told="Diminta uang.")
    yield from _got(client, "/verifikasi")
    reschedule(visit, made.Slot(TUESDAY, "10:00"), **_moved())
    yield _page("changed", client.get(f"/v/{code}"))
    later = issued_letters.code_of(issued_letters.current_by_reference(visit))
    cancel_by_djpk(visit, reason="Rapat.", by=made.OFFICER, now=made.NOW + timedelta(hours=1))
    yield _page("cancelled", client.get(f"/v/{later}"))


def _moved() -> dict[str, object]:
    return {"reason": "Rapat.", "by": made.OFFICER, "now": made.NOW}


def _refusals(client: FlaskClient) -> Iterator[Page]:
    """Error pages: a stale form, a wrong method, too many tries."""
    yield _page("stale form", client.post("/cek-status", data={}))
    yield _page("wrong method", client.post("/ketersediaan", data={}))
    yield _page("wrong method, told", client.post("/ketersediaan", data=_token(client)))
    for _ in range(4):
        last = post(client, "/cek-status", reference="K7M2-4QXD", email="c@d.example")
    assert last.status_code == 429
    yield _page("too often", last)


def _token(client: FlaskClient) -> dict[str, str]:
    return {"csrf_token": hidden(client.get("/").text, "csrf_token")}
