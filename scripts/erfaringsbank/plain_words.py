"""A statement and a number in plain words, for what has no markup: the file to take home, calendars, the way in. Pure.

Nothing that a page says of a statement is lost: an opinion has its sender, what held once its time, a share its base.
"""

from __future__ import annotations

from erfaringsbank import norsk
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.records import Record, Tall, Utsagn
from erfaringsbank.rules.numbers import base_of
from erfaringsbank.view import plain


def statement_words(bank: Bank, record: Record, statement: Utsagn, *, cited: bool = True) -> str:
    """«Mening, lederen: Det gikk bra. Gjaldt 2021. (K1, K2) Usikkert: utdraget er avkortet.»"""
    ids = ", ".join(id_.upper() for id_ in sources_of(record, statement))
    parts = [
        f"{sender}:" if (sender := _sender(statement)) else "",
        statement.tekst,
        f"Tall: {number_words(bank, record, statement.tall)}." if statement.tall else "",
        f"Gjaldt {norsk.periode(statement.per)}." if statement.per else "",
        f"({ids})" if ids and cited else "",
        f"Usikkert: {statement.hvorfor}" if statement.sikkerhet == "usikker" else "",
    ]
    return plain(bank, " ".join(part for part in parts if part))


def _sender(statement: Utsagn) -> str:
    """Who says it, and that it is an opinion or a judgement when it is."""
    who = str(statement.hvem or "")
    if statement.type == "fakta":
        return who[:1].upper() + who[1:]
    return ", ".join(filter(None, (statement.type.capitalize(), who)))


def number_words(bank: Bank, record: Record, number: Tall) -> str:
    """«64 prosent svarte ja (av innbyggere i kommunen, n = 1 200). Forbehold: avrundet»."""
    population, n = base_of(bank, record, number)
    counted = f"n = {norsk.tusen(n) if isinstance(n, int) else n}" if n else ""
    base = ", ".join(filter(None, (str(population or ""), counted)))
    kind = "av " if number.er_andel and population else ""
    parts = (number.vist, number.hva, f"({kind}{base})" if base else "")
    words = " ".join(str(part) for part in parts if part)
    return plain(bank, f"{words}. Forbehold: {number.forbehold}" if number.forbehold else words)
