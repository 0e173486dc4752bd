"""Arrows that lead back to where they began: no reader would arrive, and there is nothing to inherit from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.records import Case, Id
from erfaringsbank.rules.registry import Finding, rule


@rule("arv-i-ring")
def circular_inheritance(bank: Bank, today: date) -> Iterator[Finding]:
    """En case er del av seg selv
    «del_av» peker oppover: fra stedet til kommunen. Går den i ring, er det ingen å arve fra.

    Galt:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        del_av: c9
        kort: ["Et torg. [k1]"]

    Rett:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        del_av: c1
        kort: ["Et torg. [k1]"]"""
    arrows = {case.id: case.del_av for case in bank.of(Case)}
    for case in bank.of(Case):
        if _returns(case.id, arrows):
            place = bank.place(case, ("del_av",))
            yield Finding(place, f"{case.id} er del av seg selv.", "Pek på kommunen, eller slett linjen.")


def _returns(start: Id, next_: Mapping[Id, Id | None]) -> bool:
    """Whether following the arrows from an ID leads back to it."""
    seen: set[Id] = set()
    here = next_.get(start)
    while here and here not in seen and here != start:
        seen.add(here)
        here = next_.get(here)
    return here == start


@rule("erstattet-i-ring")
def circular_replacement(bank: Bank, today: date) -> Iterator[Finding]:
    """En post er erstattet av seg selv
    «erstattet_av» sender leseren videre til det som gjelder. Går det i ring, kommer ingen fram.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        tilstand: erstattet
        erstattet_av: q9

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        tilstand: erstattet
        erstattet_av: q1"""
    arrows = {record.id: record.erstattet_av for record in bank.records.values()}
    for record in bank.records.values():
        if _returns(record.id, arrows):
            place = bank.place(record, ("erstattet_av",))
            yield Finding(place, f"{record.id} er erstattet av seg selv.", "Vis til posten som gjelder.")
