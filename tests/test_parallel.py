"""The tests that share a browser and built sites run in one process, so that these are made once."""

from __future__ import annotations

import os

import pytest


@pytest.mark.xdist_group("nettleser")
def test_a_group_is_kept_together(request: pytest.FixtureRequest) -> None:
    """Under xdist a test that is in a group has the group in its name; without it the groups are not followed.

    pytest 9.2 has names that xdist 3.8 cannot add to, and then every process builds every site (pytest-xdist issue 1386).
    """
    assert request.node.nodeid.endswith("@nettleser") == ("PYTEST_XDIST_WORKER" in os.environ)
