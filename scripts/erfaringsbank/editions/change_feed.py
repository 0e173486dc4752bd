"""What changed, as an Atom feed (RFC 4287): one entry an edition, newest first. Pure.

The ID of an entry is the address it had on the day of its edition, so that a site that moves gives nobody old news.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markupsafe import Markup

from erfaringsbank import __version__
from erfaringsbank.addresses import url_of
from erfaringsbank.editions import changes
from erfaringsbank.editions.change_pages import FEED, PAGE, most_important
from erfaringsbank.editions.change_words import summary
from erfaringsbank.editions.changes import Endringer
from erfaringsbank.editions.released import CHANGED, History, Released
from erfaringsbank.html_templating import escape
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.norsk import antall

ATOM = "http://www.w3.org/2005/Atom"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def change_files(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """The feed, there without entries also before the first release, and the schema of changes as JSON."""
    yield FEED, feed(History(known.bank, known.today))
    name, schema = changes.schema()
    yield f"{CHANGED}/{name}", schema


def feed(history: History) -> bytes:
    """The feed of a bank's editions. One that was only a trial is no news."""
    site, released = history.bank.nettsted, [one for one in history.utgaver if not one.utgave.prøve]
    root, own = site.adresse.rstrip("/") + "/", _address(released[0]) if released else site.adresse
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "nb"})
    _text(top, "id", own.rstrip("/") + "/" + FEED)
    _text(top, "title", f"{site.navn}: endringer")
    _text(top, "subtitle", "Hva som er endret i innholdet, utgave for utgave.")
    _text(top, "updated", _moment(released[-1].utgave.dato if released else history.today.isoformat()))
    _author(top, str(site.utgiver))
    _text(top, "rights", f"Creative Commons Navngivelse 4.0: {_LICENCE}")
    ET.SubElement(top, "generator", {"version": __version__}).text = "Erfaringsbanken"
    ET.SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": root + FEED})
    ET.SubElement(top, "link", {"rel": "alternate", "type": "text/html", "href": root + url_of(PAGE)})
    for one in reversed(released):
        _entry(top, history, one, root)
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'.encode()


def _entry(top: ET.Element, history: History, released: Released, root: str) -> None:
    told = history.nytt_i(released)
    page = url_of(released.nytt if told else released.side)
    entry = ET.SubElement(top, "entry")
    _text(entry, "id", _address(released).rstrip("/") + "/" + page)
    _text(entry, "title", f"Utgave {released.navn}")
    for name in ("updated", "published"):
        _text(entry, name, _moment(released.utgave.dato))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": root + page})
    count = antall(len(released.data.poster), "post", "poster")
    _text(entry, "summary", summary(told) if told else f"Den første utgaven, med {count}.")
    if told and (content := _content(told)):
        _text(entry, "content", content, type="html")


def _address(released: Released) -> str:
    """The address of the site on the day of an edition."""
    return str(released.data.om.get("adresse") or "")


def _content(told: Endringer) -> str:
    """The changes that must be known, as HTML."""
    parts: list[Markup] = []
    for heading, rows in most_important(told):
        shown = ((one.id.upper(), escape(one.tittel), escape(" ".join(said))) for one, said in rows)
        items = [Markup("<li><strong>{} {}</strong> {}</li>").format(*row) for row in shown]
        if items:
            parts.append(Markup("<h2>{}</h2><ul>{}</ul>").format(escape(heading), Markup("").join(items)))
    return str(Markup("").join(parts))


def _author(top: ET.Element, name: str) -> None:
    _text(ET.SubElement(top, "author"), "name", name)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _harmless(text)


def _harmless(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 0x20)


def _moment(day: str) -> str:
    """A day as Atom wants it: the start of it, in UTC. A day that is not known to the day begins with the month."""
    parts = [*day.split("-"), "01", "01"][:3]
    return f"{'-'.join(parts)}T00:00:00Z"
