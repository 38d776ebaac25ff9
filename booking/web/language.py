"""In which language a page speaks: Indonesian, or English for a visitor who pressed the button.

Indonesian is what the templates and sentences are written in; `translations/en` has the English.
Staff pages, mails, letters, calendar files and the API are always Indonesian.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, flash, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, Domain, force_locale, get_locale, gettext, ngettext
from markupsafe import Markup, escape

from booking.sentences import told
from booking.settings import PROJECT
from booking.web.access import current_staff, public
from booking.web.local_address import local_address

blueprint = Blueprint("language", __name__)
public(blueprint)

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)
COOKIE = "bahasa"
CATALOGUE = PROJECT / "translations" / ENGLISH / "LC_MESSAGES" / "messages.po"
BILINGUAL = ("public", "tracking", "verification", "confirmation", None)  # None: no page was found
FOR_PROGRAMS = ("public.information",)


class English:
    """English as sentences are told in it; a part that stays Indonesian is marked as such."""

    language = ENGLISH

    def translate(self, template: str, count: int | None = None) -> str:
        """The template from the catalogue, safe for a page, to be filled in."""
        if count is None:
            return escape(gettext(template))
        return escape(ngettext(template, template, count))

    def join(self, between: str, parts: Sequence[str]) -> str:
        """The parts in a row, safe for a page."""
        return escape(between).join(parts)

    def quote(self, words: str) -> str:
        """What somebody wrote in Indonesian."""
        return Markup('<span lang="id">{}</span>').format(words)


def language() -> str:
    """The language of this answer."""
    return str(get_locale() or INDONESIAN)


def in_the_language(words: Any) -> Any:
    """A sentence of ours as this visitor reads it; anything else stays what it is."""
    return told(words, English()) if language() == ENGLISH else words


def told_in(code: str, sentences: Iterable[str]) -> list[str]:
    """Sentences in one language, to be kept for a page that is opened later in any."""
    with force_locale(code):
        return [str(in_the_language(sentence)) for sentence in sentences]


def announce(words: str, look: str) -> None:
    """Say something at the head of the next page."""
    flash(in_the_language(words), look)


@blueprint.post("/bahasa")
def choose() -> ResponseReturnValue:
    """Remember the language in this browser, and lead back to the page."""
    asked = request.form.get("bahasa", "")
    if asked in LANGUAGES:
        session[COOKIE] = asked
    return redirect(local_address(request.form.get("kembali")) or url_for("public.landing"), 303)


@lru_cache(maxsize=1)
def english_catalogue() -> Translations:
    """The catalogue, compiled in memory when the first English page is asked for."""
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=ENGLISH))
    compiled.seek(0)
    return Translations(compiled)


class Catalogue(Domain):  # type: ignore[misc]
    """Our one catalogue, without a compiled file beside it that could be out of date."""

    def get_translations(self) -> NullTranslations:
        """The translations of this answer's language."""
        return english_catalogue() if language() == ENGLISH else NullTranslations()


class Languages(Babel):  # type: ignore[misc]
    """Flask-Babel with that catalogue."""

    @cached_property
    def domain_instance(self) -> Catalogue:
        """Where Flask-Babel looks sentences up."""
        return Catalogue()


def init_app(app: Flask) -> None:
    """Let every template speak the visitor's language."""
    Languages().init_app(app, default_locale=INDONESIAN, locale_selector=_chosen)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.finalize = in_the_language
    app.jinja_env.globals.update(language=language)


def _chosen() -> str:
    if not has_request_context() or session.get(COOKIE) != ENGLISH:
        return INDONESIAN
    if request.blueprint not in BILINGUAL or request.endpoint in FOR_PROGRAMS:
        return INDONESIAN
    return INDONESIAN if current_staff() else ENGLISH
