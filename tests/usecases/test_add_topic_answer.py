"""Answers for the topic memory: written by the desk, complete, shown once published."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.errors import InputRefused, NotAllowed
from booking.store import topic_answers
from booking.usecases.add_topic_answer import add_topic_answer
from tests.usecases.builders import NOW, OFFICER, RECEPTION

WRITTEN = ("DAU", "Bagaimana DAU dihitung?", "Dari celah fiskal.", "UU 1/2022")


def test_only_published_answers_of_the_topic_are_shown(app: Flask) -> None:
    shown = add_topic_answer(*WRITTEN, published=True, by=OFFICER, now=NOW)
    add_topic_answer(*WRITTEN, published=False, by=OFFICER, now=NOW)

    assert [row.id for row in topic_answers.published(["DAU"])] == [shown]
    assert topic_answers.published(["DBH"]) == []


@pytest.mark.parametrize("empty", [1, 2, 3])
def test_an_answer_without_question_text_or_source_is_refused(app: Flask, empty: int) -> None:
    texts = [*WRITTEN]
    texts[empty] = "  "

    with pytest.raises(InputRefused):
        add_topic_answer(*texts, published=True, by=OFFICER, now=NOW)


def test_a_topic_that_nobody_knows_is_refused(app: Flask) -> None:
    with pytest.raises(InputRefused):
        add_topic_answer("XX", *WRITTEN[1:], published=True, by=OFFICER, now=NOW)


def test_others_than_the_desk_write_no_answers(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        add_topic_answer(*WRITTEN, published=True, by=RECEPTION, now=NOW)
