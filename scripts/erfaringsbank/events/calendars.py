"""Arrangements → iCalendar files (RFC 5545), written by hand so that every byte is ours and the same each time. Pure.

A calendar can only hold what is known to the day. A clock time is only there when a source says it, and then with the
rules for Norway's time beside it; without one the event fills the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from erfaringsbank import qr
from erfaringsbank.bank import Bank
from erfaringsbank.events.programme import calendar_of, programmes
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.plain_words import statement_words
from erfaringsbank.records import Hendelse, Nettsted
from erfaringsbank.view import plain

ALL = "hendelser/kalender.ics"
"""All arrangements whose day is known, in one file."""
_ZONE = "Europe/Oslo"
_OCTETS = 75  # of a line, without its end: RFC 5545, 3.1
_SPECIAL = re.compile(r"[\\;,]")
# The rules since 1996, when Europe agreed on the last Sunday of October.
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_files(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """(path under the site, iCalendar) of each arrangement whose day is known, and of all that are not withdrawn."""
    dated = [event for event in programmes(known.bank) if event.dager]
    for event in dated:
        yield calendar_of(event), calendar(known, [event])
    if current := [event for event in dated if not event.er_ute]:
        yield ALL, calendar(known, current)


def calendar(known: Knowledge, events: Iterable[Hendelse]) -> bytes:
    """A calendar of these events, in order of time."""
    ordered = sorted((event for event in events if event.dager), key=lambda event: (event.dager or (), event.nummer))
    name = _text(known.bank.nettsted.navn)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Erfaringsbanken//erfaringsbank//NB", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{name}", f"X-WR-CALNAME:{name}"]
    lines += _TIMEZONE if any(event.klokka for event in ordered) else ()
    lines += [line for event in ordered for line in _event(known, event)]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)).encode()


def _event(known: Knowledge, event: Hendelse) -> Iterator[str]:
    bank, site = known.bank, known.bank.nettsted
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(site, event)}"
    yield f"DTSTAMP:{stamp(event, known.today):%Y%m%d}T000000Z"
    yield from _time(event)
    yield f"SUMMARY:{_text(plain(bank, event.tittel))}"
    if event.sted:
        yield f"LOCATION:{_text(plain(bank, event.sted))}"
    yield f"DESCRIPTION:{_text(description(bank, event))}"
    if qr.ready(site):
        yield f"URL:{qr.address_of(site, event)}"
    yield "TRANSP:OPAQUE" if event.klokka else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid(site: Nettsted, event: Hendelse) -> str:
    """What a calendar knows the event by for ever: its ID at the site's host. Neither title, slug nor day is in it."""
    return f"{event.id}@{urlsplit(site.adresse).hostname}"


def stamp(event: Hendelse, today: date) -> date:
    """The day the information is from: when the record was last checked, or else the day of the build."""
    return min(event.sist_sjekket.last_day(), today) if event.sist_sjekket else today


def _time(event: Hendelse) -> Iterator[str]:
    """When: whole days, the one after the last not counted; or a clock time, with an end only when it is known."""
    first, last = event.dager or (date.max, date.max)
    if not event.klokka:
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
        return
    for name, at in (("DTSTART", event.klokka.start), ("DTEND", event.klokka.end)):
        if isinstance(at, time):
            yield f"{name};TZID={_ZONE}:{datetime.combine(first, at):%Y%m%dT%H%M%S}"


def description(bank: Bank, event: Hendelse) -> str:
    """What the sources say, with what is unsure, and which sources they are. Plain words, a paragraph each."""
    parts = [f"Posten er {event.tilstand}." + (f" {event.trukket_fordi}" if event.trukket_fordi else "")]
    parts = parts if event.er_ute else []
    parts += [statement_words(bank, event, statement) for statement in event.hva]
    parts += [str(event.tid_merknad)] if event.tid_merknad else []
    return plain(bank, "\n\n".join(parts))


def _text(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon and comma escaped, line breaks as `\\n`."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never in the middle of a sign; all but the first begin with a space."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
