"""Built HTML → finished site: what the engines cannot do, done once for all of them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from erfaringsbank.addresses import addresses_to
from erfaringsbank.bank import Bank
from erfaringsbank.problems import UserError
from erfaringsbank.view import plain

_REDIRECT = """<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<main>
<h1>{title}</h1>
<p>Siden ligger her: <a href="{target}">{title}</a></p>
</main>
</body>
</html>
"""


def finish(bank: Bank, site: Path) -> int:
    """Add to a built site what the engine does not know. Gives the number of files added."""
    added = 0
    for address, text in redirects(bank):
        path = site / address / "index.html"
        if path.exists():
            raise UserError(f"Adressen /{address} er brukt av en skrevet side.", "Gi siden et annet filnavn.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        added += 1
    return added


def redirects(bank: Bank) -> Iterator[tuple[str, str]]:
    """(address, HTML) of every short address and every earlier address. Static pages: they work on any host."""
    root = bank.nettsted.adresse.rstrip("/") + "/"
    for record in bank.records.values():
        title = html.escape(f"{record.id.upper()} {plain(bank, record.tittel)}")
        for address, target in addresses_to(record):
            way = html.escape("../" * address.count("/") + target)
            yield address, _REDIRECT.format(title=title, canonical=html.escape(root + target), target=way)
