"""What all tests share: the option that renews expected reports, and hypothesis with the same examples every time."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("fast", derandomize=True, deadline=None)
settings.load_profile("fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/test_galt.py --oppdater` writes what is found now as what is expected. Read the diff!"""
    parser.addoption("--oppdater", action="store_true", help="Skriv de forventede rapportene på nytt.")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether expected reports are to be written anew."""
    return bool(request.config.getoption("--oppdater"))
