"""What pydantic found wrong with a value, in Norwegian: the code, what is wrong, and what to do about it.

All of pydantic's error types that plain YAML values can provoke are here; a test mutates real records and fails when
one shows up that is not.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

from erfaringsbank.problems import suggestion
from erfaringsbank.reading import shape_manual as pages

UNTRANSLATED = "felt-uoversatt"

FIELDS = {
    "erstattet-uten-av": "tilstand",
    "trukket-uten-fordi": "tilstand",
    "mening-uten-hvem": "type",
    "usikker-uten-hvorfor": "sikkerhet",
    "merke-form": "merke",
    "retning-pa-beskrivelse": "retning",
    "funn-uten-retning": "slag",
    "motevidens-uten-funn": "status",
    "motevidens-uten-sok": "status",
    "klokka-uten-dag": "klokka",
}
"""The field at fault, when the error is about a whole group of fields."""

FIXES = {
    "id-form": "{hint}",
    "feil-type-id": "Bruk en ID som begynner med {letters}.",
    "tom-tekst": "Skriv en tekst, eller slett linjen.",
    "lang-tittel": "Kort ned tittelen, og flytt resten til et eget felt.",
    "lenke-i-tittel": "Ta bort henvisningen, eller hent tallet med @f3.tall.",
    "ja-nei": "Skriv ja eller nei.",
    "dato-form": "Skriv 2023, 2023-09 eller 2023-09-26.",
    "periode-snudd": "Skriv den tidligste datoen først: 2021-06/2023-09.",
    "klokke-form": "Skriv 09:00, eller 09:00–15:30 når slutten er kjent.",
    "klokke-snudd": "Skriv den tidligste tiden først: 09:00–15:30.",
    "klokka-uten-dag": "Skriv dagen i «tid», eller flytt klokkeslettet til «tid_merknad».",
    "orgnr-form": "Skriv de ni sifrene i Enhetsregisteret. Kontroller dem på virksomhetens egen side.",
    "adresse-form": "En nettadresse begynner med https:// og har ingen mellomrom.",
    "mening-uten-hvem": "Legg til «hvem: …» med rollen eller organisasjonen.",
    "usikker-uten-hvorfor": "Legg til «hvorfor: …» med det som gjør det usikkert.",
    "merke-form": "Begynn med en bokstav: merke: forste-punkt.",
    "erstattet-uten-av": "Legg til «erstattet_av: …» med ID-en til posten som gjelder.",
    "trukket-uten-fordi": "Legg til «trukket_fordi: …».",
    "tomt-grunnlag": "Legg til «undersøkelse: u1», eller både «metode: …» og «kilder: [k1]».",
    "retning-pa-beskrivelse": "Slett retningen, eller velg slag effekt eller holdning.",
    "funn-uten-retning": "Legg til «retning: …»: styrker, blandet, svekker, ingen endring eller vet ikke.",
    "motevidens-uten-funn": "Legg til «funn: [f1]» med funnene som taler mot.",
    "motevidens-uten-sok": "Legg til «hvem», «hvor» og «når», eller skriv «status: ikke søkt ennå».",
}


def _choices(errors: list[ErrorDetails]) -> list[str]:
    expected = (str(error.get("ctx", {}).get("expected", "")) for error in errors)
    return [choice for text in expected for choice in re.findall(r"'([^']*)'", text)]


_NUMBER = {"int_parsing", "int_type", "int_parsing_size"}


def value_fault(errors: list[ErrorDetails]) -> tuple[str, str, str]:
    """Code, message and fix for a value of the wrong kind."""
    value, context = errors[0]["input"], errors[0].get("ctx", {})
    choices = _choices(errors)
    number = any(error["type"] in _NUMBER for error in errors)
    if choices:
        return _choice_fault(value, choices, number=number)
    kind = errors[0]["type"]
    if kind not in _TYPES:
        return UNTRANSLATED, errors[0]["msg"], ""
    code, message, fix = _TYPES[kind]
    words = {"value": short(value), "what": _what(value), **context}
    return code, message.format(**words), fix.format(**words)


def _choice_fault(value: Any, choices: list[str], *, number: bool) -> tuple[str, str, str]:
    """The same for a value that should be one of some words, or else a number."""
    if number:
        fix = f"Skriv bare sifre, eller {_listed(choices)}."
        return pages.TALL, f"{_named(value)} er verken et helt tall eller {_listed(choices)}.", fix
    if not isinstance(value, str):
        return pages.VALG, f"Her skal det stå ett av valgene, ikke {_what(value)}.", f"Velg {_listed(choices)}."
    fix = f"{suggestion(value, choices)} Velg {_listed(choices)}.".strip()
    return pages.VALG, f"«{short(value)}» er ikke blant valgene.", fix


_TYPES = {
    "int_parsing": (pages.TALL, "«{value}» er ikke et helt tall.", "Skriv bare sifre."),
    "int_type": (pages.TALL, "Her skal det stå et helt tall, ikke {what}.", "Skriv bare sifre."),
    "int_parsing_size": (pages.GRENSE, "«{value}» er for mye.", "Skriv et mindre tall."),
    "string_type": (pages.TEKST, "Her skal det stå en tekst, ikke {what}.", "Skriv én tekst."),
    "string_pattern_mismatch": (pages.FORM, "«{value}» har feil form.", "Verdien må passe med {pattern}."),
    "tuple_type": (
        pages.LISTE,
        "Her skal det stå en liste, ikke {what}.",
        "Begynn hvert punkt med «- » på egen linje.",
    ),
    "dict_type": (pages.GRUPPE, "Her skal det stå felt, ikke {what}.", "Skriv «navn: verdi» på hver linje."),
    "model_type": (pages.GRUPPE, "Her skal det stå felt, ikke {what}.", "Skriv «navn: verdi» på hver linje."),
    "too_short": (pages.FA, "Listen har for få punkter ({actual_length}).", "Det må være minst {min_length}."),
    "too_long": (pages.FA, "Listen har for mange punkter ({actual_length}).", "Det kan være høyst {max_length}."),
    "greater_than_equal": (pages.GRENSE, "«{value}» er for lite.", "Det minste er {ge}."),
    "less_than_equal": (pages.GRENSE, "«{value}» er for mye.", "Det meste er {le}."),
}


def _listed(choices: list[str]) -> str:
    quoted = [f"«{choice}»" for choice in choices]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} eller {quoted[-1]}"


def short(value: Any) -> str:
    text = value if isinstance(value, str) else _what(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _named(value: Any) -> str:
    """A value at the start of a sentence."""
    return f"«{short(value)}»" if isinstance(value, str) else _what(value).capitalize()


def _what(value: Any) -> str:
    names: dict[type, str] = {dict: "en gruppe felt", list: "en liste", str: "en tekst", type(None): "ingenting"}
    return names.get(type(value), "noe annet")
