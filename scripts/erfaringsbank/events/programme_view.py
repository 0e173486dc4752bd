"""The page of an arrangement, and the links to it and to the files beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from erfaringsbank import qr
from erfaringsbank.addresses import card_of, page_of, relative_url, url_of
from erfaringsbank.events import programme
from erfaringsbank.events.calendars import ALL
from erfaringsbank.events.programme import WayIn, calendar_of, file_of_programme, page_of_programme, programmes
from erfaringsbank.events.takeaway import stops
from erfaringsbank.html_templating import render_html
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Hendelse, Record
from erfaringsbank.shell import head
from erfaringsbank.templating import render
from erfaringsbank.view import View, plain


def programme_pages(known: Knowledge) -> Iterator[tuple[str, str]]:
    """(page file, Markdown) of every arrangement."""
    events = programmes(known.bank)
    way = programme.way_in(known) if events else None
    for event in events:
        if way:
            yield programme_page(known, event, way)


def programme_page(known: Knowledge, event: Hendelse, way: WayIn) -> tuple[str, str]:
    """What the sources say of an arrangement, the way in, the records to look at, and how to come back."""
    bank, page = known.bank, page_of_programme(event)
    view = View(bank, page, known.today)
    body = render(
        "lister/program.md.j2",
        v=view,
        s=known,
        bank=bank,
        r=event,
        p=programme,
        ukjent=list(programme.unknown(bank, event)),
        vei=way,
        stopp=stops(way),
        se_på=programme.look_at(bank, event),
        adresse=qr.shown(qr.address_of(bank.nettsted, page)),
        lenker=files_to_take(view, event),
    )
    title = f"{plain(bank, event.tittel)}: program"
    above = [
        {"navn": "Tidslinje", "adresse": "hendelser/"},
        {"navn": event.id.upper(), "adresse": url_of(page_of(event))},
    ]
    told = {"sti": above, "del": "hendelser/", "her": "Program", "kort": card_of(event)} | qr.head_of(bank, page)
    about = f"{plain(bank, event.tittel)}: det kildene sier, og tre minutter inn i banken."
    return page, head(page, title, about, body, **told) + body


def files_to_take(view: View, event: Hendelse) -> Markup:
    """Links to the file that works without a net, and to the calendar file when the day is known."""
    here = relative_url(view.page, "index.md")
    calendar = calendar_of(event) if event.dager else ""
    return render_html("hjem", her=here, fil=file_of_programme(event), kalender=calendar)


def way_to(view: View, event: Hendelse) -> Markup:
    """The relative address of the page of an arrangement, for a link in Markdown."""
    return view.til(page_of_programme(event))


def code_link(view: View, record: Record) -> Markup:
    """A link to the QR code of a record, for those who want it on a poster of their own. Nothing with a placeholder.

    HTML and not Markdown: the engines know nothing of what is laid beside the pages.
    """
    if not qr.ready(view.bank.nettsted):
        return Markup()
    return render_html("qr", her=relative_url(view.page, "index.md"), fil=qr.file_of(record))


def calendar_link(view: View) -> Markup:
    """A link to the calendar of all arrangements; nothing when the day of none is known."""
    if not any(event.dager and not event.er_ute for event in programmes(view.bank)):
        return Markup()
    return render_html("kalender", her=relative_url(view.page, "index.md"), fil=ALL)
