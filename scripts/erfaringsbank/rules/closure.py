"""Does everything rest on something? From advice to finding to source, and what falls when a source is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from erfaringsbank.bank import Bank
from erfaringsbank.problems import Severity
from erfaringsbank.records import Anbefaling, Funn, Kilde, Organisasjonsmodell, Record, Undersøkelse
from erfaringsbank.rules.registry import Finding, rule

R = TypeVar("R", bound=Record)


@rule("uten-kilde")
def without_source(bank: Bank, today: date) -> Iterator[Finding]:
    """Et utsagn uten kilde
    Alt i banken skal kunne føres tilbake til en kilde. Sett kilden i hakeparentes til slutt i utsagnet, eller skriv
    «kilder» én gang på posten når alle utsagnene har samme kilde.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest."]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen."""
    for record in bank.records.values():
        if record.kilder:
            continue
        for loc, statement in bank.statements(record):
            if not statement.kilder:
                place = bank.place(record, loc)
                short = 'Skriv kilden til slutt: "… [k12]".'
                fix = "Legg til «kilder: [k12]»." if (*loc, "tekst") in bank.sources[record.id].values else short
                yield Finding(place, "Utsagnet har ingen kilde.", f"{fix} Ny kilde:  erfaringsbank new kilde")


@rule("grunnlag-uten-kilde")
def evidence_without_source(bank: Bank, today: date) -> Iterator[Finding]:
    """En undersøkelse eller et funn som ikke når en kilde
    Et funn kan bygge på en undersøkelse, men da må minst ett av dem si hvor det står.

    Galt:
        # fil: content/undersokelser/u9-gallup.yaml
        tittel: Gallup
        metode: telefonintervju
        utført_av: et byrå
        # fil: content/funn/f9-gallup.yaml
        tittel: Publikum er fornøyde
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{undersøkelse: u9}]

    Rett:
        # fil: content/undersokelser/u9-gallup.yaml
        tittel: Gallup
        metode: telefonintervju
        utført_av: et byrå
        kilder: [k1]
        # fil: content/funn/f9-gallup.yaml
        tittel: Publikum er fornøyde
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{undersøkelse: u9}]"""
    for survey in bank.of(Undersøkelse):
        if not survey.kilder:
            yield Finding(
                bank.place(survey), f"{survey.id} sier ikke hvilke kilder som omtaler den.", "Legg til «kilder»."
            )
    for finding in bank.of(Funn):
        for index, ground in enumerate(finding.grunnlag):
            if not ground.kilder and not finding.kilder and not ground.undersøkelse:
                place = bank.place(finding, ("grunnlag", index))
                yield Finding(place, "Grunnlaget har ingen kilde.", "Legg til «kilder» på grunnlaget.")


@rule("rad-uten-grunnlag")
def advice_without_ground(bank: Bank, today: date) -> Iterator[Finding]:
    """Et råd sier at det hviler på funn, men viser ingen
    Pek på funnene i feltet «hvorfor», eller si ærlig at rådet er et standpunkt: hviler_på: standpunkt.

    Galt:
        # fil: content/anbefalinger/a9-formal.yaml
        tittel: Avklar formålet
        råd: "Vær tydelig på formålet. [k1]"
        fra: andre
        fra_hvem: en kommune
        til: [r1]
        hviler_på: funn

    Rett:
        # fil: content/anbefalinger/a9-formal.yaml
        tittel: Avklar formålet
        råd: "Vær tydelig på formålet. [k1]"
        fra: andre
        fra_hvem: en kommune
        til: [r1]
        hviler_på: funn
        hvorfor: [f1]"""
    for advice in bank.of(Anbefaling):
        if advice.hviler_på == "funn" and not advice.hvorfor:
            fix = "Legg til «hvorfor: [f…]», eller skriv «hviler_på: standpunkt»."
            yield Finding(bank.place(advice, ("hviler_på",)), "Rådet hviler på funn, men ingen funn er nevnt.", fix)


@rule("faller")
def falls(bank: Bank, today: date) -> Iterator[Finding]:
    """En post har mistet alt den bygde på
    Når en kilde slettes, faller det som bare bygde på den: funnet, og rådet som bare bygde på funnet. Finn en annen
    kilde, eller trekk posten med «erfaringsbank withdraw».

    Galt:
        # fil: content/funn/f9-bruk.yaml
        tittel: Flere bruker biblioteket
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{metode: intervju, kilder: [k77]}]

    Rett:
        # fil: content/funn/f9-bruk.yaml
        tittel: Flere bruker biblioteket
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{metode: intervju, kilder: [k1]}]"""
    for id_, because in fallen(bank).items():
        record = bank[id_]
        message = f"{id_} «{record.tittel}» faller: {because}."
        fix = f'Finn en annen kilde, eller:  erfaringsbank withdraw {id_} --fordi "…"'
        yield Finding(bank.place(record), message, fix)


def fallen(bank: Bank) -> dict[str, str]:
    """Records whose whole ground is gone, each with the reason: surveys first, then findings, then advice."""
    gone: dict[str, str] = {}
    for survey in _in_force(bank, Undersøkelse):
        if survey.kilder and not any(_stands(bank, gone, id_) for id_ in survey.kilder):
            gone[survey.id] = f"ingen av kildene finnes ({', '.join(survey.kilder)})"
    for finding in _in_force(bank, Funn):
        ids = _grounds(finding)
        if ids and not any(_stands(bank, gone, id_) for id_ in ids):
            gone[finding.id] = f"ingenting av grunnlaget finnes ({', '.join(ids)})"
    for advice in _in_force(bank, Anbefaling):
        ids = list(advice.hvorfor) if advice.hviler_på == "funn" else [*advice.råd.kilder, *advice.kilder]
        if ids and not any(_stands(bank, gone, id_) for id_ in ids):
            gone[advice.id] = f"det bygger bare på {', '.join(ids)}"
    return gone


def _in_force(bank: Bank, cls: type[R]) -> list[R]:
    """What is already withdrawn or replaced cannot fall."""
    return [record for record in bank.of(cls) if not record.er_ute]


def _grounds(finding: Funn) -> list[str]:
    """What a finding stands on. A survey with sources of its own carries it only together with them."""
    ids = [id_ for ground in finding.grunnlag for id_ in ground.kilder]
    surveys = [ground.undersøkelse for ground in finding.grunnlag if ground.undersøkelse and not ground.kilder]
    return list(dict.fromkeys([*ids, *surveys, *finding.kilder]))


def _stands(bank: Bank, gone: dict[str, str], id_: str) -> bool:
    return bank.exists(id_) and id_ not in gone


@rule("ubrukt", Severity.ADVARSEL)
def unused(bank: Bank, today: date) -> Iterator[Finding]:
    """Ingenting viser til posten
    En kilde eller en undersøkelse som ingenting viser til, er enten glemt eller overflødig. En kilde som
    ikke er lest, kan stå alene: den viser hva vi vet at vi mangler.

    Galt:
        # fil: content/kilder/k9-ubrukt.yaml
        tittel: En rapport
        utgiver: En kommune
        art: rapport
        lest: hele

    Rett:
        # fil: content/kilder/k9-ulest.yaml
        tittel: En rapport
        utgiver: En kommune
        art: rapport
        lest: ikke lest"""
    if not bank.complete:
        return  # a file that cannot be read may be the one that refers to it
    for record in [*bank.of(Kilde), *bank.of(Undersøkelse)]:
        unread = isinstance(record, Kilde) and record.lest == "ikke lest"
        others = [edge for edge in bank.back.get(record.id, ()) if edge.start != record.id]
        if not others and not unread and not record.er_ute:
            fix = "Vis til den der den er brukt, eller slett filen."
            yield Finding(bank.place(record), f"Ingenting viser til {record.id} «{record.tittel}».", fix)


@rule("plassholder-med-innhold")
def filled_placeholder(bank: Bank, today: date) -> Iterator[Finding]:
    """En plassholder har fått innhold
    En modell som ikke er lest, skal stå tom til noen har lest den. Ingenting skal fylles inn fra andre modeller eller
    fra hukommelsen. Er den lest nå, slettes linjen «plassholder: ja».

    Galt:
        # fil: models/organisasjonsmodeller/o9-modell.yaml
        tittel: Modell 9
        plassholder: ja
        mer_hos: [k1]
        kjennetegn: ["To skranker. [k1]"]

    Rett:
        # fil: models/organisasjonsmodeller/o9-modell.yaml
        tittel: Modell 9
        plassholder: ja
        mer_hos: [k1]"""
    for model in bank.of(Organisasjonsmodell):
        for name in Organisasjonsmodell.innhold if model.plassholder else ():
            if getattr(model, name):
                fix = "Slett feltet. Er modellen lest, sletter du «plassholder: ja» i stedet."
                place = bank.place(model, (name,), key=True)
                yield Finding(place, f"{model.id} er en plassholder, men «{name}» er fylt ut.", fix)
