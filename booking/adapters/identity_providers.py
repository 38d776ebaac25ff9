"""Which provider of accounts is asked; loads the OIDC library only where one is configured."""

from __future__ import annotations

from booking.settings import Settings
from booking.usecases.ports import IdentityProvider


def provider_for(settings: Settings) -> IdentityProvider | None:
    """The provider of the settings, or None: then staff sign in with their passwords alone."""
    if settings.oidc is None:
        return None
    from booking.adapters.oidc import OidcProvider  # noqa: PLC0415  late on purpose

    return OidcProvider(settings.oidc)
