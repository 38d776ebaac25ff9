"""The report that a unit reads: its own consultations and no other's (TRUST 1.2)."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from booking.domain.roles import Role
from booking.errors import NotFound
from booking.web.access import signed_in, staff_only
from booking.web.report_histories import unit_page

blueprint = Blueprint("unit_report", __name__, url_prefix="/unit")
staff_only(blueprint, Role.UNIT)


@blueprint.get("/laporan")
def page() -> ResponseReturnValue:
    """What the unit of the account received and what lies ahead; no address names another."""
    code = signed_in().unit
    if not code:
        raise NotFound("Akun Saudara belum dihubungkan dengan unit. Hubungi admin.")
    return unit_page(code, is_own=True)
