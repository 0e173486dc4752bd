"""Built HTML → finished site: what the engines cannot do, done once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from erfaringsbank import print_pages, published
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import Published
from erfaringsbank.polishing.polish import EDITS, Page, polish
from erfaringsbank.polishing.terms import Glossary, glossary
from erfaringsbank.problems import UserError
from erfaringsbank.records.moved import MOVED
from erfaringsbank.signposts import signpost, signposts

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
# What the engines make with the day of the build in it. Ours, with true days, is laid beside the pages.
REPLACED = ("sitemap.xml", "sitemap.xml.gz")
_TOLD = 10  # faults that are told; the rest are usually the same


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done: pages polished, files added and removed, and how often each edit hit."""

    polished: int
    added: int
    removed: int
    counts: Mapping[str, int]


def finish(bank: Bank, site: Path, attached: Iterable[tuple[str, bytes]] = (), *, whole: bool = True) -> Finished:
    """Finish a site that an engine has just built, and lay the attached files beside its pages; not twice.

    Every address that was ever published is there when it is done. A site that is not `whole` may lack files.

    A file that is shared with the last site (a preview takes unchanged pages over as hard links) is finished already
    and is never written to. Raises UserError when a page may not be published, or when an edit no longer hits.
    """
    removed = _remove_unused(site)
    pages = sorted(site.rglob("*.html"))
    fresh = [path for path in pages if path.stat().st_nlink == 1]
    counts = _polish_all(site, fresh, _Pages(bank))
    if len(fresh) == len(pages):
        _require(counts)
    print_pages.fill(bank, site)
    added = _add_redirects(bank, site) + _attach(site, attached, anew=whole) + _keep_promises(bank, site, files=whole)
    return Finished(len(fresh), added, removed, counts)


class _Pages:
    """What the pass must know of each page of a bank."""

    def __init__(self, bank: Bank) -> None:
        self._words = glossary(bank)
        self._promised = published.promised_anchors(bank)
        self._canonical = {
            url_of(page_of(record)): bank.nettsted.adresse.rstrip("/") + "/" + url_of(page_of(holds))
            for record in bank.records.values()
            if record.er_ute and (holds := published.replacement(bank, record))
        }

    def at(self, name: str) -> Page:
        """The page in a file of the site."""
        page = page_at(name, self._words)
        return replace(
            page, promised=self._promised.get(page.address, {}), canonical=self._canonical.get(page.address, "")
        )


def _polish_all(site: Path, pages: list[Path], known: _Pages) -> Mapping[str, int]:
    """Polish pages where they lie, and give how often each edit hit on all of them."""
    counts = Counter[str]()
    faults: list[str] = []
    for path in pages:
        name = path.relative_to(site).as_posix()
        done = polish(path.read_text(encoding="utf-8"), known.at(name))
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
        raise UserError(message, "Temaet er trolig oppdatert. Se på sidene, og rett reglene i polishing/polish.py.")


def _remove_unused(site: Path) -> int:
    """Remove files that no page asks for, and folders that are left empty."""
    found = {path for pattern in (*UNUSED, *REPLACED) for path in site.glob(pattern) if path.is_file()}
    for path in found:
        path.unlink()
    folders = {folder for path in found for folder in path.parents if site in folder.parents}
    for folder in sorted(folders, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return len(found)


def _add_redirects(bank: Bank, site: Path) -> int:
    added = 0
    moved = ((address, signpost(bank, address, published.written_way(bank, address))) for address in bank.flyttet)
    for address, text in (*signposts(bank), *(entry for entry in moved if entry[0].endswith("/"))):
        path = site / address / "index.html"
        if path.exists():
            raise UserError(f"Adressen /{address} er brukt av en skrevet side.", "Gi siden et annet filnavn.")
        _write(path, text.encode())
        added += 1
    return added


def _keep_promises(bank: Bank, site: Path, *, files: bool) -> int:
    """Put something at every published address that has nothing. Raises UserError when nobody knows what."""
    added, lost = 0, []
    for promise in bank.utgaver.adresser.values():
        for address in (promise.address, *(promise.address + name for name in promise.files)):
            path = site / address / "index.html" if address.endswith("/") or not address else site / address
            if path.exists() or (path.suffix != ".html" and (not files or _is_explained(bank, address))):
                continue
            content = _instead(bank, site, replace(promise, address=address))
            if content is None:
                lost.append(f"  /{address} (utgave {promise.utgave})")
            else:
                _write(path, content)
                added += 1
    if lost:
        more = [f"  … og {len(lost) - _TOLD} til."] if len(lost) > _TOLD else []
        message = "Disse adressene er publisert, men nettstedet har dem ikke lenger:\n"
        fix = f"Skriv i {MOVED} hvor de leder."
        raise UserError(message + "\n".join([*lost[:_TOLD], *more]), fix)
    return added


def _is_explained(bank: Bank, address: str) -> bool:
    """Whether the bank says why a file is no more, with nothing in its stead. A page for it cannot be a file."""
    return address in bank.flyttet and published.written_way(bank, address).target is None


def _instead(bank: Bank, site: Path, promise: Published) -> bytes | None:
    """What is put at a published address that has nothing: a page that leads on, or a copy of the file as it is now."""
    onward = published.way(bank, promise)
    if onward and promise.is_page:
        return signpost(bank, promise.address, onward).encode()
    file = site / onward.target if onward and onward.target else None
    return file.read_bytes() if file and file.is_file() else None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _attach(site: Path, attached: Iterable[tuple[str, bytes]], *, anew: bool) -> int:
    """Write the attached files. Raises UserError when something else has the address.

    A site that is not made `anew` has some of them from the last site: those are taken away first, not written to.
    """
    added = 0
    for name, raw in attached:
        path = site / name
        if not anew:
            path.unlink(missing_ok=True)
        if path.exists():
            raise UserError(f"Adressen /{name} er brukt av noe annet.", "Gi siden eller filen et annet navn.")
        _write(path, raw)
        added += 1
    return added
