"""How things are written in Norwegian: dates, counts, lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from erfaringsbank.records import Dato, Periode

_ASCII = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "è": "e", "ü": "u", "á": "a", "š": "s", "đ": "d"}
)
_ALPHABET = str.maketrans({"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3"})
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip


def ascii_form(text: str) -> str:
    """Lower case without Norwegian letters, for anchors, file names and addresses: «Åpen» → «apen»."""
    return text.lower().translate(_ASCII)


def alphabetical(text: str) -> str:
    """The sorting key that puts æ, ø and å last."""
    return text.lower().translate(_ALPHABET)


def dato(value: Dato) -> str:
    """`2023-09-26` → «26. september 2023», `2023-09` → «september 2023»."""
    parts = value.parts()
    if len(parts) == 1:
        return str(parts[0])
    month = MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]}. {month} {parts[0]}"


def periode(value: Periode) -> str:
    """One date, or two with a dash between; spaces around it when a date has spaces of its own."""
    if value.start == value.end:
        return dato(value.start)
    dash = " – " if len(value) > 9 else "–"
    return f"{dato(value.start)}{dash}{dato(value.end)}"


def antall(number: int, one: str, many: str) -> str:
    """«1 funn», «31 funn», with a thin gap in thousands as Norwegians write them."""
    return f"{tusen(number)} {one if number == 1 else many}"


def tusen(number: int) -> str:
    """1200 → «1 200» with a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def ramse(words: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}" if words else ""
