"""One browser for all tests of a run, and the built sites as they are hosted: with the headers, under their own path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser
from sites import Site

from browsing.browser import MISSING, driving, found_browser, launched
from browsing.host import hosted
from browsing.sample import sample


def required_browser() -> str:
    """The browser of this machine. Without one the tests fail: a site nobody has looked at is not tested."""
    return found_browser() or pytest.fail(MISSING, pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this worker; each page has a context of its own."""
    with driving() as playwright, launched(playwright, required_browser()) as started:
        yield started


@pytest.fixture(scope="session")
def hosts(sites: Callable[[str], Site]) -> Iterator[Callable[[str], str]]:
    """The address of the site that an engine built; each has one host in a run."""
    open_hosts: dict[str, str] = {}
    with ExitStack() as stack:

        def host_of(engine: str) -> str:
            if engine not in open_hosts:
                site = sites(engine)
                open_hosts[engine] = stack.enter_context(hosted(site.root, site.base))
            return open_hosts[engine]

        yield host_of


@pytest.fixture(scope="session")
def published(hosts: Callable[[str], str]) -> str:
    """The address of the test bank's site, built with the default engine."""
    return hosts("mkdocs")


@pytest.fixture(scope="session")
def chosen(site: Site) -> list[str]:
    """Files of the site that stand for all: every template and every kind of element is on one of them."""
    return sample(site.pages)
