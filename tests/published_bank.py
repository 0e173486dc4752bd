"""A bank that has been given a real address and has said who publishes it, with editions behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checking import bank_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import HEAD, Edition, block, checksum
from erfaringsbank.opendata.exports import everything
from erfaringsbank.records.values import Dato

ADDRESS = "https://bank.test/"
SETTINGS = """\
navn: 'Banken "Æ" \\ <test>'
undertittel: "Erfaringer med bibliotek & torg."
adresse: https://bank.test/
utgiver: Eksempel kommune og Nabo kommune
kontakt: https://bank.test/kontakt
tilgjengelighetserklæring: https://bank.test/tilgjengelighet
tilbakemelding: https://bank.test/tilbakemelding
kodelager: https://git.bank.test/banken
utgave: "{}"
"""
CATALOGUE = """\
datakatalog:
  utgivere:
    - {navn: Eksempel kommune, organisasjonsnummer: "999 999 999"}
    - {navn: Nabo kommune, organisasjonsnummer: "888888888"}
  epost: postmottak@bank.test
  steder: [https://data.geonorge.no/administrativeEnheter/kommune/id/1]
  oppdateres: årlig
"""


def published(overlay: Mapping[str, str] | None = None, *, utgave: str = "2.0", catalogue: str = CATALOGUE) -> Bank:
    """The small bank, ready to be published, with some files laid over it."""
    return bank_of({"content/nettsted.yaml": SETTINGS.format(utgave) + catalogue, **(overlay or {})})


def released(*editions: tuple[str, str, Mapping[str, str]], trial: str = "") -> dict[str, str]:
    """The files of `utgaver/` after these editions: (number, day, what was laid over the bank on that day)."""
    files, text = {}, HEAD
    for number, day, overlay in editions:
        [file] = everything(published(overlay, utgave=number), date.fromisoformat(day))
        files[f"utgaver/{number}.json"] = file.data.decode()
        text += block(Edition(number, Dato(day), checksum(file.data), number == trial), [])
    return files | {"utgaver/adresser.txt": text}
