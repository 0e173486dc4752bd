"""The calendar files, read by libraries that are not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from banks import MINIBANK, ROOT
from erfaringsbank.events.calendars import ALL, calendar, calendar_files, stamp, uid
from erfaringsbank.events.programme import calendar_of, programmes
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Hendelse
from paper import TODAY, bank_with, known, published_files

BOTH = pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["bank", "minibank"])
LONG = "Æøå, semikolon; skråstrek \\ og 🧑‍🏫 " * 9


def events_of(data: bytes) -> list[icalendar.Event]:
    """The events of a file, as icalendar reads them."""
    return [part for part in icalendar.Calendar.from_ical(data).walk("VEVENT") if isinstance(part, icalendar.Event)]


def one(text: str, host: bytes = b"bank.test", today: date = TODAY) -> tuple[Knowledge, Hendelse, bytes]:
    """A small bank with this arrangement, and its calendar file; empty when it has none."""
    files = published_files(MINIBANK)
    files["content/nettsted.yaml"] = files["content/nettsted.yaml"].replace(b"bank.test", host)
    files["content/hendelser/h77-prove.yaml"] = (
        f'tittel: Prøve\nart: arrangement\nhva: ["Vi møttes. [k1]"]\n{text}'.encode()
    )
    seen = Knowledge(bank_with(files), today)
    event = seen.bank.get("h77", Hendelse)
    assert event
    return seen, event, dict(calendar_files(seen)).get(calendar_of(event), b"")


@BOTH
def test_every_arrangement_with_a_day_has_a_file_that_calendars_read(root: Path) -> None:
    """icalendar and vobject both read it: the day, the title, the place, and the address to come back to."""
    looked = 0
    files = dict(calendar_files(known(root)))
    for event in programmes(known(root).bank):
        if not event.dager:
            assert calendar_of(event) not in files
            continue
        data = files[calendar_of(event)]
        (read,) = events_of(data)
        other = vobject.readOne(data.decode()).vevent
        assert str(read["SUMMARY"]) == other.summary.value == event.tittel
        first = read.decoded("DTSTART")
        assert (first.date() if isinstance(first, datetime) else first) == event.dager[0]
        assert str(read["URL"]) == other.url.value == f"{known(root).bank.nettsted.adresse}{event.id}/"
        assert str(read.get("LOCATION", "")) == (event.sted or "")
        assert "K" in str(read["DESCRIPTION"])
        looked += 1
    assert looked >= 1
    assert len(events_of(files[ALL])) == looked


def test_the_conference_is_at_nine_in_oslo() -> None:
    """26 September 2023 is summer time: nine in Oslo is seven in UTC, and it lasts until half past three."""
    (read,) = events_of(dict(calendar_files(known()))["h13/kalender.ics"])
    start, end = read.decoded("DTSTART"), read.decoded("DTEND")
    assert start == datetime(2023, 9, 26, 9, tzinfo=ZoneInfo("Europe/Oslo"))
    assert start.astimezone(UTC) == datetime(2023, 9, 26, 7, tzinfo=UTC)
    assert end - start == timedelta(hours=6, minutes=30)


@pytest.mark.parametrize(
    ("day", "hours"), [("2024-03-30", 1), ("2024-03-31", 2), ("2024-10-26", 2), ("2024-10-27", 1), ("2030-07-01", 2)]
)
def test_our_own_rules_for_the_time_in_norway_are_right(day: str, hours: int) -> None:
    """vobject knows only the VTIMEZONE of the file; it gives the same as the time zone database, also at the turns."""
    _, _, data = one(f'tid: {day}\nklokka: "09:00"\n')
    start = vobject.readOne(data.decode()).vevent.dtstart.value
    assert start.utcoffset() == timedelta(hours=hours)
    assert (
        start.utcoffset() == datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZoneInfo("Europe/Oslo")).utcoffset()
    )


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ("tid: 2027-03-01\n", date(2027, 3, 1), date(2027, 3, 2)),
        ("tid: 2027-03-01/2027-03-03\n", date(2027, 3, 1), date(2027, 3, 4)),
        ('tid: 2027-03-01\nklokka: "18:30"\n', datetime(2027, 3, 1, 18, 30, tzinfo=ZoneInfo("Europe/Oslo")), None),
    ],
    ids=["day", "days", "hour"],
)
def test_no_time_is_invented(time: str, start: date, end: date | None) -> None:
    """Without a clock time it fills the days, with the day after as the end; without an end it has none."""
    _, _, data = one(time)
    (read,) = events_of(data)
    assert read.decoded("DTSTART") == start
    assert (read.decoded("DTEND") if "DTEND" in read else None) == end
    assert (b"VTIMEZONE" in data) == isinstance(start, datetime)


@pytest.mark.parametrize("time", ["2027", "2027-03", "2027-03-01/2027-04", "2026/2027-03-01"])
def test_what_is_not_known_to_the_day_is_in_no_calendar(time: str) -> None:
    """A month is no day: neither its own file nor a place among all."""
    seen, _, data = one(f"tid: {time}\n")
    assert data == b""
    assert b"h77@" not in dict(calendar_files(seen))[ALL]


def test_signs_and_long_texts_come_through() -> None:
    """Lines end with CRLF and have at most 75 octets, and commas, semicolons, emoji and backslashes are as written."""
    _, _, data = one(f"tid: 2027-03-01\nsted: '{LONG.strip()}'\n")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert sum(line.startswith(b" ") for line in lines) > 3
    for line in lines:
        line.decode()
    (read,) = events_of(data)
    assert str(read["LOCATION"]) == vobject.readOne(data.decode()).vevent.location.value == LONG.strip()


def test_an_event_keeps_its_name_in_the_calendar() -> None:
    """The UID is the ID at the host: a new day, title or slug changes nothing in it, and no two have the same."""
    seen, event, data = one("tid: 2027-03-01\n")
    _, later, moved = one("tid: 2027-03-08\ntittel: Flyttet\n".replace("tittel: Flyttet\n", "sted: Et annet sted\n"))
    assert uid(seen.bank.nettsted, event) == "h77@bank.test" == str(events_of(data)[0]["UID"])
    assert str(events_of(moved)[0]["UID"]) == str(events_of(data)[0]["UID"])
    assert later.dager != event.dager
    uids = [str(read["UID"]) for read in events_of(dict(calendar_files(known()))[ALL])]
    assert len(uids) == len(set(uids)) > 2


def test_the_same_bank_gives_the_same_bytes() -> None:
    """The stamp is the day the record was checked: another day of building changes nothing then."""
    text = "tid: 2027-03-01\nsist_sjekket: 2026-10-05\n"
    assert one(text)[2] == one(text, today=date(2027, 1, 1))[2]
    _, event, data = one("tid: 2027-03-01\n")
    assert stamp(event, TODAY) == TODAY
    assert data != one("tid: 2027-03-01\n", today=date(2027, 1, 1))[2]


def test_a_placeholder_is_no_address_in_a_calendar() -> None:
    """Then the event has no URL."""
    _, _, data = one("tid: 2027-03-01\n", host=b"bank.example.org")
    assert "URL" not in events_of(data)[0]


def test_a_withdrawn_arrangement_keeps_its_file_and_says_so() -> None:
    """It is not among all, but whoever has the address of its own file is told why."""
    seen, _, data = one("tid: 2027-03-01\ntilstand: trukket\ntrukket_fordi: Det ble ikke noe av.\n")
    assert str(events_of(data)[0]["DESCRIPTION"]).startswith("Posten er trukket. Det ble ikke noe av.")
    assert b"h77@" not in dict(calendar_files(seen))[ALL]


def test_events_come_in_the_order_of_time() -> None:
    """However they are given."""
    events = programmes(known().bank)
    data = calendar(known(), reversed(events))
    days = [str(read.decoded("DTSTART"))[:10] for read in events_of(data)]
    assert days == sorted(days)
    assert data == calendar(known(), events)
