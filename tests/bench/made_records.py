"""What a made record of each type holds, in the proportions of the real bank (counted in November 2026)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Protocol, TypeAlias

from bench.words import paragraph, phrase, sentence

Fields: TypeAlias = dict[str, Any]


class Neighbours(Protocol):
    """What a record may ask of the bank it is made for."""

    def near(self, id_: str, letter: str, rng: Random, count: int) -> list[str]:
        """Up to `count` IDs of a type from the part of the bank where `id_` stands, each once."""


# Statements by type and field: how many a record has on average. A whole number is also the least.
STATEMENTS: Mapping[str, Mapping[str, float]] = {
    "f": {"utdyping": 2.4, "forbehold": 1.4, "ulempe": 0.1},
    "a": {"begrunnelse": 0.5, "passer": 0.1, "slik": 0.1, "lov": 0.5, "forbehold": 1.2},
    "c": {
        "kort": 1.9, "bakgrunn": 1.1, "organisering": 0.4, "tilbud": 1.1, "bemanning": 0.6, "lokaler": 0.8,
        "medvirkning": 0.4, "virket": 1.2, "vanskelig": 1.1, "lærdom": 1.5,
    },
    "m": {"brukt_av": 1.3, "formål": 0.6, "slik": 4.2, "deltakere": 0.5, "resultat": 0.3, "støtte": 0.3},
    "t": {"grunnlag": 1.6},
    "q": {"hvorfor_åpent": 1.4, "vet_likevel": 1.1},
    "x": {"sier": 2.7},
    "u": {"omtale": 1.5},
    "h": {"hva": 1.0},
    "e": {"hva": 1.5, "virket": 0.8, "virket_ikke": 0.6, "tilpasset": 0.4},
    "b": {"definisjoner": 1.3},
}  # fmt: skip
MENTIONS = {"f": 0.3, "q": 0.2, "m": 0.2, "a": 0.1, "c": 0.1}
OUTCOMES = ("opplevelse", "tillit", "frie_rolle", "ansatte", "bruk", "åpningstid", "økonomi", "samarbeid")
AXES = ("felles_lokale", "felles_leder", "felles_skranke", "felles_ansatte", "meråpent")
LANDS = ("Norge", "Danmark", "Sverige", "Finland", "Storbritannia", "Nederland")


def fields(bank: Neighbours, id_: str, rng: Random) -> Fields:
    """The fields of one record, as YAML will hold them."""
    letter = id_[0]
    made: Fields = {"tittel": title(id_)} | _OWN[letter](bank, id_, rng)
    for name, mean in STATEMENTS.get(letter, {}).items():
        if found := [_statement(bank, id_, rng) for _ in range(_count(rng, mean))]:
            made[name] = found
    return made


def title(id_: str) -> str:
    """The title of a record depends on its ID alone, so that a link to it looks the same in a bank of any size."""
    rng = Random(f"tittel {id_}")
    return phrase(rng, {"f": 11, "a": 8, "q": 8, "c": 2, "b": 2, "r": 1}.get(id_[0], 5))


def has_number(id_: str) -> bool:
    """Whether a finding has a number: every other one."""
    return id_[0] == "f" and int(id_[1:]) % 2 == 1


def _count(rng: Random, mean: float) -> int:
    return int(mean) + (rng.random() < mean % 1)


def _statement(bank: Neighbours, id_: str, rng: Random) -> str | Fields:
    """Most are short, «Teksten. [k1]»; a third are long, as in the real bank."""
    sources = bank.near(id_, "k", rng, rng.choice((1, 1, 1, 1, 2, 2)))
    text = sentence(rng, rng.randint(6, 18))
    if rng.random() < MENTIONS.get(id_[0], 0):
        text = _mention(bank.near(id_, "f", rng, 1)[0], text)
    if rng.random() < 0.65:
        return f"{text} [{', '.join(sources)}]"
    long: Fields = {"tekst": text, "kilder": sources}
    kind = rng.random()
    if kind < 0.4:
        return long | {"type": "vurdering", "hvem": "ledere i kommunen", "per": 2022}
    return long | ({"per": 2021} if kind < 0.8 else {"sikkerhet": "usikker", "hvorfor": sentence(rng, 7)})


def _mention(finding: str, text: str) -> str:
    return f"{text} Tallet er @{finding}.tall." if has_number(finding) else f"{text} Se «@{finding}»."


def _kilde(bank: Neighbours, id_: str, rng: Random) -> Fields:
    number = int(id_[1:])
    made: Fields = {
        "utgiver": phrase(rng, 2),
        "art": rng.choice(("rapport", "nettside", "nyhet", "fagpresse", "avis")),
        "lest": rng.choice(("begynnelsen", "begynnelsen", "hele")),
        "adresser": [
            f"https://eksempel{number % 50}.no/artikler/{2000 + number % 25}/{phrase(rng, 1).lower()}-{number}/"
        ],
        "inneholder": paragraph(rng, 24),
    }
    known = {"dato": f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02}"} if rng.random() < 0.7 else {}
    return made | (known or {"dato_merknad": "Datoen er ikke synlig."})


def _funn(bank: Neighbours, id_: str, rng: Random) -> Fields:
    described = rng.random() < 0.5
    made: Fields = {"slag": "beskrivelse" if described else rng.choice(("effekt", "holdning"))}
    made |= {} if described else {"retning": rng.choice(("styrker", "blandet", "svekker", "ingen endring"))}
    made |= {"utfall": OUTCOMES[int(id_[1:]) % len(OUTCOMES)], "gjelder": sentence(rng, 9)}
    if has_number(id_):
        number = {"verdi": str(rng.randint(11, 89)), "enhet": "prosent", "hva": phrase(rng, 3)}
        made["tall"] = [number | {"populasjon": "innbyggere i kommunen", "n": "ikke lest"}]
    grounds = [_ground(bank, id_, rng) for _ in range(rng.choice((0, 1, 1)))]
    made |= {"grunnlag": [_first_ground(bank, id_, rng), *grounds], "akser": {rng.choice(AXES): "ja"}}
    return made | {"sammen_med": bank.near(id_, "f", rng, rng.choice((0, 1, 2)))}


def _first_ground(bank: Neighbours, id_: str, rng: Random) -> Fields:
    """Every third finding rests on a survey of its own, so that no survey is unused."""
    number = int(id_[1:])
    return _ground(bank, id_, rng) if number % 3 else {"undersøkelse": f"u{number // 3}"}


def _ground(bank: Neighbours, id_: str, rng: Random) -> Fields:
    kind = rng.choice(("casebeskrivelse", "casebeskrivelse", "telling", "leders opplysning", "ikke lest"))
    basis = {"metode": "kommunens egen beskrivelse", "art": kind, "uavhengig": "nei", "før_etter": "nei"}
    return {**basis, "kilder": bank.near(id_, "k", rng, 1), "caser": bank.near(id_, "c", rng, 1)}


def _anbefaling(bank: Neighbours, id_: str, rng: Random) -> Fields:
    made: Fields = {
        "råd": _statement(bank, id_, rng),
        "fra": rng.choice(("prosjektet", "Norsk Bibliotekforening", "andre")),
        "fra_hvem": phrase(rng, 4),
        "til": sorted(rng.sample([f"r{number}" for number in range(1, 10)], 3)),
        "fase": rng.choice(("før vedtak", "før innflytting", "drift", "alle")),
        "hviler_på": rng.choice(("funn", "standpunkt")),
    }
    if made["hviler_på"] == "funn":
        made["hvorfor"] = bank.near(id_, "f", rng, 2)
    return made | {"metoder": bank.near(id_, "m", rng, rng.choice((0, 1))), "spørsmål": bank.near(id_, "q", rng, 1)}


def _case(bank: Neighbours, id_: str, rng: Random) -> Fields:
    """Every fifth case is a place in the municipality before it."""
    number = int(id_[1:])
    axes = {axis: rng.choice(("ja", "nei", "delvis")) for axis in rng.sample(AXES, 3)}
    if number % 5 == 2:
        made: Fields = {"del_av": f"c{number - 1}", "akser": {"meråpent": axes.get("meråpent", "ja")}}
    else:
        made = {"land": rng.choice(LANDS), "kommune": phrase(rng, 1), "akser": axes, "status": "i drift"}
    made |= {"tjenester": bank.near(id_, "t", rng, rng.choice((0, 0, 0, 3)))}
    if rng.random() < 0.33:
        hours = {"tekst": "Mandag til fredag 9–16.", "kilder": bank.near(id_, "k", rng, 1), "per": 2020}
        made["åpningstider"] = [hours]
    return made | {"ikke_lest": [sentence(rng, 6) for _ in range(3)]}


def _metode(bank: Neighbours, id_: str, rng: Random) -> Fields:
    return {"opphav": paragraph(rng, 16), "caser": bank.near(id_, "c", rng, 1), "ikke_lest": [sentence(rng, 3)]}


def _tjeneste(bank: Neighbours, id_: str, rng: Random) -> Fields:
    return {"hører_til": rng.choice(("bibliotek", "innbyggertorg", "felles")), "merknad": sentence(rng, 16)}


def _sporsmal(bank: Neighbours, id_: str, rng: Random) -> Fields:
    concerned = [*bank.near(id_, "f", rng, 2), *bank.near(id_, "c", rng, 1), *bank.near(id_, "a", rng, 1)]
    return {"hva_lukker": sentence(rng, 12), "gjelder": concerned}


def _motsigelse(bank: Neighbours, id_: str, rng: Random) -> Fields:
    return {"bruk": sentence(rng, 12), "gjelder": bank.near(id_, "f", rng, 2)}


def _undersokelse(bank: Neighbours, id_: str, rng: Random) -> Fields:
    made: Fields = {"kilder": bank.near(id_, "k", rng, 2), "metode": paragraph(rng, 15), "tid": "2022-12/2023-01"}
    made |= {"populasjon": "innbyggere i kommunen", "n": 1000 + int(id_[1:]), "utført_av": phrase(rng, 5)}
    made |= {"art": rng.choice(("utvalgsundersøkelse", "intervju", "evaluering"))}
    return made | {"uavhengig": "nei", "ikke_lest": [sentence(rng, 8) for _ in range(2)]}


def _hendelse(bank: Neighbours, id_: str, rng: Random) -> Fields:
    kind = rng.choice(("vedtak", "etablering", "arrangement", "publisering"))
    concerned = [*bank.near(id_, "c", rng, 1), *bank.near(id_, "f", rng, 1)]
    return {"tid": f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02}", "art": kind, "gjelder": concerned}


def _erfaring(bank: Neighbours, id_: str, rng: Random) -> Fields:
    made: Fields = {
        "prøvde": bank.near(id_, "a", rng, 1),
        "støtter": bank.near(id_, "f", rng, 1),
        "sted": phrase(rng, 1),
    }
    return made | {"tid": "2025", "resultat": rng.choice(("virket", "virket delvis", "virket ikke"))}


def _begrep(bank: Neighbours, id_: str, rng: Random) -> Fields:
    forms = [phrase(rng, 1).lower() for _ in range(3)]
    return {"former": forms, "se_også": [found for found in bank.near(id_, "b", rng, 2) if found != id_]}


def _mal(bank: Neighbours, id_: str, rng: Random) -> Fields:
    return {"mål": _statement(bank, id_, rng), "utfall": [OUTCOMES[int(id_[1:]) % len(OUTCOMES)]]}


def _modell(bank: Neighbours, id_: str, rng: Random) -> Fields:
    if id_ != "o1":
        return {"plassholder": "ja", "mer_hos": bank.near(id_, "k", rng, 2)}
    signs = [_statement(bank, id_, rng) for _ in range(5)]
    return {"mer_hos": ["k1"], "definisjon": signs[:2], "kjennetegn": signs[2:], "eksempler": ["c1"]}


def _rolle(bank: Neighbours, id_: str, rng: Random) -> Fields:
    return {"beskrivelse": sentence(rng, 20), "lesetid": 2, "les_først": ["a1", "f1"]}


_OWN: Mapping[str, Callable[[Neighbours, str, Random], Fields]] = {
    "k": _kilde, "f": _funn, "a": _anbefaling, "c": _case, "m": _metode, "t": _tjeneste, "q": _sporsmal,
    "x": _motsigelse, "u": _undersokelse, "h": _hendelse, "e": _erfaring, "b": _begrep, "g": _mal,
    "o": _modell, "r": _rolle,
}  # fmt: skip
