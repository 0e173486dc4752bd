"""What must be filled in before the bank can be found by others than those who know of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.norsk import ramse
from erfaringsbank.problems import Place, Severity
from erfaringsbank.rules.registry import Finding, rule

SETTINGS = "content/nettsted.yaml"


@rule("uten-datakatalog", Severity.ADVARSEL)
def catalogue(bank: Bank, today: date) -> Iterator[Finding]:
    """Datakatalogen mangler opplysninger
    Åpne data blir funnet gjennom data.norge.no, som må vite hvilken virksomhet som har ansvaret, og hvor spørsmål sendes.
    Så lenge noe av det mangler, lages ingen beskrivelse for datakataloger. Advarselen kommer først når «adresse» er den
    virkelige adressen. Organisasjonsnummeret står i Enhetsregisteret. E-postadressen skal være virksomhetens, aldri en
    persons.

    Galt:
        # fil: content/nettsted.yaml
        navn: Prøvebanken
        undertittel: En bank for en prøve.
        adresse: https://www.eksempel.kommune.no/
        utgiver: Eksempel kommune
        kontakt: https://www.eksempel.kommune.no/kontakt
        tilgjengelighetserklæring: https://www.eksempel.kommune.no/tilgjengelighet
        tilbakemelding: https://www.eksempel.kommune.no/tilbakemelding
        kodelager: https://git.eksempel.kommune.no/banken

    Rett:
        # fil: content/nettsted.yaml
        navn: Prøvebanken
        undertittel: En bank for en prøve.
        adresse: https://www.eksempel.kommune.no/
        utgiver: Eksempel kommune
        kontakt: https://www.eksempel.kommune.no/kontakt
        tilgjengelighetserklæring: https://www.eksempel.kommune.no/tilgjengelighet
        tilbakemelding: https://www.eksempel.kommune.no/tilbakemelding
        kodelager: https://git.eksempel.kommune.no/banken
        datakatalog:
          utgivere: [{navn: Eksempel kommune, organisasjonsnummer: "999999999"}]
          epost: postmottak@eksempel.kommune.no"""
    source = bank.sources.get(SETTINGS)
    if source and bank.nettsted.mangler and "adresse" not in bank.nettsted.plassholdere:
        place = source.place(("datakatalog",), key=True) if ("datakatalog",) in source.keys else Place(SETTINGS)
        message = f"Før publisering mangler {ramse(bank.nettsted.mangler)}."
        yield Finding(place, message, "Fyll det ut i content/nettsted.yaml.")
