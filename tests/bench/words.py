"""Made Norwegian text: sentences of ordinary length that mean nothing, and that no rule has anything against."""

from __future__ import annotations

from random import Random

_FIRST = (
    "bibliotek", "innbygger", "kommune", "møteplass", "nærmiljø", "lokal", "fag", "ansatt", "skranke", "arrangement",
    "barne", "ungdoms", "frivillig", "kultur", "steds", "tjeneste", "service", "digital", "formidlings", "lånetids",
    "åpningstids", "samarbeids", "leder", "opplærings", "veilednings", "deltaker", "budsjett", "personal", "bydels",
    "grende", "samlings", "litteratur", "kunnskaps", "dialog", "medvirknings", "utviklings", "høst", "vår",
)  # fmt: skip
_SECOND = (
    "tilbud", "arbeid", "ansvar", "plan", "møte", "gruppe", "rom", "rolle", "område", "behov", "bruk", "vane", "krav",
    "kveld", "verksted", "nettverk", "prosjekt", "oppgave", "avtale", "forum", "kafé", "rutine", "samling", "senter",
    "undersøkelse", "veileder", "vurdering", "vedtak", "mandat", "mål", "team", "kompetanse", "tradisjon", "kultur",
)  # fmt: skip
_PLAIN = (
    "ansatte", "innbyggerne", "lederen", "biblioteket", "innbyggertorget", "kommunen", "avdelingen", "lokalet", "tiden",
    "svarer", "mener", "bruker", "gir", "får", "viser", "trenger", "ønsker", "arbeider", "deler", "møter", "vurderer",
    "ny", "felles", "åpen", "tydelig", "lokal", "bedre", "færre", "flere", "ulik", "egen", "trygg", "vanskelig",
    "viktig", "særlig", "ofte", "sjelden", "fortsatt", "tidligere", "senere", "sammen", "hver", "ute", "der", "likevel",
)  # fmt: skip
# No word here is a count, and «av» is left out: together they would make shares like «to av tre».
_SMALL = ("og", "i", "på", "som", "til", "for", "med", "det", "de", "er", "har", "om", "fra", "ved", "når", "men", "så")
_EVERY = (_SMALL, _PLAIN)


def word(rng: Random) -> str:
    """One word: half of them small ones, a fifth of them compounds, as in real prose."""
    lot = rng.random()
    if lot < 0.2:
        return rng.choice(_FIRST) + rng.choice(_SECOND)
    return rng.choice(_EVERY[lot > 0.65])


def phrase(rng: Random, count: int) -> str:
    """A title or a name: words without a full stop."""
    text = " ".join(word(rng) for _ in range(count))
    return text[:1].upper() + text[1:]


def sentence(rng: Random, count: int) -> str:
    return f"{phrase(rng, count)}."


def paragraph(rng: Random, count: int) -> str:
    """Sentences of ten to twenty words until there are about `count` words."""
    lengths = [rng.randint(10, 20) for _ in range(max(1, count // 15))]
    return " ".join(sentence(rng, length) for length in lengths)
