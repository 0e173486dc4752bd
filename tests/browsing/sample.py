"""Which pages stand for all: one of every kind, and then as many as it takes to meet every element the site has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.records import BY_FOLDER

_OWN_TEMPLATE = {*BY_FOLDER, *(name for name, *_ in GATHERINGS), "utgave", "endret"}
_SAME_ANYWHERE = {"program", "utskrift"}  # below the short address of an event, and below the list of a type
_SEEN = "descendant-or-self::*[not(ancestor::pre) and not(ancestor::head)]"
_TELLING = ("role", "type", "popover", "aria-expanded", "aria-current")
REDIRECT, MISSING = "omdirigering", "404.html"


def address_of(file: str) -> str:
    """The address of a file of the site, from its root: `funn/index.html` → `funn/`."""
    return file.removesuffix("index.html")


def redirects(page: Any) -> bool:
    """Whether a page only leads on to another."""
    return bool(page.xpath("//meta[@http-equiv='refresh']"))


def kind_of(file: str, page: Any) -> str:
    """What a page is: a record of a type, a list, a gathering, the front page, a redirect, prose."""
    *folders, name = address_of(file).strip("/").split("/")
    if redirects(page):
        return REDIRECT
    if folders and name in _SAME_ANYWHERE:
        return f"*/{name}"
    if folders:
        return f"{'/'.join(folders)}/*"
    return name if name in _OWN_TEMPLATE or name in ("", MISSING) else "skrevet side"


def features(page: Any) -> frozenset[str]:
    """The kinds of elements on a page: name with each class, and with what changes how it is used. Not in code."""
    found: set[str] = set()
    for element in page.xpath(f"//body/{_SEEN}"):
        if not isinstance(element.tag, str):
            continue
        found |= {f"{element.tag}.{name}" for name in element.get("class", "").split()} | {element.tag}
        found |= {f"{element.tag}[{name}={element.get(name)}]" for name in _TELLING if element.get(name)}
    return frozenset(found)


def sample(pages: Mapping[str, Any]) -> list[str]:
    """Files that together have every kind of page and every feature of the whole site, the same every time.

    Small pages are taken before large ones: what a large one has more of, is more of the same.
    """
    has = {file: features(page) for file, page in pages.items()}
    size = {file: len(page.xpath("//*")) for file, page in pages.items()}
    order = sorted(has, key=lambda file: (size[file], file))
    kinds: dict[str, str] = {}
    for file in order:
        kinds.setdefault(kind_of(file, pages[file]), file)
    chosen = list(kinds.values())
    missing = frozenset().union(*has.values()).difference(*(has[file] for file in chosen))
    while missing:
        best = max(order, key=lambda file: len(has[file] & missing) / size[file])
        chosen.append(best)
        missing -= has[best]
    return sorted(chosen)
