"""The exceptions to the control of external addresses: each with a last day, and each about something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.links import external
from erfaringsbank.problems import Severity
from erfaringsbank.records.links import EXCEPTIONS
from erfaringsbank.rules.registry import Finding, rule


@rule("lenke-unntak-utlopt", Severity.ADVARSEL)
def expired(bank: Bank, today: date) -> Iterator[Finding]:
    """Et unntak for en nettadresse har gått ut
    «erfaringsbank lenker» prøver ikke adressene i models/lenker-unntak.yaml. Hvert unntak har en siste dag. Etter den
    blir adressen prøvd igjen. Trengs unntaket fortsatt, setter du en ny dag; ellers sletter du det.

    Galt:
        # fil: models/lenker-unntak.yaml
        unntak:
          - adresse: https://eksempel.no/*
            fordi: Krever innlogging.
            til: 2020-12-31

    Rett:
        # fil: models/lenker-unntak.yaml
        unntak:
          - adresse: https://eksempel.no/*
            fordi: Krever innlogging.
            til: 2090-12-31"""
    for index, exception in enumerate(bank.lenker.unntak):
        if exception.til.last_day() < today:
            place = bank.sources[EXCEPTIONS].place(("unntak", index, "til"))
            message = f"Unntaket for {exception.adresse} gikk ut {exception.til}."
            yield Finding(place, message, "Sett en ny dag, eller slett unntaket.")


@rule("lenke-unntak-ubrukt", Severity.ADVARSEL)
def unused(bank: Bank, today: date) -> Iterator[Finding]:
    """Et unntak gjelder ingen nettadresse i banken
    Adressen i models/lenker-unntak.yaml står ikke i noen kilde og ikke på noen side. Da er den enten skrevet feil, eller
    unntaket trengs ikke lenger.

    Galt:
        # fil: models/lenker-unntak.yaml
        unntak:
          - adresse: https://eksempel.no/raport
            fordi: Krever innlogging.
            til: 2090-12-31

    Rett:
        # fil: models/lenker-unntak.yaml
        unntak:
          - adresse: https://eksempel.no/rapport
            fordi: Krever innlogging.
            til: 2090-12-31"""
    if not bank.complete:
        return  # a file that cannot be read may be the one that has the address
    known = list(external(bank))
    for index, exception in enumerate(bank.lenker.unntak):
        if not any(map(exception.gjelder, known)):
            place = bank.sources[EXCEPTIONS].place(("unntak", index, "adresse"))
            message = f"{exception.adresse} står ingen steder i banken."
            yield Finding(place, message, "Rett adressen, eller slett unntaket.")
