"""Which renderer writes which mail, and the secret addresses that are made at delivery only."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

from booking.domain.account_links import account_token
from booking.domain.links import CONFIRM, TRACKING, UNIT_ANSWER, link_token
from booking.domain.mail_facts import Links, OwedMail
from booking.renderers.account_mail import AccountMails
from booking.renderers.email import MailRenderer
from booking.renderers.registry import report_format
from booking.renderers.report_notice import ReportNotices
from booking.renderers.staff_notice import StaffNotices
from booking.renderers.unit_news import UnitNewsMails
from booking.renderers.unit_notice import UnitNotices
from booking.services import Services
from booking.store import account_links, inquiries, requests
from booking.usecases.report_month import report_month


def mail_writer(found: Services) -> Callable[[OwedMail], EmailMessage]:
    """Writes every mail of the outbox; each renderer hands on what is not its own."""
    settings = found.settings

    def report_pdf(month: str) -> bytes:
        return report_format("pdf").render(report_month(month, now=found.clock()))

    write: Callable[[OwedMail], EmailMessage]
    write = MailRenderer(settings.mail_from, links=lambda mail: links_of(mail, found))
    write = StaffNotices(settings.mail_from, settings.base_url, otherwise=write)
    write = UnitNotices(settings.mail_from, lambda id_: answer_link(id_, found), otherwise=write)
    write = UnitNewsMails(settings.mail_from, otherwise=write)
    write = ReportNotices(settings.mail_from, settings.base_url, report_pdf, otherwise=write)
    return AccountMails(
        settings.mail_from,
        f"{settings.base_url}/masuk",
        link_of=lambda link_id: password_link(link_id, found),
        otherwise=write,
    )


def links_of(mail: OwedMail, found: Services) -> Links:
    """The secret addresses of a mail, made again at delivery (the database keeps no token)."""
    base = found.settings.base_url
    if mail.request_id is None:
        return Links(tracking=f"{base}/cek-status")
    seed = requests.by_id(mail.request_id).link_seed
    return Links(
        tracking=f"{base}/l/{link_token(found.link_key, TRACKING, seed)}",
        confirm=f"{base}/konfirmasi/{link_token(found.link_key, CONFIRM, seed)}",
    )


def password_link(link_id: int, found: Services) -> str:
    """The address of a link that chooses a password, made again at delivery."""
    link = account_links.by_id(link_id)
    token = account_token(found.link_key, link.purpose, link.seed)
    return f"{found.settings.base_url}/kata-sandi/{token}"


def answer_link(inquiry_id: int, found: Services) -> str:
    """The one-use address at which a unit answers, made again at delivery."""
    token = link_token(found.link_key, UNIT_ANSWER, inquiries.seed_of(inquiry_id))
    return f"{found.settings.base_url}/u/{token}"
