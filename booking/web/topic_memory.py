"""Answers by topic: written, changed, published and withdrawn by the office that wrote them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.roles import Role
from booking.domain.topic_answers import LONGEST, Writer
from booking.errors import BookingError, NotAllowed, NotFound
from booking.services import now
from booking.store import requests, topic_answers
from booking.usecases.add_topic_answer import add_topic_answer
from booking.usecases.edit_topic_answer import (
    edit_topic_answer,
    publish_topic_answer,
    withdraw_topic_answer,
)
from booking.web.access import signed_in, staff_only
from booking.web.units import problems_of

blueprint = Blueprint("topic_memory", __name__, url_prefix="/petugas/jawaban")
staff_only(blueprint, Role.OFFICER, Role.SUPERVISOR, Role.UNIT)

FIELDS = ("topic", "question", "answer", "source")


@blueprint.get("")
def listing() -> ResponseReturnValue:
    """Every answer by topic, published or not; one's own can be changed."""
    topics = requests.active_topics()
    asked = request.args.get("topik", "")
    chosen = asked if asked in {topic.code for topic in topics} else ""
    return render_template(
        "topics/list.html",
        answers=topic_answers.listed(chosen),
        topics=topics,
        chosen=chosen,
        writer=_writer(),
    )


@blueprint.route("/baru", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Write an answer, published at once or kept as a draft."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    if request.method != "POST":
        typed["topic"] = request.args.get("topik", "")
        return _form(typed)
    published = request.form.get("aksi") == "terbit"
    writer = _writer()
    try:
        add_topic_answer(
            *typed.values(), published=published, by=writer.by, now=now(), unit=writer.unit
        )
    except NotAllowed:
        raise
    except BookingError as refusal:
        return _form(typed, refusal=refusal)
    flash("Jawaban diterbitkan." if published else "Jawaban disimpan sebagai konsep.", "ok")
    return redirect(url_for(".listing", topik=typed["topic"]), 303)


@blueprint.route("/<int:answer_id>", methods=["GET", "POST"])
def edit(answer_id: int) -> ResponseReturnValue:
    """Change an answer of one's own office."""
    row = topic_answers.by_id(answer_id)
    writer = _writer()
    if not writer.owns(row.unit.code if row.unit else ""):
        raise NotFound(topic_answers.UNKNOWN)
    if request.method != "POST":
        kept = {name: getattr(row, name) for name in FIELDS[1:]}
        return _form({"topic": row.topic.code, **kept}, answer_id, row.version)
    typed = {name: request.form.get(name, "") for name in FIELDS}
    version = request.form.get("version", type=int)
    try:
        edit_topic_answer(
            answer_id,
            *typed.values(),
            by=writer.by,
            now=now(),
            unit=writer.unit,
            version=version,
        )
    except NotFound:
        raise
    except BookingError as refusal:
        return _form(typed, answer_id, version, refusal=refusal)
    flash("Jawaban disimpan.", "ok")
    return redirect(url_for(".listing", topik=typed["topic"]), 303)


@blueprint.post("/<int:answer_id>/<any(terbit,tarik):step>")
def show(answer_id: int, step: str) -> ResponseReturnValue:
    """Let requesters read an answer, or take it out of their sight."""
    writer = _writer()
    act = publish_topic_answer if step == "terbit" else withdraw_topic_answer
    version = request.form.get("version", type=int)
    act(answer_id, by=writer.by, now=now(), unit=writer.unit, version=version)
    said = (
        "Jawaban diterbitkan dan dapat dibaca pemohon."
        if step == "terbit"
        else ("Jawaban ditarik; pemohon tidak lagi melihatnya.")
    )
    flash(said, "ok")
    return redirect(url_for(".listing", topik=request.form.get("topik") or None), 303)


def _form(
    typed: dict[str, str],
    answer_id: int | None = None,
    version: int | None = None,
    *,
    refusal: BookingError | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "topics/form.html",
        typed=typed,
        answer_id=answer_id,
        version=version,
        topics=topic_answers.topics_of(_writer()),
        problems=problems_of(refusal),
        refusal=refusal,
        longest=LONGEST,
    )
    return page, refusal.status if refusal else 200


def _writer() -> Writer:
    account = signed_in()
    return Writer(account.actor, account.unit)
