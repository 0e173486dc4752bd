"""What has been published: `utgaver/adresser.txt` line by line, and the data of each edition. Pure.

The ledger is text, and only ever longer. Each release adds a block: a line with the edition, its day and the checksum
of its data, then one line for each new address, with the ID it belongs to («side» for a hand-written page), the files
beside it (`+index.json`) and its anchors (`#virket-1=k3x2q`; after `=` the digest of the statement that has it). An
address stands again in a later block when it has got more of these.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from erfaringsbank.problems import Place, Problem
from erfaringsbank.reading import load_manual as pages
from erfaringsbank.records.values import Dato

FOLDER = "utgaver"
LEDGER = f"{FOLDER}/adresser.txt"
WRITTEN = "side"
"""What stands for an ID when the page is written by hand."""
FRONT = "./"
"""The address of the front page, which is empty elsewhere."""
HEAD = """\
# Alt som er publisert: hver adresse under roten, ID-en den hører til («side» for skrevne sider), filene ved siden av
# siden (+) og ankrene på den (#). Det som står her, skal virke så lenge nettstedet finnes.
# Bare «make release» legger til linjer, og bare nederst.
"""
_TOKENS = re.compile(r"\S+")
_BLOCK = re.compile(r"== ([0-9A-Za-z][0-9A-Za-z.-]*) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{32})( prøve)?")
_ADDRESS = re.compile(r"\./|(?:[A-Za-z0-9_~][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~][A-Za-z0-9._~-]*/?)")
_OWNER = re.compile(rf"[a-z][1-9][0-9]{{0,5}}|{WRITTEN}")
_FILE = re.compile(r"\+([A-Za-z0-9_~][A-Za-z0-9._~-]*)")
_ANCHOR = re.compile(r"#([A-Za-z0-9_.:-]+)(?:=([a-z2-7]{5}))?")


@dataclass(frozen=True)
class Edition:
    """One release: its number, its day, whether it was a trial, and the bytes of the data it was released with."""

    utgave: str
    dato: Dato
    sum: str
    prøve: bool = False
    data: bytes = b""
    linje: int = 1

    @cached_property
    def innhold(self) -> Mapping[str, Any]:
        """The data, parsed; empty when it is not there or cannot be read (a rule says so)."""
        try:
            found = json.loads(self.data)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @cached_property
    def ider(self) -> frozenset[str]:
        """The IDs of its records."""
        return frozenset(str(post["id"]) for post in self.innhold.get("poster", ()))

    @property
    def fil(self) -> str:
        """The file of its data, relative to the project."""
        return f"{FOLDER}/{self.utgave}.json"


@dataclass(frozen=True, slots=True)
class Published:
    """One published address: whose it is, where the ledger says so, and what is promised of it.

    `owner` is an ID, «side», or nothing for what the tool makes. `anchors` gives the digest of the statement each
    anchor was published for, or nothing.
    """

    address: str
    owner: str
    place: Place
    utgave: str
    files: tuple[str, ...] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        return self.address == "" or self.address.endswith("/")


@dataclass(frozen=True)
class Editions:
    """Every edition, oldest first, and every published address in the order it was first published."""

    utgaver: tuple[Edition, ...] = ()
    adresser: Mapping[str, Published] = field(default_factory=dict)
    løse: tuple[str, ...] = ()
    """The data files that no line of the ledger knows."""

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.utgaver)

    def med(self, id_: str) -> list[Edition]:
        """The editions that hold a record, oldest first."""
        return [edition for edition in self.utgaver if id_ in edition.ider]

    @cached_property
    def by_owner(self) -> Mapping[str, tuple[Published, ...]]:
        """What is published of each ID, in order."""
        found: dict[str, list[Published]] = {}
        for published in self.adresser.values():
            if published.owner:
                found.setdefault(published.owner, []).append(published)
        return {owner: tuple(all_of_it) for owner, all_of_it in found.items()}

    @cached_property
    def anchors(self) -> Mapping[str, Mapping[str, str]]:
        """By ID: every anchor published on any page of the record, with the digest of its statement or nothing."""
        found: dict[str, dict[str, str]] = {}
        for published in self.adresser.values():
            if published.anchors and published.owner not in ("", WRITTEN):
                known = found.setdefault(published.owner, {})
                known |= {name: digest or known.get(name, "") for name, digest in published.anchors.items()}
        return found


def digest(text: str) -> str:
    """Five letters for the words of a text. Capitals, punctuation and spaces may change without a new digest."""
    words = "".join(re.findall(r"\w+", text.casefold()))
    number = int.from_bytes(hashlib.sha256(words.encode()).digest()[:4], "big")
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> shift & 31] for shift in (20, 15, 10, 5, 0))


def checksum(data: bytes) -> str:
    """What the ledger knows the data of an edition by."""
    return hashlib.sha256(data).hexdigest()[:32]


def belongs(path: str) -> bool:
    """Whether a file is the ledger, or could be the data of an edition."""
    return path == LEDGER or bool(re.fullmatch(rf"{FOLDER}/[^/]+\.json", path))


def read(files: Mapping[str, bytes]) -> tuple[Editions, list[Problem]]:
    """The editions of the files of `utgaver/`, and every line of the ledger that cannot be understood."""
    reading = _Reading(files)
    raw = files.get(LEDGER, b"")
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            reading.take(number, line)
    known = {edition.fil for edition in reading.editions}
    loose = tuple(sorted(path for path in files if path != LEDGER and path not in known))
    return Editions(tuple(reading.editions), reading.addresses, loose), reading.problems


class _Reading:
    """The ledger as far as it has been read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.editions: list[Edition] = []
        self.addresses: dict[str, Published] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, line: str) -> None:
        """Read one line: the head of a block, or an address."""
        if line.startswith("=="):
            self._block(number, line)
        elif not self.editions:
            self._fault(number, 1, len(line), "Adressen står over den første utgaven.")
        else:
            self._address(number, [(found.start() + 1, found[0]) for found in _TOKENS.finditer(line)])

    def _block(self, number: int, line: str) -> None:
        found = _BLOCK.fullmatch(line)
        if not found or not _is_date(found[2]):
            self._fault(number, 1, len(line), "Linjen er ikke en utgave.")
        elif any(edition.utgave == found[1] for edition in self.editions):
            self._fault(number, 4, len(found[1]), f"Utgave {found[1]} står to ganger.")
        else:
            data = self.files.get(f"{FOLDER}/{found[1]}.json", b"")
            edition = Edition(found[1], Dato(found[2]), found[3], bool(found[4]), data, number)
            self.editions.append(edition)

    def _address(self, number: int, tokens: list[tuple[int, str]]) -> None:
        column, address = tokens[0]
        if not _ADDRESS.fullmatch(address):
            self._fault(number, column, len(address), f"«{address}» er ikke en adresse under roten.")
            return
        owner = tokens[1][1] if len(tokens) > 1 and _OWNER.fullmatch(tokens[1][1]) else ""
        files: list[str] = []
        anchors: dict[str, str] = {}
        for at, token in tokens[2 if owner else 1 :]:
            if found := _FILE.fullmatch(token):
                files.append(found[1])
            elif found := _ANCHOR.fullmatch(token):
                anchors[found[1]] = found[2] or ""
            else:
                self._fault(number, at, len(token), f"«{token}» er ikke en ID, en fil eller et anker.")
                return
        self._add(Published("" if address == FRONT else address, owner, Place(LEDGER, number, column, len(address)),
                            self.editions[-1].utgave, tuple(files), anchors))  # fmt: skip

    def _add(self, new: Published) -> None:
        """Keep an address; one that is there already gets what is new, and stands where it stood."""
        old = self.addresses.get(new.address)
        if old:
            files = tuple(dict.fromkeys([*old.files, *new.files]))
            anchors = {**old.anchors, **new.anchors}
            new = Published(old.address, old.owner or new.owner, old.place, old.utgave, files, anchors)
        self.addresses[new.address] = new

    def _fault(self, number: int, column: int, width: int, message: str) -> None:
        fix = f"Filen rettes ikke for hånd. Hent den tilbake:  git restore {LEDGER}"
        self.problems.append(Problem(Place(LEDGER, number, column, width), pages.UTGITT_LINJE, message, fix))


def _is_date(text: str) -> bool:
    try:
        Dato(text).first_day()
    except ValueError:
        return False
    return True


def block(edition: Edition, entries: Iterable[Published]) -> str:
    """The block of a release, its addresses sorted."""
    head = f"\n== {edition.utgave} {edition.dato} {edition.sum}{' prøve' if edition.prøve else ''}\n"
    return head + "".join(sorted(f"{_line(entry)}\n" for entry in entries))


def _line(entry: Published) -> str:
    files = [f"+{name}" for name in sorted(entry.files)]
    anchors = [f"#{name}={told}" if told else f"#{name}" for name, told in entry.anchors.items()]
    return " ".join([entry.address or FRONT, *filter(None, [entry.owner]), *files, *anchors])
