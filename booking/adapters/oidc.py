"""The Ministry's accounts by OpenID Connect: authorization code with PKCE, state and nonce.

The id token alone says who it is; its signature, issuer, audience, life and nonce are checked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OAuthError, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from requests import JSONDecodeError, RequestException

from booking.database import forbid_inside_transaction
from booking.errors import NotAllowed, ProviderUnavailable
from booking.settings import OidcSettings
from booking.usecases.ports import Departure, Identity

TIMEOUT_SECONDS = 10
LEEWAY_SECONDS = 60
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
USUAL_SIGNATURE = SIGNATURES[0]  # what OpenID Connect Discovery asks of every provider
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SECOND_STEP = "mfa"  # RFC 8176

DOWN = (
    "Layanan akun Kementerian sedang tidak dapat dihubungi. Silakan masuk dengan alamat surel dan"
    " kata sandi, atau coba kembali beberapa menit lagi."
)
CODE_REFUSED = (
    "Kode masuk dari akun Kementerian tidak diterima atau sudah dipakai. Silakan mulai kembali."
)
EXPIRED = "Bukti masuk dari akun Kementerian sudah kedaluwarsa. Silakan mulai kembali."
OTHER_SIGN_IN = (
    "Bukti masuk dari akun Kementerian bukan untuk permintaan masuk ini. Silakan mulai kembali."
)
OTHER_SERVICE = (
    "Bukti masuk dari akun Kementerian bukan untuk layanan ini. Silakan masuk dengan kata sandi"
    " dan laporkan kepada admin."
)
NOT_GENUINE = (
    "Bukti masuk dari akun Kementerian tidak dapat dipastikan keasliannya. Silakan masuk dengan"
    " kata sandi dan laporkan kepada admin."
)
OF_CLAIM = {"nonce": OTHER_SIGN_IN, "aud": OTHER_SERVICE, "azp": OTHER_SERVICE}

log = logging.getLogger(__name__)


class _Unusable(Exception):
    """What the provider says of itself cannot be used."""


class _Client(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]
    """Authlib's client without a web framework, strict about what the provider says of itself."""

    client_cls = OAuth2Session

    def load_server_metadata(self) -> dict[str, Any]:
        """The discovery document, kept from the first time that it was usable."""
        try:
            known: dict[str, Any] = super().load_server_metadata()
        except (TypeError, JSONDecodeError) as error:
            raise _Unusable("the discovery document is no JSON object") from error
        if known.get("issuer") != self.name or not all(known.get(name) for name in ADDRESSES):
            known.clear()
            raise _Unusable("the discovery document is of another issuer or has gaps")
        named = known.get("id_token_signing_alg_values_supported") or [USUAL_SIGNATURE]
        safe = [each for each in named if each in SIGNATURES]  # never "none", never a shared key
        known["id_token_signing_alg_values_supported"] = safe or [USUAL_SIGNATURE]
        return known


class OidcProvider:
    """One issuer, asked over HTTP; its keys and addresses are kept for the life of the process."""

    def __init__(self, settings: OidcSettings) -> None:
        self._issuer, self._client_id = settings.issuer, settings.client_id
        self._client = _Client(
            None,
            name=settings.issuer,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_SECONDS,
            },
        )

    def depart(self, return_to: str) -> Departure:
        """A new sign-in at the provider; raises `ProviderUnavailable`."""
        with _refusals():
            made = self._client.create_authorization_url(return_to)
        return Departure(made["url"], made["state"], made["nonce"], made["code_verifier"])

    def identify(self, code: str, *, return_to: str, nonce: str, verifier: str) -> Identity:
        """Whom this code stands for; raises `NotAllowed` or `ProviderUnavailable`."""
        with _refusals():
            token = self._client.fetch_access_token(return_to, code=code, code_verifier=verifier)
            claims = self._client.parse_id_token(
                token,
                nonce=nonce,
                claims_options={
                    "iss": {"essential": True, "value": self._issuer},
                    "aud": {"essential": True, "value": self._client_id},
                },
                leeway=LEEWAY_SECONDS,
            )
        if claims is None:
            log.error("the provider sent no id token")
            raise NotAllowed(NOT_GENUINE)
        return Identity(
            email=str(claims.get("email") or ""),
            is_verified=claims.get("email_verified") is True,
            with_second_step=SECOND_STEP in (claims.get("amr") or ()),
        )


@contextmanager
def _refusals() -> Iterator[None]:
    """Every way in which the provider or its answer fails becomes a sentence."""
    forbid_inside_transaction("identity provider")
    try:
        yield
    except OAuthError as error:
        log.warning("the provider refused a code: %s", error.error)
        raise NotAllowed(CODE_REFUSED) from error
    except ExpiredTokenError as error:
        raise NotAllowed(EXPIRED) from error
    except ClaimError as error:
        log.warning("the id token does not hold: %s", error)
        raise NotAllowed(OF_CLAIM.get(error.claim, NOT_GENUINE)) from error
    except (RequestException, _Unusable) as error:
        log.warning("the provider gives no usable answer: %s", error)
        raise ProviderUnavailable(DOWN) from error
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("the id token cannot be read: %s", error)
        raise NotAllowed(NOT_GENUINE) from error
