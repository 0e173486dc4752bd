"""Changes in plain Norwegian: sentences for the terminal, the pages, the feed and the content changelog. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from erfaringsbank.editions.change_causes import Styrkeendring, quoted
from erfaringsbank.editions.change_model import Leddendring, Ordendring, Tallendring, Tallverdi
from erfaringsbank.editions.changes import Endringer, Postendring
from erfaringsbank.norsk import antall, dato, ramse
from erfaringsbank.records import Dato
from erfaringsbank.records.values import ID

Row: TypeAlias = tuple[Postendring, list[str]]
_NEUTER = frozenset({"funn", "spørsmål", "begrep", "mål"})
_LONG = 240  # characters of a quotation
_ROUND = 6  # words that are kept on each side of what is another
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


def day(text: str) -> str:
    """«22. november 2026»; the text itself when it is no date."""
    try:
        return dato(Dato.check(text))
    except ValueError:
        return text


def groups(told: Endringer) -> Iterator[tuple[str, list[Row]]]:
    """The changes under headings, what matters most to one who has cited the bank first. A record may stand in two."""
    poster = told.poster
    yield "Styrke og retning", [(one, list(strength(one.styrke))) for one in poster if one.styrke]
    for heading, kinds in (("Trukket, erstattet og borte", _GONE), ("Nye poster", ("ny",))):
        yield heading, [(one, [] if one.slag == "ny" else [life(one)]) for one in poster if one.slag in kinds]
    yield "Tall", [(one, [number(part) for part in one.tall]) for one in poster if one.tall]
    rest = [one for one in poster if not one.bare_kontrollert]
    yield "Tekst og opplysninger", [(one, found) for one in rest if (found := list(contents(one)))]
    yield "Bare kontrollert på nytt", [(one, []) for one in poster if one.bare_kontrollert]


_GONE = ("trukket", "erstattet", "borte", "tilbake")


def summary(told: Endringer) -> str:
    """«1 ny post, 2 styrker er andre og 3 tall er andre.», one sentence."""
    kinds = Counter(one.slag for one in told.poster)
    strengths = sum(one.styrke is not None for one in told.poster)
    numbers = sum(len(one.tall) for one in told.poster)
    checked = sum(one.bare_kontrollert for one in told.poster)
    content = sum(one.slag == "endret" and one.innhold and not one.bare_kontrollert for one in told.poster)
    counted = (
        (kinds["ny"], "ny post", "nye poster"),
        (kinds["trukket"] + kinds["erstattet"], "trukket eller erstattet", "trukket eller erstattet"),
        (kinds["borte"], "borte", "borte"),
        (kinds["tilbake"], "gjelder igjen", "gjelder igjen"),
        (strengths, "styrke eller retning endret", "styrker eller retninger endret"),
        (numbers, "tall endret", "tall endret"),
        (content, "post med endret innhold", "poster med endret innhold"),
        (checked, "post kontrollert på nytt", "poster kontrollert på nytt"),
        (len(told.ordforråd), "endring i ordforråd og regler", "endringer i ordforråd og regler"),
    )
    words = [antall(number, one, many) for number, one, many in counted if number]
    return f"{ramse(words)}." if words else "Ingenting er endret."


def life(one: Postendring) -> str:
    """What happened to a record as a whole. An open question is answered or closed."""
    is_question = one.type == "spørsmål"
    instead = f" {one.erstattet_av.upper()}" if one.erstattet_av else ""
    why = f" {_stop(one.fordi)}" if one.fordi else ""
    if one.slag == "ny":
        new = "nytt" if one.type in _NEUTER else "ny"
        step = f", styrke {one.trinn} av 5" if one.trinn is not None else ""
        return f"{new.capitalize()} {'åpent ' if is_question else ''}{one.type or 'post'}{step}."
    if one.slag == "erstattet":
        return f"{'Besvart i' if is_question else 'Erstattet av'}{instead}.{why}"
    if one.slag == "trukket":
        return f"{'Lukket' if is_question else 'Trukket'}.{why}{f' Se{instead}.' if instead else ''}"
    return "Gjelder igjen." if one.slag == "tilbake" else "Finnes ikke lenger i banken."


def beside(one: Postendring) -> str:
    """What is told in the same breath as a new record: « (nytt funn, styrke 3 av 5)»."""
    return f" ({life(one)[:1].lower()}{life(one)[1:].rstrip('.')})" if one.slag == "ny" else ""


def strength(change: Styrkeendring) -> Iterator[str]:
    """How a strength changed, why, and what it is now."""
    was, now = change.før, change.nå
    if was != now:
        if was is None:
            yield f"Funnet har fått styrke {now} av 5."
        elif now is None:
            yield f"Funnet har ikke lenger noen styrke. Den var {was} av 5."
        else:
            yield f"Styrken gikk {'opp' if now > was else 'ned'} fra {was} til {now} av 5."
    if was is not None and now is not None and change.retning_før != change.retning_nå:
        old, new = (quoted(one or "ikke oppgitt") for one in (change.retning_før, change.retning_nå))
        yield f"Retningen var {old}, nå {new}."
    # All that the rule looks at and that is another. Which of several decided, only the rule could say.
    why = "Årsak" if len(change.årsaker) == 1 else "Årsaken er blant disse"
    yield f"{why}: {'; '.join(one.tekst for one in change.årsaker)}."
    if change.fordi_nå and now is not None:
        yield f"{now} av 5 nå, fordi {'; '.join(change.fordi_nå)}."


def contents(one: Postendring) -> Iterator[str]:
    """What became another in a record: its headline, its answers, its parts and its other fields."""
    if one.overskrift:
        yield _stop(f"Overskriften var {quoted(one.overskrift.før or '')}")
    yield from map(_field, one.akser)
    yield from map(part, one.ledd)
    yield from map(_field, one.felt)


def number(change: Tallendring) -> str:
    """What became of a number."""
    was, now = change.før, change.nå
    if was is None or now is None:
        words, value = ("Nytt tall", now) if was is None else ("Borte", was)
        return f"{words}: {_number(value)}." if value else ""
    if (was.verdi, was.enhet) != (now.verdi, now.enhet):
        return f"Før {_number(was)}, nå {_number(now)}."
    if _base(was) != _base(now):
        return f"{_shown(now)}{_what(now)}: {_other_base(was, now)}."
    before, after = _windows(_beside(was), _beside(now))
    return _stop(f"{_shown(now)}: ved tallet står det nå «{after or 'ingenting'}», før «{before or 'ingenting'}»")


def _shown(value: Tallverdi) -> str:
    return f"{value.verdi} {value.enhet}" if value.enhet else value.verdi


def _what(value: Tallverdi) -> str:
    return f" ({value.hva})" if value.hva else ""


def _base(value: Tallverdi) -> str:
    """«innbyggere, n = 1 200, U1»."""
    n = f"n = {value.n}" if value.n else ""
    survey = value.undersøkelse.upper() if value.undersøkelse else ""
    return ", ".join(word for word in (value.populasjon, n, survey) if word)


def _other_base(was: Tallverdi, now: Tallverdi) -> str:
    """«populasjonen er nå «innbyggere», før «ansatte»; n er nå 1 300, før 1 200»."""
    survey = [value.undersøkelse.upper() if value.undersøkelse else "" for value in (was, now)]
    parts = (("det er regnet av", was.populasjon, now.populasjon), ("n er", was.n, now.n), ("det er fra", *survey))
    told = [(words, new or "ikke oppgitt", old or "ikke oppgitt") for words, old, new in parts if old != new]
    return "; ".join(f"{words} nå {new}, før {old}" for words, new, old in told)


def _beside(value: Tallverdi) -> str:
    return ". ".join(word for word in (value.hva, value.forbehold) if word)


def _number(value: Tallverdi) -> str:
    base = f", av {_base(value)}" if _base(value) else ""
    return f"{_shown(value)}{_what(value)}{base}"


def part(change: Leddendring) -> str:
    """What became of a statement, a ground or another part of a list."""
    place, was, now = quoted(label(change.felt)), change.før or "", change.nå or ""
    if change.slag == "nytt":
        return _stop(f"Nytt under {place}: {_quoted(now)}")
    if change.slag == "borte":
        return _stop(f"Borte fra {place}: {_quoted(was)}")
    if change.slag == "flyttet":
        return _stop(f"Flyttet fra {quoted(label(change.fra_felt or ''))} til {place}: {_quoted(now)}")
    beside = "; ".join(_beside_words(one) for one in change.deler)
    if change.slag == "endret":
        return f"Endret under {place}: {_quoted(now)} ({beside})."
    before, after = _windows(was, now)
    return _stop(f"Omskrevet under {place}: før «{before}», nå «{after}»{f' ({beside})' if beside else ''}")


def _field(change: Ordendring) -> str:
    """What became of a field that is no list of parts."""
    if change.felt == "side":
        return f"Ny adresse: /{change.nå}/, før /{change.før}/."
    if change.bare_rekkefølge:
        return f"Rekkefølgen under {quoted(label(change.felt))} er en annen."
    words = _beside_words(change)
    return _stop(f"{words[:1].upper()}{words[1:]}")


def _beside_words(change: Ordendring) -> str:
    """«kilder: lagt til K12», «hvem: før ikke oppgitt, nå «lederen»»."""
    name = label(change.felt)
    if change.bare_rekkefølge:
        return f"{name}: en annen rekkefølge"
    if change.lagt_til or change.tatt_bort:
        came = f"lagt til {_listed(change.lagt_til)}" if change.lagt_til else ""
        went = f"tatt bort {_listed(change.tatt_bort)}" if change.tatt_bort else ""
        return f"{name}: {ramse([word for word in (came, went) if word])}"
    was, now = (_quoted(value) if value else "ikke oppgitt" for value in _windows(change.før or "", change.nå or ""))
    return f"{name}: før {was}, nå {now}"


def label(name: str) -> str:
    """The name of a field as words."""
    return name.replace("_", " ").replace(".", ", ")


def _listed(values: Sequence[str]) -> str:
    return ramse([value.upper() if ID.fullmatch(value) else _quoted(value) for value in values])


def _quoted(text: str) -> str:
    """A text in quotation marks, shortened when it is long."""
    line = " ".join(text.split())
    return quoted(line if len(line) <= _LONG else f"{line[:_LONG].rsplit(' ', 1)[0]} …")


def _windows(was: str, now: str) -> tuple[str, str]:
    """Two texts from just before they part to just after they meet again."""
    old, new = was.split(), now.split()
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    left = min(len(old), len(new)) - start
    end = next((i for i in range(left) if old[-1 - i] != new[-1 - i]), left)
    return _window(old, start, end), _window(new, start, end)


def _window(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - _ROUND, 0), min(len(words) - end + _ROUND, len(words))
    inner = " ".join(words[first:last]).translate(str.maketrans("«»", "‘’"))
    return f"{'… ' if first else ''}{inner}{' …' if last < len(words) else ''}"


def _stop(text: str) -> str:
    """A sentence with its full stop, unless it ends with a quotation that has one."""
    return text if text.endswith((".", "!", "?", ".»", "!»", "?»")) else f"{text}."


def heading(told: Endringer) -> str:
    """«Fra 2026.1 (22. november 2026) til 2026.2 (1. mars 2027)»."""
    ends = [f"{one.navn} ({day(one.dato)})" if one.dato else one.navn for one in (told.fra, told.til)]
    return f"Endret fra {ends[0]} til {ends[1]}"


def as_lines(told: Endringer) -> Iterator[tuple[int, str, str]]:
    """The changes as (depth, ID, text): 0 a heading, 1 a record, 2 what happened to it."""
    yield 0, "", heading(told)
    yield 1, "", summary(told)
    for name, rows in groups(told):
        if rows:
            yield 0, "", name
        for one, sentences in rows:
            yield 1, one.id.upper(), one.tittel + beside(one)
            yield from ((2, "", sentence) for sentence in sentences)
    if told.ordforråd:
        yield 0, "", "Ordforråd og regler"
        yield from ((1, "", _field(one)) for one in told.ordforråd)


def as_markdown(told: Endringer) -> str:
    """The changes as a part of a changelog: Markdown that also reads well as text."""
    lines = [f"## {_md(heading(told))}", "", _md(summary(told))]
    for name, rows in groups(told):
        if rows:
            lines += ["", f"### {name}", ""]
        for one, sentences in rows:
            lines += [f"- **{one.id.upper()}** {_md(one.tittel)}{beside(one)}"]
            lines += [f"  - {_md(sentence)}" for sentence in sentences]
    if told.ordforråd:
        lines += ["", "### Ordforråd og regler", "", *(f"- {_md(_field(one))}" for one in told.ordforråd)]
    return "\n".join(lines) + "\n"


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def vocabulary(told: Endringer) -> list[str]:
    """What became another in the vocabularies and the rules."""
    return [_field(one) for one in told.ordforråd]
