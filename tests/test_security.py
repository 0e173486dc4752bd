"""The headers stand in one place, and what a municipality is told to write is made from there."""

from __future__ import annotations

import re

import pytest

from banks import ROOT
from erfaringsbank import security

PAGE = ROOT / "content" / "sider" / "utvikling" / "sikkerhet.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = {"nginx": security.nginx(), "apache": security.apache(), "html": security.meta() + "\n"}
TABLES = (security.header_table(), security.policy_table())


def outdated(text: str) -> list[str]:
    """What a page says of the headers that is not what the program sends."""
    blocks = dict(BLOCK.findall(text))
    wrong = [name for name, example in EXAMPLES.items() if blocks.get(name) != example]
    return wrong + [table.splitlines()[0] for table in TABLES if f"\n\n{table}\n" not in text]


def test_the_examples_of_the_page_are_what_the_program_sends() -> None:
    """nginx, Apache, the element for hosts without headers, and the two tables: letter by letter."""
    assert outdated(PAGE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('nosniff" always;', 'nosniff";', ["nginx"]),
        ("Header always set Referrer", "Header set Referrer", ["apache"]),
        ("form-action 'self'\">", "\">", ["html"]),
        ("| `base-uri 'none'` |", "| `base-uri 'self'` |", ["| Regel | Hvorfor |"]),
        ("| `Permissions-Policy` |", "| `Feature-Policy` |", ["| Hode | Hva det gjør |"]),
    ],
)  # fmt: skip
def test_a_page_that_lags_behind_is_found(old: str, new: str, found: list[str]) -> None:
    """The gate is alive: one word changed in any of them is named."""
    text = PAGE.read_text(encoding="utf-8")
    assert old in text
    assert outdated(text.replace(old, new)) == found


def test_the_policy_gives_no_leave_to_what_stands_in_a_page() -> None:
    """Nothing unsafe, no hash, no other host; everything that is not named is refused."""
    policy = security.HEADERS["Content-Security-Policy"]
    names = [directive.name for directive in security.POLICY]
    assert policy.startswith("default-src 'none'; ")
    assert len(names) == len(set(names)) == 11
    assert not re.search(r"unsafe|sha256|nonce|strict-dynamic|http|\*|data:(?!; font)", policy)
    assert all(directive.why.endswith(".") for directive in security.POLICY)
    assert set(security.WHY) == set(security.HEADERS)


def test_the_element_says_the_same_but_for_what_only_counts_in_a_header() -> None:
    """`frame-ancestors` is left out of the element, and nothing else."""
    meta = security.policy(meta=True)
    assert security.policy() == f"{meta}; frame-ancestors 'none'"
    assert security.meta() == f'<meta http-equiv="Content-Security-Policy" content="{meta}">'


def test_a_site_in_a_folder_has_its_page_for_what_is_missing_there() -> None:
    """The path that the site is published under stands before 404.html, and nowhere else."""
    for example in (security.nginx, security.apache):
        assert example("/banken/").replace("/banken/404.html", "/404.html") == example()
        assert "404 /banken/404.html" in example("/banken/")
