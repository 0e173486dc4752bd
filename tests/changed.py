"""The small bank a year later: one change of every kind that a reader who has cited it must be told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from checking import TODAY, mini
from erfaringsbank import snapshot
from erfaringsbank.bank import Bank
from erfaringsbank.editions.released import current
from erfaringsbank.ledger import Edition, Editions, checksum
from erfaringsbank.load import load
from erfaringsbank.opendata.exports import everything
from erfaringsbank.records import Dato
from erfaringsbank.snapshot import Snapshot

EARLIER = date(2025, 11, 1)

F1 = "content/funn/f1-tillit.yaml"
CASE = "content/caser/c1-eksempel-kommune.yaml"
NEW = """\
tittel: Åpent lenger når to deler hus
slag: effekt
utfall: bruk
retning: styrker
tall: [{verdi: "12", enhet: timer i uka}]
grunnlag: [{metode: telling ved døra, art: telling, kilder: [k1], caser: [c1]}]
"""

# What is another, file by file: (what stood there, what stands there).
EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    F1: (
        ('verdi: "64"', 'verdi: "66"'),
        ("{metode: intervju, kilder", "{metode: intervju, art: intervju, kilder"),
        ("Et langt utsagn som går", "Et langt utsagn som strekker seg"),
        ("meråpent: delvis}", "meråpent: ja, felles_leder: nei}"),
        ('forbehold: ["Bare de som svarte."]', 'forbehold: ["Bare de som svarte.", "Én by er ikke alle."]'),
        ('ulempe: ["- En ulempe som ser ut som et punkt."]\n', ""),
    ),
    "content/funn/f2-hus.yaml": (("Húsa er samla:", "Husa er samla no:"),),
    "content/undersokelser/u1-sporring.yaml": (("n: 1 200", "n: 1 300"),),
    "content/kilder/k1-rapporten.yaml": (("lest: begynnelsen", "lest: hele"),),
    CASE: (
        ("status: i drift", "status: avviklet"),
        ('bakgrunn: ["To ble til én. [k1]"]\n', ""),
        ('med biblioteket. [k1]"]', 'med biblioteket. [k1]", "To ble til én. [k1]"]'),
        ("per: 2019}]", "per: 2020}]"),
        ("kontakt: {rolle: biblioteksjef", "kontakt: {rolle: virksomhetsleder"),
    ),
    "content/anbefalinger/a1-avklar.yaml": (
        ('  - "1. Skriv det ned. [k1]"\n  - "2. Les det høyt. [k1]"', '  - "2. Les det høyt. [k1]"\n  - "1. Skriv det ned. [k1]"'),
        ("til: [r1, r2]", "til: [r2]"),
    ),
    "content/anbefalinger/a2-vent.yaml": (
        ("hviler_på: standpunkt\n", "hviler_på: standpunkt\ntilstand: trukket\ntrukket_fordi: Rådet er gått ut på dato.\n"),
    ),
    "content/sporsmal/q1-pris.yaml": (("hva_lukker:", "tilstand: erstattet\nerstattet_av: f3\nhva_lukker:"),),
    "content/begreper/b1-torg.yaml": (("former:", "sist_sjekket: 2026-09-01\nformer:"),),
    "models/utfall.yaml": (("Om folk stoler på svarene.", "Om folk stoler på svarene de får."),),
}  # fmt: skip
GONE = ("content/tjenester/t2-skranke.yaml", "content/motsigelser/x1-belop.yaml")


def later() -> dict[str, bytes]:
    """The files of the small bank a year later."""
    files = mini()
    for path, edits in EDITS.items():
        text = files[path].decode()
        for before, after in edits:
            assert before in text, (path, before)
            text = text.replace(before, after)
        files[path] = text.encode()
    files["content/funn/f3-apent-lenger.yaml"] = NEW.encode()
    files["content/motsigelser/x1-to-belop.yaml"] = files["content/motsigelser/x1-belop.yaml"]
    return {path: raw for path, raw in files.items() if path not in GONE}


def state(overlay: Mapping[str, str | bytes] | None = None, day: date = TODAY, without: Iterable[str] = ()) -> Snapshot:
    """The small bank with some files laid over it, as it would be exported on a day."""
    return current(load(mini(overlay, without=without).items())[0], day)


def two_states() -> tuple[Snapshot, Snapshot]:
    """The small bank, and the small bank a year later."""
    return state(day=EARLIER), current(load(later().items())[0], TODAY)


def as_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def edition(name: str, day: date, data: bytes, *, trial: bool = False) -> Edition:
    """An edition with its data."""
    return Edition(name, Dato(day.isoformat()), checksum(data), trial, data)


def exported(files: Mapping[str, bytes], day: date) -> bytes:
    """The data of a release of some files on a day."""
    (file,) = everything(load(files.items())[0], day)
    return file.data


def with_editions(bank: Bank, *editions: Edition) -> Bank:
    """A bank that has these editions."""
    return replace(bank, utgaver=Editions(editions))


def released_bank() -> Bank:
    """The small bank a year later, with two editions: the small bank itself, and one when half of it was done."""
    half = mini({path: raw for path, raw in later().items() if path.startswith("content/funn/")})
    bank = load(later().items())[0]
    first, second = date(2024, 3, 1), date(2025, 11, 1)
    editions = (("2024.1", first, exported(mini(), first)), ("2025.1", second, exported(half, second)))
    return with_editions(bank, *(edition(name, day, data) for name, day, data in editions))


def reread(data: Any) -> Snapshot:
    """Data as a state."""
    return snapshot.read(as_bytes(data))
