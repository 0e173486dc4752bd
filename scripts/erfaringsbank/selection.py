"""What a template may ask about narrowing a list: the panel, the tools, and the values of each record. Pure.

Without a script each value is a link to a page with its records. `overrides/assets/lister.js` makes them boxes to tick.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from erfaringsbank.facets import Choice, Facet
from erfaringsbank.html_templating import escape, render_html
from erfaringsbank.records import Funn, Kilde, Record
from erfaringsbank.view import View

SCRIPT = "assets/lister.js"
# What a list can be sorted by beside its own order: (key, name, the types that have it).
_ORDERS = (
    ("id", "ID", (Record,)),
    ("tittel", "Tittel", (Record,)),
    ("styrke", "Styrke, høyest først", (Funn,)),
    ("ar", "År, nyeste først", (Kilde,)),
)


def page_of_choice(cls: type[Record], choice: Choice) -> str:
    """The page of one value. No record has it: theirs begin with an ID."""
    return f"{cls.mappe}/utvalg/{choice.page}.md"


@dataclass(frozen=True)
class Selection:
    """The facets of a list, seen from its page."""

    view: View
    cls: type[Record]
    facets: tuple[Facet, ...]

    def velg(self) -> Markup:
        """The panel as a block of HTML: the facets with their values, each a link, and how many records it has."""
        return render_html("velg", fasetter=self.facets, adresse=self.adresse)

    def verktøy(self) -> Markup:
        """The tools that only work with a script, hidden until it has come: sorting, table, export."""
        orders = [(key, name) for key, name, types in _ORDERS if issubclass(self.cls, types)]
        return render_html(
            "verktoy",
            mappe=self.cls.mappe,
            flertall=self.cls.flertall,
            antall=len(self.view.bank.of(self.cls)),
            dato=self.view.today.isoformat(),
            rot=self.view.adresse_til("index.md"),
            ordninger=orders,
        )

    def adresse(self, choice: Choice) -> str:
        """The address of the page of a value."""
        return self.view.adresse_til(page_of_choice(self.cls, choice))

    def merker(self, record: Record) -> Markup:
        """What the script must know of an entry, as attributes: the values of the record, and when it is from."""
        attributes = Markup('data-v="{}"').format(escape(" ".join(self._values.get(record.id, ()))))
        when = _when(record)
        return attributes + (Markup(' data-tid="{}"').format(escape(when)) if when else Markup())

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for choice in self._choices():
            for record in choice.records:
                values.setdefault(record.id, []).append(choice.page)
        return values

    def _choices(self) -> Iterator[Choice]:
        return (choice for facet in self.facets for choice in facet.choices)


def _when(record: Record) -> str | None:
    """The date to sort a source by: the end of a period, as it is newest."""
    return record.dato.end if isinstance(record, Kilde) and record.dato else None
