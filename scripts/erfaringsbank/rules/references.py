"""Do references lead somewhere? Existence of IDs and of words from `models/`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from erfaringsbank.bank import Bank, Edge
from erfaringsbank.problems import Place, Severity, suggestion
from erfaringsbank.records import BY_LETTER, Case, Funn, Kilde, Mål, Tekst, walk
from erfaringsbank.rules.registry import Finding, rule, spot


def _edge_place(bank: Bank, edge: Edge) -> Place:
    if edge.start in bank.records:
        return spot(bank, bank[edge.start], edge.loc, edge.target)
    side = next(side for side in bank.sider if side.path == edge.start)
    return side.place(int(edge.loc[0]), len(edge.target) + 1)


def _all_edges(bank: Bank) -> Iterator[Edge]:
    for edges in bank.edges.values():
        yield from edges


@rule("ukjent-referanse")
def unknown_reference(bank: Bank, today: date) -> Iterator[Finding]:
    """En ID som ikke finnes
    Det står en ID i et felt, i en kildeliste eller etter @ i en tekst, men ingen fil har den. Enten er den skrevet feil,
    eller så er posten slettet. En post som finnes, men har feil i seg, regnes som at den finnes.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k77]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen."""
    for edge in _all_edges(bank):
        if not bank.exists(edge.target):
            cls = BY_LETTER.get(edge.target.letter)
            if cls is None:
                letters = ", ".join(BY_LETTER)
                yield Finding(
                    _edge_place(bank, edge),
                    f"Ingen type poster begynner på «{edge.target.letter}».",
                    f"Bruk {letters}.",
                )
                continue
            known = [id_ for id_ in bank.records if id_[0] == edge.target.letter]
            fix = f"{suggestion(edge.target, known)} Ny {cls.navn}:  erfaringsbank new {cls.navn}".strip()
            message = f"«{edge.target}» finnes ikke blant {cls.flertall} ({cls.mappe}/)."
            yield Finding(_edge_place(bank, edge), message, fix)


@rule("tall-mangler")
def missing_number(bank: Bank, today: date) -> Iterator[Finding]:
    """@f1.tall peker på noe uten tall
    Bare funn har tall, og tallet må stå i funnets felt «tall». Det andre tallet hentes med @f1.tall2.

    Galt:
        # fil: content/sporsmal/q9-andel.yaml
        tittel: Hvem svarte?
        hvorfor_åpent: ["Vi vet at @q1.tall svarte. [k1]"]
        hva_lukker: Rapporten.

    Rett:
        # fil: content/sporsmal/q9-andel.yaml
        tittel: Hvem svarte?
        hvorfor_åpent: ["Vi vet at @f1.tall svarte. [k1]"]
        hva_lukker: Rapporten."""
    for place, mention in _mentions(bank):
        if mention[2] and _lacks_number(bank, mention[1], int(mention[3] or 1)):
            message = f"{mention[1]} har ikke det tallet som hentes med «{mention[0]}»."
            yield Finding(place, message, f"Legg tallet inn på {mention[1]}, eller bruk @{mention[1]}.")


def _mentions(bank: Bank) -> Iterator[tuple[Place, re.Match[str]]]:
    """Every `@` mention with its place, in records and in hand-written pages."""
    for record in bank.records.values():
        for loc, text in walk(record):
            if isinstance(text, Tekst):
                yield from ((spot(bank, record, loc, mention[0]), mention) for mention in text.mentions())
    for side in bank.sider:
        yield from ((side.place(mention.start(), len(mention[0])), mention) for mention in side.mentions())


def _lacks_number(bank: Bank, id_: str, which: int) -> bool:
    if not bank.exists(id_) or id_ in bank.broken:
        return False
    finding = bank.get(id_, Funn)
    return finding is None or len(finding.tall) < which


@rule("ukjent-verdi")
def unknown_value(bank: Bank, today: date) -> Iterator[Finding]:
    """Et ord som ikke står i models/
    Utfall, temaer og akser er lukkede lister, så det samme alltid heter det samme. De står i models/ og kan utvides der.

    Galt:
        # fil: content/funn/f9-bruk.yaml
        tittel: Flere bruker biblioteket
        slag: holdning
        utfall: opplevelser
        retning: styrker
        grunnlag: [{metode: intervju, kilder: [k1]}]

    Rett:
        # fil: content/funn/f9-bruk.yaml
        tittel: Flere bruker biblioteket
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{metode: intervju, kilder: [k1]}]"""
    for place, word, where, known in _words_used(bank):
        if word not in known:
            fix = suggestion(word, known) or f"Bruk {', '.join(known)}."
            yield Finding(place, f"«{word}» finnes ikke blant {where} i models/.", fix)


def _words_used(bank: Bank) -> Iterator[tuple[Place, str, str, Collection[str]]]:
    """Every word that must stand in a vocabulary: its place, the word, what it should be among, and the known ones."""
    words = bank.vocabulary
    for finding in bank.of(Funn):
        yield bank.place(finding, ("utfall",)), finding.utfall, "utfallene", words.utfall
    for goal in bank.of(Mål):
        for index, name in enumerate(goal.utfall):
            yield bank.place(goal, ("utfall", index)), name, "utfallene", words.utfall
    for record in [*bank.of(Case), *bank.of(Funn)]:
        for axis in record.akser:  # type: ignore[attr-defined]
            yield bank.place(record, ("akser", axis), key=True), axis, "aksene", words.akser


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
    for case in bank.of(Case):
        seen = {str(case.id)}
        parent = case.del_av
        while parent and parent not in seen:
            seen.add(parent)
            above = bank.get(parent, Case)
            parent = above.del_av if above else None
        if parent == case.id:
            place = bank.place(case, ("del_av",))
            yield Finding(place, f"{case.id} er del av seg selv.", "Pek på kommunen, eller slett linjen.")


@rule("trukket-i-bruk", Severity.ADVARSEL)
def withdrawn_in_use(bank: Bank, today: date) -> Iterator[Finding]:
    """Noe viser til en post som er trukket eller erstattet
    Posten finnes fortsatt på adressen sin, men ingen bør bygge på den. Vis til det som gjelder, eller ta bort henvisningen.

    Galt:
        # fil: content/kilder/k9-gammel.yaml
        tittel: Gammel rapport
        utgiver: En kommune
        art: rapport
        lest: hele
        tilstand: erstattet
        erstattet_av: k1
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k9]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen."""
    for edge in _all_edges(bank):
        target = bank.records.get(edge.target)
        if target and target.tilstand in ("erstattet", "trukket") and edge.loc[-1:] != ("erstattet_av",):
            fix = f"Bruk {target.erstattet_av}." if target.erstattet_av else "Ta bort henvisningen."
            yield Finding(_edge_place(bank, edge), f"{edge.target} er {target.tilstand}.", fix)


@rule("kilde-dobbel", Severity.ADVARSEL)
def same_source_twice(bank: Bank, today: date) -> Iterator[Finding]:
    """Samme nettadresse på to kilder
    Da er det trolig samme dokument, og det bør være én post. Ellers ser det ut som to kilder sier det samme.

    Galt:
        # fil: content/kilder/k9-samme.yaml
        tittel: Samme rapport
        utgiver: En kommune
        art: rapport
        lest: hele
        adresser: [https://eksempel.no/rapport]

    Rett:
        # fil: content/kilder/k9-annen.yaml
        tittel: En annen rapport
        utgiver: En kommune
        art: rapport
        lest: hele
        adresser: [https://eksempel.no/annen]"""
    first: dict[str, str] = {}
    for source in bank.of(Kilde):
        for index, address in enumerate(source.adresser):
            key = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
            if first.setdefault(key, source.id) != source.id:
                place = bank.place(source, ("adresser", index))
                yield Finding(place, f"Adressen står også på {first[key]}.", f"Slå sammen {source.id} og {first[key]}.")
