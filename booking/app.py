"""Assembling the application; nothing below imports this module."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from booking import clock, database, models
from booking.adapters.file_store import LocalFileStore
from booking.adapters.identity_providers import provider_for
from booking.adapters.letter_file import accept_letter
from booking.adapters.limit_storage import limiter_for
from booking.adapters.passwords import CHEAPEST, RFC_9106_LOW_MEMORY, Argon2Passwords
from booking.api import assemble, gate
from booking.services import Services
from booking.settings import PROJECT, Settings, from_environment
from booking.web import (
    access,
    account_links,
    account_page,
    account_steps,
    assets,
    audit_page,
    board_page,
    calendar_notes,
    calendar_page,
    circular_page,
    compression,
    confirmation,
    desk,
    dev_mail,
    displaced_page,
    entry_page,
    errors,
    health,
    language,
    navigation,
    provider_sign_in,
    public,
    reception,
    report_closing,
    report_histories,
    report_import,
    report_lists,
    report_range,
    reports,
    role_matrix,
    row_numbers,
    security,
    sign_in,
    staff_accounts,
    suspicious,
    topic_memory,
    tracking,
    typography,
    unit_desk,
    unit_links,
    unit_report,
    units,
    verification,
)

__all__ = ["create_app", "models"]

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """An application for these settings, or for those of the environment."""
    settings = settings or from_environment()
    app = Flask(
        "booking",
        root_path=str(PROJECT / "booking"),
        instance_path=str(settings.instance),
        template_folder=str(PROJECT / "templates"),
        static_folder=None,  # booking/web/assets.py serves our files
    )
    app.config.update(SECRET_KEY=settings.secret_key, TESTING=settings.testing)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["booking"] = services_for(settings)
    database.init_app(app, settings)
    Migrate(app, database.db, directory=str(PROJECT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    compression.init_app(app)
    security.init_app(app, settings)
    access.init_app(app, guarded_elsewhere=[gate.v1.name])
    language.init_app(app)
    typography.init_app(app)
    assets.init_app(app)
    errors.init_app(app)
    navigation.init_app(app)
    calendar_notes.init_app(app)
    row_numbers.init_app(app)
    _register_pages(app, settings)
    assemble.init_app(app)
    role_matrix.init_app(app, programs=gate.DECLARED)
    if settings.trusted_hops:
        hops = settings.trusted_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def services_for(settings: Settings) -> Services:
    """The world outside as these settings describe it."""
    return Services(
        settings=settings,
        clock=clock.domain_clock(settings.fixed_clock),
        files=LocalFileStore(settings.instance / "letters"),
        passwords=Argon2Passwords(CHEAPEST if settings.testing else RFC_9106_LOW_MEMORY),
        limiter=limiter_for(settings, lambda: clock.real_now().timestamp()),
        accept_letter=accept_letter,
        identities=provider_for(settings),
    )


def _register_pages(app: Flask, settings: Settings) -> None:
    for module in (health, language, public, tracking, verification, confirmation, sign_in):
        app.register_blueprint(module.blueprint)
    for module in (desk, entry_page, board_page, units, unit_links, unit_desk, topic_memory):
        app.register_blueprint(module.blueprint)
    for module in (calendar_page, circular_page, displaced_page, suspicious, reception, audit_page):
        app.register_blueprint(module.blueprint)
    for module in (
        reports,
        report_lists,
        report_range,
        report_closing,
        report_import,
        report_histories,
        unit_report,
    ):
        app.register_blueprint(module.blueprint)
    for module in (provider_sign_in, account_steps, account_links, account_page, staff_accounts):
        app.register_blueprint(module.blueprint)
    if not settings.is_production:
        app.register_blueprint(dev_mail.blueprint)
