"""What a list can be narrowed by: facets made of the records' own fields, and the records that have each value. Pure.

«Ikke lest» is a value like any other: what is not known can be chosen, and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from erfaringsbank import grading, norsk
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Anbefaling, Case, Funn, Kilde, Metode, Organisasjonsmodell, Record, Rolle
from erfaringsbank.templating import LANGUAGES, anchor
from erfaringsbank.view import plain

UNREAD = "ikke lest"
# Words of the address that the script of a list has for itself.
RESERVED = frozenset({"sorter", "vis"})
_METHOD_PARTS = {
    "formål": "Formål", "passer_når": "Passer når", "slik": "Slik gjorde de det", "deltakere": "Hvem som er med",
    "resultat": "Resultat de beskrev", "støtte": "Støtte i lov og praksis",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its key in addresses, what the reader sees, and the records that have it, in their order.

    `page` is the name of its own page: «retning-svekker». No two choices of a type have the same.
    """

    key: str
    name: str
    page: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing a list can be narrowed by: its key in addresses, its name, and its values that some record has."""

    key: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of every record: the possible answers with their names, in order, and the answers of one."""

    key: str
    name: str
    answers: Mapping[str, str]
    of: Callable[[Any], Iterable[str]]


def facets(known: Knowledge, cls: type[Record]) -> tuple[Facet, ...]:
    """The facets of a type, in a stable order; none for a type whose list is not narrowed, or when it is empty."""
    records = known.bank.of(cls)
    if cls not in _QUESTIONS or not records:
        return ()
    taken = set(RESERVED)
    pages: set[str] = set()
    return tuple(_facet(question, records, taken, pages) for question in _QUESTIONS[cls](known))


def _facet(question: _Question, records: Iterable[Record], taken: set[str], pages: set[str]) -> Facet:
    having: dict[str, list[Record]] = {answer: [] for answer in question.answers}
    for record in records:
        for answer in dict.fromkeys(question.of(record)):
            having.setdefault(answer, []).append(record)
    key = _free(anchor(question.key), taken)
    choices = []
    for answer, some in having.items():
        if some:
            page = _free(f"{key}-{anchor(answer)}", pages)
            name = question.answers.get(answer, answer)
            choices.append(Choice(page.removeprefix(f"{key}-"), name, page, tuple(some)))
    return Facet(key, question.name, tuple(choices))


def _free(wanted: str, taken: set[str]) -> str:
    """A key that is not taken: itself, or itself with a number. Two words of a vocabulary may be one in ASCII."""
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    taken.add(free)
    return free


def _words(cls: type[Record], field: str, **names: str) -> dict[str, str]:
    """The closed list of a field with names: those given, and else the word itself with a capital."""
    words = _closed(cls.model_fields[field].annotation)
    return {word: names.get(word.replace(" ", "_"), word[:1].upper() + word[1:]) for word in words}


def _closed(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, str):
        yield annotation
    for part in get_args(annotation):
        yield from _closed(part)


def _sorted(answers: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(answers.items(), key=lambda item: norsk.alphabetical(item[1])))


def _titles(bank: Bank, cls: type[Record]) -> dict[str, str]:
    return {str(record.id): plain(bank, record.tittel) for record in bank.of(cls)}


_NOT_READ = {UNREAD: "Ikke lest"}


def _of_cases(known: Knowledge) -> Iterator[_Question]:
    """A place has what it inherits from its municipality, as its page shows."""
    bank = known.bank

    def asked(key: str, name: str, field: str, answers: dict[str, str]) -> _Question:
        return _Question(key, name, answers | _NOT_READ, lambda case: [getattr(bank.whole(case), field) or UNREAD])

    def axis_of(axis: str) -> Callable[[Case], list[str]]:
        return lambda case: [bank.whole(case).akser.get(axis, UNREAD)]

    yield asked("land", "Land", "land", _words(Case, "land"))
    yield asked("status", "Status", "status", _words(Case, "status"))
    answers = {"ja": "Ja", "delvis": "Delvis", "nei": "Nei"} | _NOT_READ
    for axis, value in bank.vocabulary.akser.items():
        yield _Question(axis, str(value.navn), answers, axis_of(axis))
    yield asked("malt", "Målt", "vurdering", _words(Case, "vurdering"))
    models = _titles(bank, Organisasjonsmodell) | {"ikke oppgitt": "Ikke oppgitt i kildene"}
    yield _Question("modell", "Organisasjonsmodell", models, lambda case: [case.organisasjonsmodell or "ikke oppgitt"])


def _of_findings(known: Knowledge) -> Iterator[_Question]:
    """Direction and strength are those of the open rule, as the list shows them."""
    words = known.bank.vocabulary
    yield _Question("om", "Handler om", {key: str(value.navn) for key, value in words.utfall.items()}, _outcome)
    yield _Question("slag", "Slag", _words(Funn, "slag"), lambda finding: [finding.slag])
    ways = _words(Funn, "retning") | {"beskrivelse": "Beskrivelse, uten retning"}
    yield _Question("retning", "Retning", ways, lambda finding: [known.retning(finding) or "beskrivelse"])
    top = len(words.styrke.trinn) if words.styrke else 0
    steps = {str(step): grading.step_name(known.bank, step) for step in reversed(range(top))}
    yield _Question("styrke", "Styrke", steps | {"uten": "Uten styrke"}, lambda finding: [_step(known, finding)])
    axes = {
        f"{axis} {answer}": f"{value.navn}: {answer}"
        for axis, value in words.akser.items()
        for answer in ("ja", "delvis", "nei")
    }
    yield _Question("sted", "Sier noe om steder med", axes | {"ikke oppgitt": "Ikke oppgitt"}, _axes)


def _outcome(finding: Funn) -> list[str]:
    return [finding.utfall]


def _step(known: Knowledge, finding: Funn) -> str:
    found = known.av(finding)
    return str(found.step) if found else "uten"


def _axes(finding: Funn) -> list[str]:
    return [f"{axis} {answer}" for axis, answer in finding.akser.items()] or ["ikke oppgitt"]


def _of_advice(known: Knowledge) -> Iterator[_Question]:
    yield _Question("fra", "Fra", _words(Anbefaling, "fra"), lambda advice: [advice.fra])
    yield _Question("til", "Til", _titles(known.bank, Rolle), lambda advice: advice.til)
    phases = _words(Anbefaling, "fase", alle="I alle faser") | {"ikke plassert": "Ikke plassert"}
    yield _Question("fase", "Når", phases, lambda advice: [advice.fase or "ikke plassert"])
    grounds = {"funn": "Funn", "standpunkt": "Kildens standpunkt alene"}
    yield _Question("hviler-pa", "Hviler på", grounds, lambda advice: [advice.hviler_på])
    against = _words(type(Anbefaling.model_fields["motevidens"].default), "status")
    yield _Question("motevidens", "Funn som taler mot", against, lambda advice: [advice.motevidens.status])


def _of_sources(known: Knowledge) -> Iterator[_Question]:
    sources = known.bank.of(Kilde)
    yield _Question("art", "Slag", _sorted(_words(Kilde, "art")), lambda source: [source.art])
    languages = {code: name[:1].upper() + name[1:] for code, name in LANGUAGES.items()}
    yield _Question("sprak", "Språk", languages, lambda source: [source.kildespråk])
    yield _Question("lest", "Lest", _words(Kilde, "lest"), lambda source: [source.lest])
    decades = sorted({decade for source in sources for decade in _decade(source) if decade.isdigit()}, reverse=True)
    names = {decade: f"{decade}–{int(decade) + 9}" for decade in decades} | {"ikke synlig": "Dato ikke synlig"}
    yield _Question("tiar", "Fra årene", names, _decade)


def _decade(source: Kilde) -> list[str]:
    return [f"{source.dato.end.parts()[0] // 10 * 10}"] if source.dato else ["ikke synlig"]


def _of_methods(known: Knowledge) -> Iterator[_Question]:
    used = {str(id_) for method in known.bank.of(Metode) for id_ in method.caser}
    cases = _sorted({id_: title for id_, title in _titles(known.bank, Case).items() if id_ in used})
    nowhere = {"ingen": "Ikke knyttet til en case"}
    yield _Question("brukt-i", "Brukt i", cases | nowhere, lambda method: method.caser or ["ingen"])
    parts = _METHOD_PARTS | {"ingen": "Ingen av delene"}
    yield _Question("beskrevet", "Hva som er beskrevet", parts, _described)


def _described(method: Metode) -> list[str]:
    return [part for part in _METHOD_PARTS if getattr(method, part)] or ["ingen"]


_QUESTIONS: Mapping[type[Record], Callable[[Knowledge], Iterator[_Question]]] = {
    Case: _of_cases,
    Funn: _of_findings,
    Anbefaling: _of_advice,
    Kilde: _of_sources,
    Metode: _of_methods,
}
NARROWED = tuple(_QUESTIONS)
"""The types whose lists can be narrowed."""
