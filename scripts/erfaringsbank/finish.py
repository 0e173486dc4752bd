"""Built HTML → finished site: what the engines cannot do, done once for all of them."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from erfaringsbank.addresses import addresses_to
from erfaringsbank.bank import Bank
from erfaringsbank.polish import EDITS, Page, polish
from erfaringsbank.problems import UserError
from erfaringsbank.records import Kilde, Record
from erfaringsbank.terms import Glossary, glossary
from erfaringsbank.view import plain

# What the engines copy to a site and no page of ours asks for, and the sources of our own stylesheet.
UNUSED = (
    "assets/javascripts/**/*",
    "assets/stylesheets/modern/*",
    "assets/stylesheets/**/palette.*",
    "assets/**/*.map",
    "assets/images/favicon.png",
    "search/search_index.json",
    "search.json",
    "stil/*.css",
    "logo.svg",
)
_TOLD = 10  # faults that are told; the rest are usually the same

_REDIRECT = """<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
<link rel="stylesheet" href="{root}assets/erfaringsbank.css">
<link rel="icon" href="{root}assets/favicon.svg" type="image/svg+xml">
<meta name="color-scheme" content="light dark">
</head><body><main class="eb-side"><article class="md-typeset eb-artikkel">
<h1{language}>{title}</h1>
<p>Siden ligger her: <a href="{target}"{language}>{title}</a></p>
</article></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done: pages polished, files added and removed, and how often each edit hit."""

    polished: int
    added: int
    removed: int
    counts: Mapping[str, int]


def finish(bank: Bank, site: Path, attached: Iterable[tuple[str, bytes]] = ()) -> Finished:
    """Finish a site that an engine has just built, and lay the attached files beside its pages; not twice.

    A file that is shared with the last site (a preview takes unchanged pages over as hard links) is finished already
    and is never written to. Raises UserError when a page may not be published, or when an edit no longer hits.
    """
    removed = _remove_unused(site)
    pages = sorted(site.rglob("*.html"))
    fresh = [path for path in pages if path.stat().st_nlink == 1]
    counts = _polish_all(site, fresh, glossary(bank))
    if len(fresh) == len(pages):
        _require(counts)
    added = _add_redirects(bank, site) + _attach(site, attached)
    return Finished(len(fresh), added, removed, counts)


def _polish_all(site: Path, pages: list[Path], words: Glossary) -> Mapping[str, int]:
    """Polish pages where they lie, and give how often each edit hit on all of them."""
    counts = Counter[str]()
    faults: list[str] = []
    for path in pages:
        name = path.relative_to(site).as_posix()
        done = polish(path.read_text(encoding="utf-8"), page_at(name, words))
        path.write_text(done.html, encoding="utf-8", newline="\n")
        counts.update(done.counts)
        faults += [f"  {name}: {fault}" for fault in done.faults]
    if faults:
        more = [f"  … og {len(faults) - _TOLD} til."] if len(faults) > _TOLD else []
        message = "Sidene har noe som ikke kan publiseres:\n" + "\n".join([*faults[:_TOLD], *more])
        raise UserError(message, "Flytt skript og stil til egne filer under overrides/, og hent ingenting utenfra.")
    return counts


def page_at(name: str, words: Glossary) -> Page:
    """What the pass must know of the page in a file. The error page is shown at any address, so it can lead nowhere
    from where it is, and explains nothing."""
    return Page(name.removesuffix("index.html"), words) if name.endswith("index.html") else Page(name)


def _require(counts: Mapping[str, int]) -> None:
    missed = [f"  {edit.name}: {edit.why}" for edit in EDITS if edit.must and not counts[edit.name]]
    if missed:
        message = "Finpussen fant ikke noe av dette på en eneste side:\n" + "\n".join(missed)
        raise UserError(message, "Temaet er trolig oppdatert. Se på sidene, og rett reglene i polish.py.")


def _remove_unused(site: Path) -> int:
    """Remove files that no page asks for, and folders that are left empty."""
    found = {path for pattern in UNUSED for path in site.glob(pattern) if path.is_file()}
    for path in found:
        path.unlink()
    folders = {folder for path in found for folder in path.parents if site in folder.parents}
    for folder in sorted(folders, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return len(found)


def _add_redirects(bank: Bank, site: Path) -> int:
    added = 0
    for address, text in redirects(bank):
        path = site / address / "index.html"
        if path.exists():
            raise UserError(f"Adressen /{address} er brukt av en skrevet side.", "Gi siden et annet filnavn.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        added += 1
    return added


def _attach(site: Path, attached: Iterable[tuple[str, bytes]]) -> int:
    """Write the attached files. Raises UserError when something else has the address."""
    added = 0
    for name, raw in attached:
        path = site / name
        if path.exists():
            raise UserError(f"Adressen /{name} er brukt av noe annet.", "Gi siden eller filen et annet navn.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        added += 1
    return added


def redirects(bank: Bank) -> Iterator[tuple[str, str]]:
    """(address, HTML) of every short address and every earlier address. Static pages: they work on any host."""
    for record in bank.records.values():
        for address, target in addresses_to(record):
            yield address, _redirect(bank, record, address, target)


def _redirect(bank: Bank, record: Record, address: str, target: str) -> str:
    """The page at an address that leads to a record's page."""
    root = "../" * address.count("/")
    return _REDIRECT.format(
        title=html.escape(f"{record.id.upper()} {plain(bank, record.tittel)}"),
        canonical=html.escape(bank.nettsted.adresse.rstrip("/") + "/" + target),
        target=html.escape(root + target),
        root=root,
        language=_language(record),
    )


def _language(record: Record) -> str:
    """The attribute of a title that is not in bokmål, for those who hear it read aloud."""
    language = record.kildespråk if isinstance(record, Kilde) else record.språk
    return "" if language == "nb" else f' lang="{language}"'
