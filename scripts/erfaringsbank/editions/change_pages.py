"""What changed → {path: Markdown}: edition by edition, and for one who has cited an edition. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from markupsafe import Markup

from erfaringsbank import markup
from erfaringsbank.addresses import card_of, relative, url_of
from erfaringsbank.editions import change_words
from erfaringsbank.editions.change_words import Row, day, groups
from erfaringsbank.editions.changes import Endringer, Postendring
from erfaringsbank.editions.edition_html import EditionView
from erfaringsbank.editions.edition_pages import LIST
from erfaringsbank.editions.edition_pages import TITLE as EDITIONS
from erfaringsbank.editions.released import CHANGED, History, Released
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.shell import head
from erfaringsbank.templating import render
from erfaringsbank.view import View

PAGE = f"{CHANGED}/index.md"
FEED = f"{CHANGED}/feed.xml"
TITLE = "Endret"
_ABOUT = "Hva som er endret i innholdet, utgave for utgave, og siden den siste."
_FIRST = ("Styrke og retning", "Trukket, erstattet og borte")
"""The changes that one who has cited the bank must know, told for every edition on one page."""


def change_pages(known: Knowledge, history: History) -> Iterator[tuple[str, str]]:
    """(path, Markdown) of the page of all editions, of what was new in each, and of what changed since each."""
    view = View(known.bank, PAGE, known.today)
    more = {"h": history, "side": PAGE, "utgaver": LIST, "dag": day, "ord": change_words, "viktigst": most_important}
    body = render("lister/endret.md.j2", v=view, lenke=partial(_as_it_is, view), **more)
    yield PAGE, head(PAGE, TITLE, _ABOUT, body, strom=FEED) + body
    for released in history.utgaver:
        yield _since(known, history, released)
        if new := history.nytt_i(released):
            yield _new(known, history, released, new)


def most_important(told: Endringer) -> list[tuple[str, list[Row]]]:
    """The groups of changes that are told for every edition on one page."""
    return [(heading, rows) for heading, rows in groups(told) if heading in _FIRST]


def _since(known: Knowledge, history: History, released: Released) -> tuple[str, str]:
    """What has changed since an edition: for one who has cited it."""
    title = f"Endret siden utgave {released.navn}"
    compared = f"Utgave {released.navn} fra {day(released.utgave.dato)} er sammenlignet med banken slik den er nå."
    return _page(
        known, released, released.siden, title, compared, history.siden(released), _as_it_is, kort=card_of(PAGE)
    )


def _new(known: Knowledge, history: History, released: Released, told: Endringer) -> tuple[str, str]:
    """What was new in an edition. Both ends are frozen, so the page tells the same for ever."""
    earlier = history.før(released)
    compared = f"Sammenlignet med utgave {earlier.navn} fra {day(earlier.utgave.dato)}." if earlier else ""
    above = [(EDITIONS, LIST), (f"Utgave {released.navn}", released.side)]
    way = [{"navn": name, "adresse": url_of(page)} for name, page in above]
    more = {"sti": way, "del": url_of(LIST), "her": "Nytt i utgaven", "kort": card_of(LIST)}
    link = partial(_as_it_was, released, earlier)
    return _page(known, released, released.nytt, f"Nytt i utgave {released.navn}", compared, told, link, **more)


def _as_it_is(view: View, one: Postendring) -> Markup:
    """A link to the page of today, called as the record was called. What is gone has none."""
    record = view.bank.records.get(one.id)
    same = record is not None and view.tittel(record) == one.tittel
    return view.lenke(one.id, None if same else one.tittel) if record else markup.escape(one.tittel)


def _as_it_was(released: Released, earlier: Released | None, view: View, one: Postendring) -> Markup:
    """A link to the record in the edition, or in the one before when it is gone from it."""
    home = earlier if earlier and one.id not in released.data.poster else released
    address = f"{relative(view.page, home.mappe(home.data.mappe(one.id)))}#{one.id}"
    return Markup("[{}]({}){}").format(markup.escape(one.tittel), markup.url(address), _language(home, one.id))


def _language(released: Released, id_: str) -> Markup:
    """An attribute list with the language of a headline that is not in bokmål."""
    language = EditionView(released.navn, released.data, "", {}).språk(released.data.get(id_))
    return Markup("{{: lang={} }}").format(language) if language else Markup()


def _page(
    known: Knowledge,
    released: Released,
    page: str,
    title: str,
    compared: str,
    told: Endringer,
    link: Callable[[View, Postendring], Markup],
    **more: object,
) -> tuple[str, str]:
    view = View(known.bank, page, known.today)
    own = {"tittel": title, "told": told, "u": released, "sammenlignet": compared, "endret": PAGE, "ord": change_words}
    body = render("lister/endret-siden.md.j2", v=view, lenke=partial(link, view), **own)
    return page, head(page, title, f"{title}: {change_words.summary(told)}", body, strom=FEED, **more) + body
