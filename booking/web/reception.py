"""Reception: today's visits, the arrival of a delegation, guests without a schedule."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.delegation import OPENS_FOUR, Admission, Arrival
from booking.domain.links import new_token
from booking.domain.local_time import jakarta_date
from booking.domain.roles import Role
from booking.domain.submission import clean
from booking.domain.violations import VIOLATIONS
from booking.errors import BookingError, InputRefused, NotFound, Problem
from booking.services import now
from booking.store import door, policies, regions, requests
from booking.usecases.check_in import check_in, preview, undo_check_in
from booking.usecases.register_walk_in import REASONS, register_walk_in
from booking.web.access import actor, staff_only
from booking.web.door_forms import (
    EXTRA_ROWS,
    Stand,
    WalkInForm,
    arrivals_of,
    problems_of,
    read_stand,
)
from booking.web.door_page import (
    CAME,
    Gate,
    day_of,
    gate_of,
    gate_of_preview,
    is_near,
    named_like,
    planned_cap,
    refusal_of,
    timeliness,
)
from booking.web.queue_page import guests_words
from booking.web.stored import RequestRow

blueprint = Blueprint("reception", __name__, url_prefix="/resepsionis")
staff_only(blueprint, Role.RECEPTION, Role.OFFICER, Role.SUPERVISOR)

NO_REASON = "Tuliskan mengapa catatan kedatangan dibatalkan."


@dataclass(frozen=True)
class Previewed:
    """What the door would decide, before anything is written."""

    gate: Gate
    admission: Admission

    def outcome(self, name: str, position: str) -> str:
        """ "in", "out" or "absent" for a person."""
        for word, people in (("in", self.admission.admitted), ("out", self.admission.refused)):
            if any((p.name, p.position) == (name, position) for p in people):
                return word
        return "absent"


@blueprint.get("")
def today() -> ResponseReturnValue:
    """Who is expected, who came, and a search by reference or name."""
    search = clean(request.args.get("kode", ""))[:100]
    if search:
        try:
            found = requests.by_reference(search)
            return redirect(url_for(".arrival", reference=found.reference), 303)
        except NotFound:
            pass  # then it is part of a name
    return render_template(
        "door/today.html",
        day=day_of(now()),
        search=search,
        found=named_like(search, now=now()) if search else [],
        guests_words=guests_words,
        reasons=REASONS,
        now=now(),
        date=jakarta_date(now()),
    )


@blueprint.get("/<reference>")
def arrival(reference: str) -> ResponseReturnValue:
    """A delegation at the desk: whom to tick, or why it cannot be received, or the result."""
    return _arrival(requests.by_reference(reference))


@blueprint.post("/<reference>")
def receive(reference: str) -> ResponseReturnValue:
    """Try the verdict without writing, or record who came."""
    found = requests.by_reference(reference)
    stand = read_stand(request.form)
    try:
        if request.form.get("aksi") == "luar":
            people, extra = _announced(found), 0
        else:
            people, extra = arrivals_of(found, stand)
        if request.form.get("aksi") == "periksa":
            admission = preview(reference, people, extra_count=extra)
            return _arrival(found, stand, Previewed(gate_of_preview(found, admission), admission))
        nonce = clean(request.form.get("nonce", ""))
        check_in(reference, people, nonce=nonce, extra_count=extra, by=actor(), now=now())
    except BookingError as refusal:
        found = requests.by_reference(reference)  # the refusal may have ended the reading
        return _arrival(found, stand, refusal=refusal), refusal.status
    return redirect(url_for(".arrival", reference=found.reference), 303)


@blueprint.post("/<reference>/batalkan")
def undo(reference: str) -> ResponseReturnValue:
    """Take back a check-in that was a mistake."""
    reason = clean(request.form.get("reason", ""))[:500]
    try:
        if not reason:
            raise InputRefused.of(Problem("reason_missing", NO_REASON, "reason"))
        undo_check_in(reference, reason=reason, by=actor(), now=now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _arrival(requests.by_reference(reference), refusal=refusal), refusal.status
    flash("Catatan kedatangan dibatalkan. Tamu dapat dicatat kembali.", "ok")
    return redirect(url_for(".arrival", reference=reference), 303)


@blueprint.get("/tanpa-jadwal")
def walk_in() -> ResponseReturnValue:
    """The form for guests without a schedule."""
    return _walk_in_page(WalkInForm(request.args), ())


@blueprint.post("/tanpa-jadwal")
def record_walk_in() -> ResponseReturnValue:
    """Record who was turned away."""
    form = WalkInForm(request.form)
    try:
        if not form.validate():
            raise InputRefused.of(*problems_of(form))
        register_walk_in(
            form.institution.data or "",
            codes=form.codes(),
            count=form.count.data or 0,
            reason=form.reason.data or "",
            at=now(),
            by=actor(),
            now=now(),
        )
    except InputRefused as refusal:
        return _walk_in_page(form, refusal.problems), refusal.status
    flash(
        f"{form.institution.data} dicatat datang tanpa dilayani. "
        "Berikan lembar cara mengajukan permohonan.",
        "ok",
    )
    return redirect(url_for(".today"), 303)


def _walk_in_page(form: WalkInForm, problems: tuple[Problem, ...]) -> str:
    return render_template(
        "door/walk_in.html",
        form=form,
        problems=problems,
        reasons=REASONS,
        labels=[r.label for r in regions.official_regions().values() if r.pemda],
        now=now(),
    )


def _announced(found: RequestRow) -> list[Arrival]:
    """The whole delegation: outside its schedule nobody is let in, so nobody need be ticked."""
    return [Arrival(g.name, g.position, g.role) for g in found.guests]


def _arrival(
    found: RequestRow,
    stand: Stand | None = None,
    previewed: Previewed | None = None,
    *,
    refusal: BookingError | None = None,
) -> str:
    near = is_near(found, jakarta_date(now()))
    stood = door.check_in_of(found.id) if near and found.state in CAME else None
    if stood is not None:
        codes = door.violation_codes(found.id, stood.at)
        return render_template(
            "door/result.html",
            request_=found,
            stood=stood,
            shown=gate_of(found, stood, codes),
            violations=[VIOLATIONS[code] for code in codes],
            refusal=refusal,
            date=jakarta_date(now()),
        )
    refused = refusal_of(found, now=now())
    if refused is not None:
        return render_template(
            "door/refused.html", request_=found, refused=refused, nonce=new_token()
        )
    return render_template(
        "door/arrival.html",
        request_=found,
        stand=stand,
        previewed=previewed,
        problems=refusal.problems or (Problem(refusal.code, refusal.detail),) if refusal else (),
        cap=planned_cap(found),
        alone=policies.policy_for(jakarta_date(now())).guest_cap,
        date=jakarta_date(now()),
        waits=timeliness(found, now=now()),
        opens_four=OPENS_FOUR,
        violations=VIOLATIONS,
        nonce=new_token(),
        extra_rows=range(EXTRA_ROWS),
    )
