"""Programs with tokens of one scope or of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from booking.usecases.give_access import SCOPES, add_token
from tests.api.programs import Program

WithScopes = Callable[..., Program]


@pytest.fixture
def with_scopes(app: Flask, now: datetime) -> WithScopes:
    """Makes a program whose token has these scopes."""

    def make(*scopes: str) -> Program:
        return Program(app.test_client(), add_token(" ".join(scopes), scopes, now=now))

    return make


@pytest.fixture
def program(with_scopes: WithScopes) -> Program:
    """A program that may do everything."""
    return with_scopes(*SCOPES)


@pytest.fixture
def stranger(app: Flask) -> Program:
    """A program without a token."""
    return Program(app.test_client(), None)
