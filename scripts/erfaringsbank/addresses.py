"""Where everything is: the page of a record, its short address, and the way from one page to another. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from erfaringsbank.records import Record

EDITIONS = "utgave"
"""The folder of the site where each edition is kept as it was."""


def page_of(record: Record, slug: str | None = None) -> str:
    """The Markdown page of a record under `build/docs`: `funn/f3-mindre-tillit.md`. `slug` may be an earlier one."""
    return f"{record.mappe}/{record.id}-{slug or record.slug}.md"


def edition_page(edition: str, record: Record) -> str:
    """The page of an edition that holds a record, by its folder: `utgave/1.0/funn/index.md`. The record is at `#f3`."""
    return f"{EDITIONS}/{edition}/{record.mappe}/index.md"


def url_of(page: str) -> str:
    """The address of a page below the site's root, with a slash at the end: `funn/f3-mindre-tillit/`."""
    stem = f"/{page.removesuffix('.md')}".removesuffix("/index").lstrip("/")
    return f"{stem}/" if stem else ""


def card_of(target: Record | str) -> str:
    """The picture of a record or of a page file under `build/docs`, shown when the page is shared: `kort/f3.png`."""
    name = target.id if isinstance(target, Record) else url_of(target).rstrip("/") or "index"
    return f"kort/{name}.png"


def relative(start: str, target: str) -> str:
    """The relative link from one page file to another."""
    here, there = start.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def relative_url(start: str, target: str) -> str:
    """The relative address from one page to another as a browser needs it: `../../funn/`, and `./` for the page itself.

    Both are page files; the addresses are those of folders.
    """
    here, there = url_of(start), url_of(target)
    shared = 0
    ours, theirs = here.split("/")[:-1], there.split("/")[:-1]
    while shared < min(len(ours), len(theirs)) and ours[shared] == theirs[shared]:
        shared += 1
    return "".join(["../"] * (len(ours) - shared) + [f"{part}/" for part in theirs[shared:]]) or "./"


def addresses_to(record: Record) -> Iterator[tuple[str, str]]:
    """(address, target) of all that leads to a record's page: the short address, and those of earlier slugs."""
    target = url_of(page_of(record))
    yield f"{record.id}/", target
    for slug in dict.fromkeys(record.tidligere_adresser):
        if slug == record.slug:
            continue  # the page itself stands there
        yield url_of(page_of(record, slug)), target
