"""A provider of accounts as the Ministry might run one, small and on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from booking import clock
from tests.web.pages import csrf_of

CLIENT_ID, CLIENT_SECRET, CODE = "konsultasi", "rahasia-untuk-tes", "kode-sekali-pakai"
DISCOVERY = "/.well-known/openid-configuration"
KEY = RSAKey.generate_key(2048, parameters={"kid": "satu"})
STRANGE_KEY = RSAKey.generate_key(2048, parameters={"kid": "satu"})


class Ministry:
    """What it answers; a test changes what it needs."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.claims: dict[str, Any] = {"email": "bayu@contoh.go.id", "email_verified": True}
        self.about: dict[str, Any] = {}
        self.key = KEY
        self.is_down = False
        self.sends_id_token = True
        self.asked: dict[str, str] = {}
        self.code_is_good = True

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Status and JSON of one request."""
        if self.is_down:
            return 503, {}
        if path == DISCOVERY:
            return 200, self.discovery() | self.about
        if path == "/kunci":
            return 200, {"keys": [KEY.as_dict(private=False)]}
        if not self._is_good(form):
            return 400, {"error": "invalid_grant"}
        self.code_is_good = False
        token = {"access_token": "x", "token_type": "Bearer"}
        return 200, token | ({"id_token": self.id_token()} if self.sends_id_token else {})

    def discovery(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/masuk",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/kunci",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def id_token(self) -> str:
        """Who signed in, sealed."""
        now = int(clock.real_now().timestamp())
        usual = {
            "iss": self.issuer,
            "sub": "1987",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
        }
        return jwt.encode({"alg": "RS256", "kid": "satu"}, usual | self.claims, self.key)

    def _is_good(self, form: dict[str, str]) -> bool:
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return (
            self.code_is_good
            and form.get("code") == CODE
            and form.get("redirect_uri") == self.asked["redirect_uri"]
            and self.asked["code_challenge_method"] == "S256"
            and self.asked["code_challenge"] == base64.urlsafe_b64encode(proof).decode().rstrip("=")
        )


@contextmanager
def ministry() -> Iterator[Ministry]:
    """A provider that runs as long as the test."""

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send({name: values[0] for name, values in parse_qs(sent).items()})

        def _send(self, form: dict[str, str]) -> None:
            status, said = made.answer(self.path, form)
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Tests tell what they need by themselves."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Counter) as server:
        made = Ministry(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


def leave(client: FlaskClient, made: Ministry, onward: str = "") -> TestResponse:
    """Press the button; the provider remembers what it was asked for."""
    token = csrf_of(client.get("/masuk").text)
    query = {"lanjut": onward} if onward else {}
    answer = client.post("/masuk/oidc", data={"csrf_token": token}, query_string=query)
    address = answer.headers.get("Refresh", "").removeprefix("0; url=")
    made.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return answer


def come_back(client: FlaskClient, made: Ministry, **otherwise: str) -> TestResponse:
    """Return as the provider would send the browser back."""
    sent = {"code": CODE, "state": made.asked.get("state", "")} | otherwise
    return client.get("/masuk/oidc", query_string=sent)
