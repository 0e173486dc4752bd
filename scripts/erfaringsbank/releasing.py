"""A release: what the built site publishes for the first time goes into the ledger, and the data are kept as they are.

What is published is read from the site itself, never guessed: the addresses are files that are there, the anchors are
on the pages. Everything is made before anything is written, and the ledger is written last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from erfaringsbank import published
from erfaringsbank.addresses import addresses_to, page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.checking import Checked, Progress, refuse_placeholders, silent
from erfaringsbank.ledger import HEAD, LEDGER, WRITTEN, Edition, Published, block, checksum, digest
from erfaringsbank.machine_docs import CommandDoc
from erfaringsbank.opendata.exports import everything
from erfaringsbank.pipeline import build
from erfaringsbank.problems import Place, UserError
from erfaringsbank.project import Project
from erfaringsbank.records import Dato, Record

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
# What other pages fetch, and nobody links to. The names of some change with what is in them.
_PARTS = re.compile(r"assets/|kort/|qr/|sok/[^/]+/|sammenlign/data/|404\.html$")


@dataclass(frozen=True, slots=True)
class Release:
    """What a release adds: its edition, and the addresses that are new or have more to them than before."""

    edition: Edition
    added: tuple[Published, ...]
    addresses: int
    ids: int
    anchors: int


def release(
    project: Project,
    checked: Checked,
    today: date,
    commands: list[CommandDoc],
    *,
    trial: bool = False,
    progress: Progress = silent,
) -> Release:
    """Build the site of a checked bank and make it an edition. Raises UserError, with nothing written, or gives it."""
    bank = checked.bank
    refuse(bank, trial=trial)
    data = next(everything(bank, today)).data
    edition = Edition(bank.nettsted.utgave, Dato(today.isoformat()), checksum(data), trial, data)
    with_edition = replace(bank, utgaver=replace(bank.utgaver, utgaver=(*bank.utgaver.utgaver, edition)))
    build(project, replace(checked, bank=with_edition), today, commands, progress=progress)
    progress("Leser hva som er nytt")
    made = added(bank, edition, found(with_edition, project.site))
    write(project, made)
    return made


def refuse(bank: Bank, *, trial: bool) -> None:
    """Raise UserError when the edition of a bank cannot be released."""
    name = bank.nettsted.utgave
    if not _NAME.fullmatch(name):
        fix = "Rett utgave i content/nettsted.yaml. Den kan ha tall, bokstavene a–z, punktum og bindestrek: 1.0."
        raise UserError(f"Utgaven «{name}» kan ikke stå i en adresse.", fix)
    if any(edition.utgave == name for edition in bank.utgaver):
        raise UserError(f"Utgave {name} er gitt ut før.", "Sett et nytt tall i utgave i content/nettsted.yaml.")
    if not trial:
        refuse_placeholders(bank)


def found(bank: Bank, site: Path) -> Iterator[Published]:
    """Everything that a built site publishes, page by page with the files beside it, in the order of the addresses."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    public = sorted(name for name in names if not _PARTS.match(name))
    pages = {name.removesuffix("index.html") for name in public if name == "index.html" or name.endswith("/index.html")}
    owner, beside = _owners(bank), _beside(public, pages)
    for address in sorted(pages):
        whose = owner(address)
        own = whose not in ("", WRITTEN)
        yield _published(bank, site, address, whose, tuple(beside.get(address, ())) if own else ())
    for page, files in beside.items():
        if not owner(page) and not published.goes_by_rule(page):
            yield from (_published(bank, site, page + name, "", ()) for name in files)
    for name in public:
        stem = name.rpartition("/")[0] + "/" if "/" in name else ""
        if not name.endswith("index.html") and stem not in pages and owner(name) != WRITTEN:
            yield _published(bank, site, name, owner(name), ())


def _beside(public: list[str], pages: set[str]) -> dict[str, list[str]]:
    """The names of the files that lie in the folder of each page."""
    found: dict[str, list[str]] = {}
    for name in public:
        folder, _, file = name.rpartition("/")
        page = f"{folder}/" if folder else ""
        if file != "index.html" and page in pages:
            found.setdefault(page, []).append(file)
    return found


def _owners(bank: Bank) -> Callable[[str], str]:
    """A function that gives whose an address is: an ID, «side», or nothing for what the tool makes."""
    whose = {url_of(f"{side.path}.md"): WRITTEN for side in bank.sider}
    for record in bank.records.values():
        whose[url_of(page_of(record))] = record.id
        whose |= dict.fromkeys((address for address, _ in addresses_to(record)), str(record.id))

    def of(address: str) -> str:
        if address in whose or not address:
            return whose.get(address, "")
        if (first := address.split("/", 1)[0]) in bank.records:  # what lies below a short address
            return first
        if address.endswith("/"):
            return ""
        stem = address.rpartition("/")[0] + "/" + address.rpartition("/")[2].partition(".")[0] + "/"
        return whose.get(stem.removeprefix("/"), "")

    return of


def _published(bank: Bank, site: Path, address: str, owner: str, files: tuple[str, ...]) -> Published:
    record = bank.records.get(owner)
    anchors: Mapping[str, str] = {}
    if (record and address == url_of(page_of(record))) or owner == WRITTEN:
        anchors = dict(_anchors(bank, record, (site / address / "index.html").read_text(encoding="utf-8")))
    return Published(address, owner, Place(LEDGER), bank.nettsted.utgave, files, anchors)


def _anchors(bank: Bank, record: Record | None, page: str) -> Iterator[tuple[str, str]]:
    """The anchors of a page: its headings below the first, and the statements with the digest of their words."""
    tree = LexborHTMLParser(page)
    there = [str(node.attributes["id"]) for node in tree.css("article [id]")]
    headings = {str(node.attributes["id"]) for node in tree.css(", ".join(f"article h{n}[id]" for n in range(2, 7)))}
    signs = _signs(bank, record) if record else {}
    yield from ((name, signs.get(name, "")) for name in there if name in headings or name in signs)


def _signs(bank: Bank, record: Record) -> dict[str, str]:
    """The digest of each statement of a record by its anchor."""
    return {name: digest(getattr(record, field)[index].tekst) for (field, index), name in bank.ankre(record).items()}


def added(bank: Bank, edition: Edition, site: Iterator[Published]) -> Release:
    """What is new in a site, against what the ledger has."""
    known, ids = bank.utgaver.adresser, set(bank.utgaver.by_owner)
    fresh: list[Published] = []
    addresses = anchors = 0
    for entry in site:
        old = known.get(entry.address)
        told = bank.utgaver.anchors.get(entry.owner) or (old.anchors if old else {})
        more = replace(
            entry,
            files=tuple(name for name in entry.files if not old or name not in old.files),
            anchors={name: sign for name, sign in entry.anchors.items() if told.get(name) != sign},
        )
        if old is None or more.files or more.anchors:
            fresh.append(more)
            addresses += (old is None) + len(more.files)
            anchors += len(more.anchors)
    new_ids = {entry.owner for entry in fresh} - ids - {"", WRITTEN}
    return Release(edition, tuple(fresh), addresses, len(new_ids), anchors)


def write(project: Project, made: Release) -> None:
    """Write the data of an edition and the ledger with its block, both or none."""
    folder = project.root / Path(LEDGER).parent
    ledger, data = project.root / LEDGER, project.root / made.edition.fil
    before = ledger.read_bytes() if ledger.is_file() else HEAD.encode()
    folder.mkdir(exist_ok=True)
    temporary = {data: made.edition.data, ledger: before + block(made.edition, made.added).encode()}
    try:
        for path, content in temporary.items():
            path.with_name(f".{path.name}.ny").write_bytes(content)
        for path in temporary:  # the ledger last: without its line, the data are only a file that is not known
            path.with_name(f".{path.name}.ny").replace(path)
    except OSError:
        data.unlink(missing_ok=True)
        raise
    finally:
        for path in temporary:
            path.with_name(f".{path.name}.ny").unlink(missing_ok=True)
