"""Do references lead somewhere? Existence of IDs and of words from `models/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import partial

from erfaringsbank.bank import Bank, Edge, Side
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.problems import Place, Severity, suggestion
from erfaringsbank.records import BY_LETTER, TYPES, Case, Funn, Id, Kilde, Mål, Record, Spørsmål, Tekst, folder_of
from erfaringsbank.records.values import MENTION
from erfaringsbank.rules.registry import Finding, rule, spot

_ALMOST = re.compile(r"(?<![\w@])@([A-Za-z])[-_]?0*([1-9][0-9]{0,5})(?!\w)")


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
    eller så er posten slettet. En post som finnes, men har feil i seg, regnes som at den finnes. Heller ikke det som
    nesten er en henvisning (@K12, @k012), blir en lenke.

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
            yield Finding(_edge_place(bank, edge), *_nowhere(bank, edge.target))
    for place, almost in _texts_with(bank, _ALMOST):
        meant = f"@{almost[1].lower()}{almost[2]}"
        if meant != almost[0] and meant[1] in BY_LETTER:
            yield Finding(place(almost[0]), f"«{almost[0]}» blir ikke en lenke.", f"Mente du {meant}?")
    source = bank.sources.get("models/forvaltning.yaml")
    for name, care in bank.vocabulary.forvaltning.items():
        if source and not bank.exists(care.eier):
            yield Finding(source.place((name, "eier")), *_nowhere(bank, care.eier))


def _nowhere(bank: Bank, id_: Id) -> tuple[str, str]:
    """Message and fix for an ID that no file has."""
    cls = BY_LETTER.get(id_.letter)
    if cls is None:
        return f"Ingen type poster begynner på «{id_.letter}».", f"Bruk {', '.join(BY_LETTER)}."
    known = [other for other in bank.records if other[0] == id_.letter]
    fix = f"{suggestion(id_, known)} Mangler posten:  erfaringsbank new {cls.navn}".strip()
    return f"Ingen fil i {folder_of(cls)} har ID-en {id_}.", fix


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
    for place, mention in _texts_with(bank, MENTION):
        half = re.compile(r"\.\w+").match(mention.string, mention.end()) if not mention[2] else None
        if mention[2] and _lacks_number(bank, mention[1], int(mention[3] or 1)):
            message = f"{mention[1]} har ikke det tallet som hentes med «{mention[0]}»."
            yield Finding(place(mention[0]), message, f"Legg tallet inn på {mention[1]}, eller bruk @{mention[1]}.")
        elif half:
            fix = f"Skriv @{mention[1]}.tall, eller sett et mellomrom etter punktumet."
            words = mention[0] + half[0]
            yield Finding(place(words), f"«{words}» henter ikke noe tall.", fix)


def _texts_with(bank: Bank, pattern: re.Pattern[str]) -> Iterator[tuple[Callable[[str], Place], re.Match[str]]]:
    """Every match in the texts of records and pages outside code, with a way from its words to their place."""
    for record in bank.records.values():
        for loc, text in bank.walk(record):
            if isinstance(text, Tekst):
                yield from ((partial(spot, bank, record, loc), found) for found in pattern.finditer(text))
    for side in bank.sider:
        yield from ((partial(_page_place, side, found.start()), found) for found in pattern.finditer(side.prose))


def _page_place(side: Side, start: int, words: str) -> Place:
    return side.place(start, len(words))


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
    words = bank.vocabulary
    known = {"utfall": words.utfall, "temaer": words.temaer, "akser": words.akser}
    for place, word, where in _words_used(bank):
        if word not in known[where] and where not in words.unsure:
            yield Finding(place, f"«{word}» finnes ikke i models/{where}.yaml.", _word_fix(word, where, known[where]))
    source = bank.sources.get("models/forvaltning.yaml")
    types = [cls.navn for cls in TYPES]
    for name in words.forvaltning:
        if source and name not in types:
            fix = suggestion(name, types) or f"Typene er {', '.join(types)}."
            yield Finding(source.place((name,), key=True), f"Ingen type poster heter «{name}».", fix)


def _word_fix(word: str, where: str, known: Collection[str]) -> str:
    near = suggestion(word, known) or (f"Bruk {', '.join(known)}." if known else "")
    return near or f"Legg ordet til i models/{where}.yaml."


def _words_used(bank: Bank) -> Iterator[tuple[Place, str, str]]:
    """Every word that must stand in a list: its place, the word, and the list."""
    for finding in bank.of(Funn):
        yield bank.place(finding, ("utfall",)), finding.utfall, "utfall"
    for record in [*bank.of(Case), *bank.of(Funn)]:
        for axis in record.akser:  # type: ignore[attr-defined]
            yield bank.place(record, ("akser", axis), key=True), axis, "akser"
    for goal in bank.of(Mål):
        yield from _words_in(bank, goal, "utfall")
    for question in bank.of(Spørsmål):
        yield from _words_in(bank, question, "utfall")
        yield from _words_in(bank, question, "akser")
    yield from _themes_used(bank)


def _words_in(bank: Bank, record: Record, field: str) -> Iterator[tuple[Place, str, str]]:
    """The words of a field that is a list of words from the list of the same name."""
    for index, word in enumerate(getattr(record, field)):
        yield bank.place(record, (field, index)), word, field


def _themes_used(bank: Bank) -> Iterator[tuple[Place, str, str]]:
    outcomes = bank.sources.get("models/utfall.yaml")
    for key, value in bank.vocabulary.utfall.items():
        if outcomes and value.tema is not None:
            yield outcomes.place((key, "tema")), value.tema, "temaer"


@rule("inngang-ukjent")
def way_in_to_nowhere(bank: Bank, today: date) -> Iterator[Finding]:
    """En inngang til en side som ikke finnes
    Filene i models/innganger/ sier hva folk kan skrive i søkefeltet når en side er svaret. Siden skrives med ID-en til
    posten, eller med adressen til siden uten skråstrek til slutt. Finnes den ikke, fører linjene ingen steder.

    Galt:
        # fil: models/innganger/funn.yaml
        innganger:
          f99:
            - hva synes folk om å dele skranke

    Rett:
        # fil: models/innganger/funn.yaml
        innganger:
          f1:
            - hva synes folk om å dele skranke"""
    pages = {*(side.path for side in bank.sider), *(name for name, *_ in GATHERINGS)}
    for path, ways in bank.innganger.items():
        for key in ways.innganger:
            if key not in pages and not bank.exists(Id(key)):
                near = suggestion(key, [*bank.records, *pages])
                fix = near or "Skriv ID-en til en post eller adressen til en side, eller slett linjene."
                place = bank.sources[path].place(("innganger", key), key=True)
                yield Finding(place, f"Ingen post eller side heter «{key}».", fix)


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
        target, start = bank.records.get(edge.target), bank.records.get(edge.start)
        if target and target.er_ute and not (start and start.er_ute):
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
        lest: ikke lest
        adresser: [https://eksempel.no/rapport]

    Rett:
        # fil: content/kilder/k9-annen.yaml
        tittel: En annen rapport
        utgiver: En kommune
        art: rapport
        lest: ikke lest
        adresser: [https://eksempel.no/annen]"""
    first: dict[str, str] = {}
    for source in bank.of(Kilde):
        if source.er_ute:
            continue  # replaced by the one with the same address, most likely
        for index, address in enumerate(source.adresser):
            key = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
            if first.setdefault(key, source.id) != source.id:
                place = bank.place(source, ("adresser", index))
                yield Finding(place, f"Adressen står også på {first[key]}.", f"Slå sammen {source.id} og {first[key]}.")
