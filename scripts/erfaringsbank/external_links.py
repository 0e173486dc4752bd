"""`lenker`: ask the addresses outside the bank whether they are there, tell what is wrong, and remember it.

What is remembered stands in `content/lenkestatus.yaml`, which the bank reads like any other file: a source page shows
that a link is dead, and the archived copy first.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urldefrag

from pydantic import ValidationError

from erfaringsbank import __version__
from erfaringsbank.bank import Bank
from erfaringsbank.link_client import Answer, Client, Manners, Verdict, host_of
from erfaringsbank.links import Use, external
from erfaringsbank.norsk import antall, ramse
from erfaringsbank.problems import Problem, Severity, UserError, ordered
from erfaringsbank.project import Project
from erfaringsbank.reading import links_manual
from erfaringsbank.records import Dato
from erfaringsbank.records.links import EXCEPTIONS, STATUS, Lenkestatus
from erfaringsbank.rules import RULES, links

HOSTS_AT_ONCE = 4

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Control:
    """One round of asking: the answers by address, what each address is used for, and how many were let be."""

    uses: Mapping[str, list[Use]]
    answers: Mapping[str, Answer]
    exempt: int
    problems: list[Problem] = field(default_factory=list)

    def stops(self) -> bool:
        """Whether a reader meets a dead link with no archived copy."""
        return any(problem.severity is Severity.FEIL for problem in self.problems)


def manners(bank: Bank) -> Manners:
    """How the tool behaves on the net: it says what it is, and where those who wonder can read more."""
    return Manners(f"erfaringsbank/{__version__} (lenkekontroll; +{bank.nettsted.adresse})")


def run(project: Project, bank: Bank, today: date, limit: int | None, tell: Tell) -> Control:
    """Ask, and write what is to be remembered."""
    done = control(bank, today, Client(manners(bank)), limit, tell)
    (project.root / STATUS).write_bytes(status_file(status(bank, done, today), today))
    return done


def control(bank: Bank, today: date, client: Client, limit: int | None, tell: Tell) -> Control:
    """Ask every address that is not exempt (the first `limit` of them). Raises UserError when none answers at all."""
    uses = external(bank)
    exempt = {address for address in uses if _is_exempt(bank, address, today)}
    wanted = [address for address in uses if address not in exempt][:limit]
    answers = ask_all(client, wanted, tell)
    if answers and not any(answer.kode for answer in answers.values()):
        message = f"Ingen av {antall(len(answers), 'adresse', 'adresser')} svarte. Ingenting er skrevet."
        raise UserError(message, "Sjekk at maskinen er på nett, og prøv igjen.")
    problems = [problem for address in wanted for problem in _problems(address, answers[address], uses[address])]
    about_exceptions = [rule for rule in RULES if rule.check in (links.expired, links.unused)]
    problems += [problem for rule in about_exceptions for problem in rule.problems(bank, today)]
    return Control(uses, answers, len(exempt), ordered(problems))


def _is_exempt(bank: Bank, address: str, today: date) -> bool:
    return any(entry.gjelder(address) and entry.til.last_day() >= today for entry in bank.lenker.unntak)


def ask_all(client: Client, addresses: Iterable[str], tell: Tell) -> dict[str, Answer]:
    """The answer of each address. A few hosts are asked at the same time, each of them one thing at a time."""
    by_host: dict[str, list[str]] = {}
    bare = {address: urldefrag(address).url for address in addresses}
    for address in dict.fromkeys(bare.values()):
        by_host.setdefault(host_of(address), []).append(address)
    asked: dict[str, Answer] = {}
    total, lock = len(set(bare.values())), threading.Lock()

    def ask_host(queue: list[str]) -> None:
        for address in queue:
            answer = client.ask(address)
            with lock:
                asked[address] = answer
                tell(f"{len(asked)} av {total}: {host_of(address)}")

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        try:
            for _ in pool.map(ask_host, by_host.values()):
                pass
        except BaseException:
            client.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return {address: asked[key] for address, key in bare.items()}


_TOLD: dict[Verdict, tuple[str, str]] = {
    "borte": ("{address} finnes ikke lenger ({kode}).", "Rett adressen, eller legg til «arkivadresse: …»."),
    "flyttet": ("{address} er flyttet til {til}.", "Skriv den nye adressen hvis innholdet er det samme."),
    "avvist": (
        "{address} vil ikke svare oss ({kode}).",
        f"Åpne den i nettleseren. Virker den der, kan du føre den i {EXCEPTIONS}.",
    ),
    "feil": ("{address} svarte med en feil ({kode}).", "Prøv igjen en annen dag."),
    "tidsavbrudd": ("{address} svarte ikke i tide.", "Prøv igjen en annen dag."),
    "usikker": ("{address} har ikke en sikker forbindelse.", "Se om innholdet finnes på en annen adresse."),
    "uten svar": ("Vi får ikke kontakt med {address}.", "Prøv igjen en annen dag."),
    "ring": ("{address} sender oss rundt i ring.", "Åpne den i nettleseren, og skriv adressen du ender på."),
}
_ARCHIVED = "Siden viser den arkiverte kopien først. Rett adressen hvis du finner en ny."


def _problems(address: str, answer: Answer, uses: list[Use]) -> Iterable[Problem]:
    """What is wrong with an address, at each place where it stands."""
    if answer.resultat == "svarer" or answer.resultat == "ikke spurt":  # noqa: PLR1714  mypy narrows only so
        return
    code = links_manual.PAGES[answer.resultat]
    message, fix = _TOLD[answer.resultat]
    told = message.format(address=address, kode=answer.kode, til=answer.til)
    for use in uses:
        dead = answer.resultat == "borte"
        severity = Severity.FEIL if dead and not use.archived else Severity.ADVARSEL
        yield Problem(use.place, code, told, _ARCHIVED if dead and use.archived else fix, severity)


def status(bank: Bank, done: Control, today: date) -> list[Lenkestatus]:
    """What is to be remembered, by address: new answers that were not good, and old ones of those not asked now."""
    before = bank.lenker.status
    kept = []
    for address in sorted(done.uses):
        answer = done.answers.get(address)
        if answer is None or answer.resultat == "ikke spurt":
            kept += [before[address]] if address in before and not _is_exempt(bank, address, today) else []
        elif answer.resultat != "svarer":
            kept.append(_entry(address, answer, before.get(address), today))
    return kept


def _entry(address: str, answer: Answer, before: Lenkestatus | None, today: date) -> Lenkestatus:
    same = before is not None and before.resultat == answer.resultat
    day = Dato(today.isoformat())
    fields = {"adresse": address, "resultat": answer.resultat, "kode": answer.kode, "til": answer.til}
    fields |= {"siden": before.siden if before and same else day, "sjekket": day}
    try:
        return Lenkestatus.model_validate(fields)
    except ValidationError:  # where it has moved is what the host says, and may be anything
        return Lenkestatus.model_validate(fields | {"til": None})


def status_file(entries: Iterable[Lenkestatus], today: date) -> bytes:
    """`content/lenkestatus.yaml` with these entries."""
    lines = [
        "# Skrevet av «erfaringsbank lenker», og skrives på nytt neste gang. Rett adressene i postene, ikke her.",
        f"kontrollert: {today.isoformat()}",
    ]
    blocks = ["\n".join(_block(entry)) for entry in entries]
    lines += ["adresser:", *blocks] if blocks else ["adresser: []"]
    return "".join(f"{line}\n" for line in lines).encode()


def _block(entry: Lenkestatus) -> Iterable[str]:
    given = {name: value for name in Lenkestatus.model_fields if (value := getattr(entry, name)) is not None}
    for index, (name, value) in enumerate(given.items()):
        written = json.dumps(value, ensure_ascii=False) if name in ("adresse", "til") else value
        yield f"{'    ' if index else '  - '}{name}: {written}"


def summary(done: Control) -> str:
    """«Spurte 213 adresser: 201 svarer, 3 er borte og 9 er flyttet. 2 er unntatt.»"""
    counts = Counter(answer.resultat for answer in done.answers.values())
    parts = [f"{counts[verdict]} {words}" for verdict, words in _COUNTED.items() if counts[verdict]]
    asked = f"Spurte {antall(len(done.answers), 'adresse', 'adresser')}"
    exempt = f" {done.exempt} er unntatt." if done.exempt else ""
    return f"{asked}: {ramse(parts)}.{exempt}" if parts else f"{asked}.{exempt}"


_COUNTED: dict[Verdict, str] = {
    "svarer": "svarer",
    "borte": "er borte",
    "flyttet": "er flyttet",
    "avvist": "vil ikke svare oss",
    "feil": "svarte med en feil",
    "tidsavbrudd": "svarte ikke i tide",
    "usikker": "har ikke sikker forbindelse",
    "uten svar": "fikk vi ikke kontakt med",
    "ring": "sender oss i ring",
    "ikke spurt": "ble ikke spurt, fordi verten må få fred",
}


def as_json(done: Control, today: date) -> str:
    """Every address that was asked, with its answer and where it stands."""
    told = [
        {
            "adresse": address,
            "resultat": answer.resultat,
            "kode": answer.kode,
            "til": answer.til,
            "steder": [{"fil": use.place.path, "linje": use.place.line} for use in done.uses[address]],
        }
        for address, answer in done.answers.items()
    ]
    about = {"kontrollert": today.isoformat(), "unntatt": done.exempt, "adresser": told}
    return json.dumps(about, ensure_ascii=False, indent=1)
