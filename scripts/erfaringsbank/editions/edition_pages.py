"""Editions → {path: Markdown}: the list of them, and each with its records as they were. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from erfaringsbank.addresses import card_of, url_of
from erfaringsbank.editions.change_words import day
from erfaringsbank.editions.edition_html import EditionView, records
from erfaringsbank.editions.released import CHANGED, FOLDER, History, Released
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.norsk import antall
from erfaringsbank.records import BY_FOLDER
from erfaringsbank.shell import head
from erfaringsbank.templating import render
from erfaringsbank.view import View

LIST = f"{FOLDER}/index.md"
TITLE = "Utgaver"
_ABOUT = "Alle utgavene av banken, slik de var da de kom ut."


def edition_pages(known: Knowledge, history: History) -> Iterator[tuple[str, str]]:
    """(path, Markdown) of the list, and of every edition. The list is there also when nothing is released yet."""
    view = View(known.bank, LIST, known.today)
    body = render("lister/utgaver.md.j2", v=view, bank=known.bank, h=history, dag=day, endret=f"{CHANGED}/index.md")
    yield LIST, head(LIST, TITLE, _ABOUT, body) + body
    for released in history.utgaver:
        yield _edition(known, history, released)
        for folder in released.data.mapper:
            yield _records(known, history, released, folder)


def _edition(known: Knowledge, history: History, released: Released) -> tuple[str, str]:
    """The front of one edition."""
    page, title = released.side, f"Utgave {released.navn}"
    folders = [(folder, folder_name(released, folder), len(ids)) for folder, ids in released.data.mapper.items()]
    body = _body("utgave", known, history, released, page, mapper=folders)
    about = f"{title} av {known.bank.nettsted.navn}, fra {day(released.utgave.dato)}, slik den kom ut."
    return page, _head(page, title, about, body, "alle/index.md", ((TITLE, LIST),)) + body


def _records(known: Knowledge, history: History, released: Released, folder: str) -> tuple[str, str]:
    """Every record of one type."""
    page, name = released.mappe(folder), folder_name(released, folder)
    title = f"{name} i utgave {released.navn}"
    count = antall(len(released.data.mapper[folder]), "post", "poster")
    ways = tuple((id_, history.slik_nå(id_)) for id_ in released.data.mapper[folder])
    block = records(released.utgave.data, released.navn, folder, page, ways)
    more = {"poster": block, "mappe": folder, "tittel": title, "antall": count}
    body = _body("utgave-type", known, history, released, page, **more)
    above = ((TITLE, LIST), (f"Utgave {released.navn}", released.side))
    about = f"{title}, slik de var {day(released.utgave.dato)}."
    return page, _head(page, title, about, body, history.liste_nå(folder), above, her=name) + body


def _body(template: str, known: Knowledge, history: History, released: Released, page: str, **more: object) -> str:
    view = View(known.bank, page, known.today)
    seen = EditionView(released.navn, released.data, page, {})
    return render(f"lister/{template}.md.j2", v=view, e=seen, h=history, u=released, dag=day, **more)


def folder_name(released: Released, folder: str) -> str:
    """What a folder of records is called: by the name of today, else by the one in the data."""
    cls = BY_FOLDER.get(folder)
    first = released.data.poster[released.data.mapper[folder][0]]
    return (cls.flertall if cls else str(first.get("type") or folder)).capitalize()


def _head(
    page: str, title: str, about: str, body: str, now: str, above: tuple[tuple[str, str], ...], **more: object
) -> str:
    """The head of a page that is about how things were: robots are sent to what holds now."""
    way = [{"navn": name, "adresse": url_of(target)} for name, target in above]
    own = {"sti": way, "del": url_of(LIST), "robots": "noindex", "gjelder_na": url_of(now), "kort": card_of(LIST)}
    return head(page, title, about, body, bred=True, **own, **more)


def edition_files(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """The data of every edition, byte for byte as they were released."""
    for released in History(known.bank, known.today).utgaver:
        yield released.fil, released.utgave.data
