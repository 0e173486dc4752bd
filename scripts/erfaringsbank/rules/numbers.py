"""One number, one place; no share without its population; no hour without its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.records import Anbefaling, Case, Funn, Record, Tall, Tekst, Undersøkelse
from erfaringsbank.rules.registry import Finding, rule, spot

_COUNT = r"(?:\d+|én|en|ein|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)"
_PART = "(?:tre|tredje|fire|fjerde|fem|femte|seks|sjette|sju|sjuende|syv|åtte|åttende|ni|niende|ti|tiende)"
_SHARE = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s?(?:prosent|pst\b|%)|\b{_COUNT} av {_COUNT}\b|\bhalvparten\b"
    rf"|\b{_COUNT} {_PART}(?:del|part)(?:en|er|ene|ar|ane)?\b",
    re.IGNORECASE,
)


@rule("andel-uten-populasjon")
def share_without_population(bank: Bank, today: date) -> Iterator[Finding]:
    """En andel uten hvem den er en andel av
    «64 prosent» sier ingenting før leseren vet av hvem, og hvor mange som svarte. Skriv «populasjon» og «n» ved tallet,
    eller pek på en undersøkelse som har dem. Er n ikke kjent, skriver du «n: ikke lest».

    Galt:
        # fil: content/funn/f9-andel.yaml
        tittel: Mange er fornøyde
        slag: holdning
        utfall: opplevelse
        retning: styrker
        tall: [{verdi: "64", enhet: prosent}]
        grunnlag: [{metode: intervju, kilder: [k1]}]

    Rett:
        # fil: content/funn/f9-andel.yaml
        tittel: Mange er fornøyde
        slag: holdning
        utfall: opplevelse
        retning: styrker
        tall: [{verdi: "64", enhet: prosent, populasjon: ansatte, n: ikke lest}]
        grunnlag: [{metode: intervju, kilder: [k1]}]"""
    for record in bank.records.values():
        for loc, number in bank.walk(record):
            if isinstance(number, Tall) and number.er_andel and _base_is_known(bank, record, number):
                population, n = base_of(bank, record, number)
                missing = [name for name, value in (("populasjon", population), ("n", n)) if not value]
                if missing:
                    fix = "Legg det til ved tallet, eller pek på en undersøkelse. n kan være «ikke lest»."
                    yield Finding(
                        bank.place(record, loc), f"Andelen «{number.vist}» mangler {' og '.join(missing)}.", fix
                    )


def base_of(bank: Bank, record: Record, number: Tall) -> tuple[str, int | str | None]:
    """The population and the n of a number: its own, else its survey's; a share may take those of the only survey."""
    surveys = _surveys(record, number)
    survey = bank.get(surveys[0], Undersøkelse) if len(surveys) == 1 and surveys[0] else None
    population = number.populasjon or (survey.populasjon if survey else "")
    return population, number.n or (survey.n if survey else None)


def _base_is_known(bank: Bank, record: Record, number: Tall) -> bool:
    """Whether every survey the number may come from could be read. One that could not is reported as such."""
    return all(id_ in bank.records for id_ in _surveys(record, number))


def _surveys(record: Record, number: Tall) -> list[str]:
    if number.undersøkelse:
        return [number.undersøkelse]
    grounds = record.grunnlag if isinstance(record, Funn) and number.er_andel else ()
    return list(dict.fromkeys(ground.undersøkelse for ground in grounds if ground.undersøkelse))


@rule("andel-for-hand")
def share_by_hand(bank: Bank, today: date) -> Iterator[Finding]:
    """En andel skrevet for hånd
    Et tall står ett sted: på funnet det hører til. I råd, lærdom og skrevne sider hentes det med @f1.tall, så det
    alltid er likt og alltid leder til nevneren sin.

    Galt:
        # fil: content/sider/tillit.md
        ---
        tittel: Tillit
        beskrivelse: Om tillit.
        ---
        En av fem har mindre tillit.

    Rett:
        # fil: content/sider/tillit.md
        ---
        tittel: Tillit
        beskrivelse: Om tillit.
        ---
        @f1.tall har mindre tillit."""
    for side in bank.sider:
        for match in _SHARE.finditer(side.prose):
            yield _by_hand(side.place(match.start(), len(match[0])), match[0])
    for record, loc, text in _advising_texts(bank):
        for match in _SHARE.finditer(text):
            yield _by_hand(spot(bank, record, loc, match[0]), match[0])


def _by_hand(place: object, words: str) -> Finding:
    fix = "Hent tallet fra funnet det hører til: @f1.tall."
    return Finding(place, f"Andelen «{words}» er skrevet for hånd.", fix)  # type: ignore[arg-type]


def _advising_texts(bank: Bank) -> Iterator[tuple[Record, tuple[str | int, ...], str]]:
    """The texts in our own words: all of a recommendation, and the lessons of a case."""
    for record in [*bank.of(Anbefaling), *bank.of(Case)]:
        for loc, value in bank.walk(record):
            lesson = isinstance(record, Anbefaling) or loc[:1] == ("lærdom",)
            if isinstance(value, Tekst) and lesson:
                yield record, loc, value


@rule("udatert")
def undated(bank: Bank, today: date) -> Iterator[Finding]:
    """En åpningstid eller en adresse uten dato
    Slikt endrer seg. Uten dato ser opplysningen ut som om den gjelder i dag. Skriv «per» med tidspunktet kilden er fra.

    Galt:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        åpningstider: ["Mandag til fredag 9–15. [k1]"]

    Rett:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        åpningstider: [{tekst: "Mandag til fredag 9–15.", kilder: [k1], per: 2020}]"""
    for case in bank.of(Case):
        for name in ("adresse", "åpningstider"):
            for index, statement in enumerate(getattr(case, name)):
                if not statement.per:
                    fix = "Bruk den lange formen og legg til «per: 2020» eller det kilden sier."
                    yield Finding(bank.place(case, (name, index)), "Opplysningen mangler dato (per).", fix)


@rule("dato-i-framtiden")
def in_the_future(bank: Bank, today: date) -> Iterator[Finding]:
    """Sjekket på en dag som ikke er kommet
    «sist_sjekket» er dagen redaksjonen kontrollerte posten. Den kan ikke ligge fram i tid.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        sist_sjekket: 2199-01-01

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        sist_sjekket: 2026-01-01"""
    for record in bank.records.values():
        if record.sist_sjekket and record.sist_sjekket.first_day() > today:
            place = bank.place(record, ("sist_sjekket",))
            yield Finding(
                place, f"«{record.sist_sjekket}» er ikke kommet ennå.", f"Dagens dato er {today.isoformat()}."
            )
