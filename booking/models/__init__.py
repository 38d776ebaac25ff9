"""Tables and constraints; every module is imported here so that migrations see them all."""

from booking.models import (
    access,
    calendar,
    claims,
    desk,
    door,
    drafts,
    history,
    imports,
    letters_issued,
    messages,
    records,
    reference,
    reports,
    requests,
    units_asked,
)

__all__ = [
    "access",
    "calendar",
    "claims",
    "desk",
    "door",
    "drafts",
    "history",
    "imports",
    "letters_issued",
    "messages",
    "records",
    "reference",
    "reports",
    "requests",
    "units_asked",
]
