"""Bank → the QR codes that lie beside the pages, one small SVG a page. Pure.

A browser fetches the code of a page when the page is printed, and not before: see `overrides/main.html`.
"""

from __future__ import annotations

from collections.abc import Iterator

from erfaringsbank import comparing, qr
from erfaringsbank.events.programme import page_of_programme, programmes
from erfaringsbank.facets import facets
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import TYPES, Record
from erfaringsbank.selection import page_of_choice
from erfaringsbank.templating import anchor


def code_files(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """(path under the site, SVG) for every page that shows a code. Nothing while the address is a placeholder."""
    if qr.ready(known.bank.nettsted):
        for target in targets(known):
            yield qr.file_of(target), qr.svg(qr.address_of(known.bank.nettsted, target))


def targets(known: Knowledge) -> Iterator[Record | str]:
    """Every record, and the file of every other page, as `pages` makes them."""
    bank = known.bank
    yield from bank.records.values()
    yield "index.md"
    for cls in TYPES:
        yield f"{cls.mappe}/index.md"
        narrowed = facets(known, cls)
        yield from [f"{cls.mappe}/utvalg/index.md"] if narrowed else []
        yield from (page_of_choice(cls, choice) for facet in narrowed for choice in facet.choices)
    yield from (f"{name}/index.md" for name, *_ in GATHERINGS)
    yield from (f"kunnskapshull/{anchor(outcome)}.md" for outcome in bank.vocabulary.utfall)
    yield f"{comparing.FOLDER}/modeller/index.md"
    yield from (pair.side for pair in comparing.pairs(known.par))
    yield from (page_of_programme(event) for event in programmes(bank))
    yield from (f"{side.path}.md" for side in bank.sider)
