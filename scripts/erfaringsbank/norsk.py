"""How things are written in Norwegian: dates, counts, lists. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from erfaringsbank.records import Dato, Periode
from erfaringsbank.records.values import Klokka

# Letters that are no base letter with a mark; the rest lose their marks.
_ASCII = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ŧ": "t", "ŋ": "n", "þ": "th", "ß": "ss", "ł": "l"})
_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})  # the three characters after z
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip


def ascii_form(text: str) -> str:
    """Lower case without letters that are not in ASCII, for anchors, file names and addresses: «Åpen» → «apen»."""
    return _without_marks(text.lower().translate(_ASCII))


def alphabetical(text: str) -> str:
    """The sorting key that puts æ, ø and å last. «aa» is an old å; «é» is an e."""
    return _without_marks(text.lower().replace("aa", "å").translate(_LAST))


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


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


def klokka(value: Klokka) -> str:
    """`09:00–15:30` → «kl. 9.00–15.30»."""
    return "kl. " + "–".join(f"{at.hour}.{at.minute:02}" for at in (value.start, value.end) if at)


def antall(number: int, one: str, many: str) -> str:
    """«1 funn», «31 funn», with a thin gap in thousands as Norwegians write them."""
    return f"{tusen(number)} {one if number == 1 else many}"


def tusen(number: int) -> str:
    """1200 → «1 200» with a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def ramse(words: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}" if words else ""
