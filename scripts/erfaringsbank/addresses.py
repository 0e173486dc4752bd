"""Where everything is: the page of a record, its short address, and the way from one page to another. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from erfaringsbank.records import Record


def page_of(record: Record, slug: str | None = None) -> str:
    """The Markdown page of a record under `build/docs`: `funn/f3-mindre-tillit.md`. `slug` may be an earlier one."""
    return f"{record.mappe}/{record.id}-{slug or record.slug}.md"


def url_of(page: str) -> str:
    """The address of a page below the site's root, with a slash at the end: `funn/f3-mindre-tillit/`."""
    stem = f"/{page.removesuffix('.md')}".removesuffix("/index").lstrip("/")
    return f"{stem}/" if stem else ""


def relative(start: str, target: str) -> str:
    """The relative link from one page file to another."""
    here, there = start.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def addresses_to(record: Record) -> Iterator[tuple[str, str]]:
    """(address, target) of all that leads to a record's page: the short address, and those of earlier slugs."""
    target = url_of(page_of(record))
    yield f"{record.id}/", target
    for slug in dict.fromkeys(record.tidligere_adresser):
        if slug == record.slug:
            continue  # the page itself stands there
        yield url_of(page_of(record, slug)), target
