"""The page of a region and the page of a unit."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from booking.domain.local_time import jakarta_date, month_key
from booking.domain.months import shifted, words
from booking.domain.roles import DESK
from booking.renderers.report_words import violation_words
from booking.services import now
from booking.store import claims, policies, units
from booking.store.regions import official_regions, region_names
from booking.usecases.read_history import region_history, unit_history
from booking.web.access import signed_in, staff_only
from booking.web.report_readers import READERS

blueprint = Blueprint("reports_histories", __name__, url_prefix="/laporan")
staff_only(blueprint, *READERS)

LONGEST_NAME = 100
MOST_FOUND = 20


@blueprint.get("/daerah")
def regions() -> ResponseReturnValue:
    """Look for a region by its name."""
    asked = " ".join(request.args.get("q", "").split())[:LONGEST_NAME]
    found = region_names().search(asked, MOST_FOUND) if asked else []
    return render_template("report/regions.html", asked=asked, found=found)


@blueprint.get("/daerah/<code>")
def region(code: str) -> ResponseReturnValue:
    """A region: its quota now, what it asked, what it broke."""
    known, past = region_history(code)
    this_month = month_key(jakarta_date(now()))
    shown_months = (this_month, shifted(this_month, 1))
    use = claims.quota_use([code], shown_months, now=now())
    return render_template(
        "report/region.html",
        title=known.label,
        province=official_regions()[known.province_code].label,
        past=past,
        quota=[(words(month), use.get((code, month))) for month in shown_months],
        places=policies.policy_for(jakarta_date(now())).visits_per_month,
        violation=violation_words,
        opens_requests=signed_in().role in DESK,
    )


@blueprint.get("/unit")
def all_units() -> ResponseReturnValue:
    """The units, each with its page."""
    return render_template("report/units.html", units=units.active_units())


@blueprint.get("/unit/<code>")
def unit(code: str) -> ResponseReturnValue:
    """A unit: what it received and what lies ahead."""
    return unit_page(code)


def unit_page(code: str, *, is_own: bool = False) -> str:
    """The page of a unit, as the management and the unit itself read it."""
    name, past = unit_history(code)
    return render_template(
        "report/region.html",
        title=name,
        province="",
        past=past,
        quota=[],
        places=0,
        violation=violation_words,
        opens_requests=signed_in().role in DESK,
        is_own=is_own,
    )
