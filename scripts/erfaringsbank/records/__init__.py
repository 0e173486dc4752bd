"""The typed records: one class a type, one letter a class, one folder a class.

The same Norwegian word is used in YAML, Python, templates, schema, JSON and CSV; there is no alias table.
"""

from __future__ import annotations

from erfaringsbank.records.base import FILE_STEM, Loc, Origin, Record, statements, walk
from erfaringsbank.records.context import Begrep, Forvaltning, Hendelse, Mål, Nettsted, Rolle, Spørsmål, Verdi
from erfaringsbank.records.knowledge import Erfaring, Funn, Grunnlag, Kilde, Motsigelse, Undersøkelse
from erfaringsbank.records.ladder import Styrkeregel, Trinn
from erfaringsbank.records.practice import Anbefaling, Case, Metode, Organisasjonsmodell, Tjeneste
from erfaringsbank.records.statement import Tall, Utsagn
from erfaringsbank.records.values import Dato, Id, Periode, Tekst, Tittel

# The order is the order of everything that lists types: pages, exports, reports.
TYPES: tuple[type[Record], ...] = (
    Mål, Organisasjonsmodell, Funn, Anbefaling, Case, Metode, Tjeneste, Spørsmål, Motsigelse, Erfaring, Undersøkelse,
    Hendelse, Begrep, Rolle, Kilde,
)  # fmt: skip
BY_LETTER = {cls.bokstav: cls for cls in TYPES}
BY_FOLDER = {cls.mappe: cls for cls in TYPES}
MODEL_FOLDERS = frozenset(cls.mappe for cls in (Mål, Organisasjonsmodell, Rolle))
"""The types that belong to the best-practice model and live under `models/`, not `content/`."""

__all__ = [
    "BY_FOLDER",
    "BY_LETTER",
    "FILE_STEM",
    "MODEL_FOLDERS",
    "TYPES",
    "Anbefaling",
    "Begrep",
    "Case",
    "Dato",
    "Erfaring",
    "Forvaltning",
    "Funn",
    "Grunnlag",
    "Hendelse",
    "Id",
    "Kilde",
    "Loc",
    "Metode",
    "Motsigelse",
    "Mål",
    "Nettsted",
    "Organisasjonsmodell",
    "Origin",
    "Periode",
    "Record",
    "Rolle",
    "Spørsmål",
    "Styrkeregel",
    "Tall",
    "Tekst",
    "Tittel",
    "Tjeneste",
    "Trinn",
    "Undersøkelse",
    "Utsagn",
    "Verdi",
    "statements",
    "walk",
]  # fmt: skip


def folder_of(cls: type[Record]) -> str:
    """The folder of a type, relative to the project: `content/funn`, `models/mal`."""
    return f"{'models' if cls.mappe in MODEL_FOLDERS else 'content'}/{cls.mappe}"
