"""The pages at addresses that lead on: short and earlier addresses, what has moved, and what is no more. Pure.

Plain pages of our own, so that they work on any host. One that leads to the same thing sends the reader on at once,
with the anchor of the link when there is a script. One that leads to something else says so, and lets the reader go.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from erfaringsbank.addresses import addresses_to
from erfaringsbank.bank import Bank
from erfaringsbank.published import Way
from erfaringsbank.records import Kilde, Record
from erfaringsbank.view import plain

CARRIES = "assets/videre.js"
_PAGE = """<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
{onward}<link rel="stylesheet" href="{root}assets/erfaringsbank.css">
<link rel="icon" href="{root}assets/favicon.svg" type="image/svg+xml">
<meta name="color-scheme" content="light dark">
</head><body><main class="eb-side"><article class="md-typeset eb-artikkel">
<h1{language}>{title}</h1>
{said}
</article></main></body></html>
"""
_AT_ONCE = """<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
<script src="{root}{script}" defer></script>
"""
_CANONICAL = '<link rel="canonical" href="{canonical}">\n'


def signposts(bank: Bank) -> Iterator[tuple[str, str]]:
    """(address, HTML) of every short address and every earlier address that a record knows of itself."""
    for record in bank.records.values():
        for address, target in addresses_to(record):
            yield address, signpost(bank, address, Way(target, record=record, plain=True))


def signpost(bank: Bank, address: str, way: Way) -> str:
    """The page at an address that leads on."""
    root = "../" * address.count("/")
    target = html.escape(root + (way.target or ""))
    title = html.escape(_title(bank, way))
    language = _language(way.record) if way.record else ""
    onward = _AT_ONCE.format(target=target, root=root, script=CARRIES) if way.plain else ""
    if way.target is not None:
        canonical = html.escape(bank.nettsted.adresse.rstrip("/") + "/" + way.target)
        onward += _CANONICAL.format(canonical=canonical)
    said = _said(way, target, title, language, root)
    return _PAGE.format(title=title, root=root, language=language, onward=onward, said=said)


def _title(bank: Bank, way: Way) -> str:
    if way.record:
        return f"{way.record.id.upper()} {plain(bank, way.record.tittel)}"
    return "Siden er flyttet" if way.plain else "Siden er tatt ut"


def _said(way: Way, target: str, title: str, language: str, root: str) -> str:
    """What the page tells: why, and the way on. Of what is only moved, there is no more to tell."""
    why = f"<p>{html.escape(way.why)}</p>\n" if way.why else ""
    if way.record:
        return f'{why}<p>Siden ligger her: <a class="eb-videre" href="{target}"{language}>{title}</a></p>'
    if way.target is None:
        return f'{why}<p><a href="{root}alle/">Se alt som er i banken</a></p>'
    words = "Gå dit den er nå" if way.plain else "Gå til det som er der nå"
    return f'{why}<p><a class="eb-videre" href="{target}">{words}</a></p>'


def _language(record: Record) -> str:
    """The attribute of a title that is not in bokmål, for those who hear it read aloud."""
    language = record.kildespråk if isinstance(record, Kilde) else record.språk
    return "" if language == "nb" else f' lang="{language}"'
