"""The report as files: PDF by WeasyPrint, which is an extra, and EPUB, which needs nothing. Same bank, same bytes.

WeasyPrint gets everything handed to it: the document as text, the type from the font's package, and the mark as data.
It may fetch nothing, neither from the net nor from the disk.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from erfaringsbank.bank import Bank
from erfaringsbank.book import epub, report
from erfaringsbank.book.chapters import Chapters
from erfaringsbank.imaging import emblem
from erfaringsbank.problems import UserError
from erfaringsbank.profile import identity
from erfaringsbank.project import Project

if TYPE_CHECKING:
    from erfaringsbank.profile.identity import Profile

PDF, EPUB = "erfaringsbanken.pdf", "erfaringsbanken.epub"
FORMS = ("epub", "pdf")
VARIANTS = {"ua": "pdf/ua-1", "arkiv": "pdf/a-3a"}
"""What kind of PDF: for everyone who reads (PDF/UA), or for an archive (PDF/A, tagged too)."""
_MISSING = "Skriv:  pip install 'erfaringsbank[rapport]'  (WeasyPrint trenger også Debian-pakken libpango-1.0-0)."


def make(project: Project, bank: Bank, today: date, forms: Sequence[str], variant: str) -> Iterator[tuple[str, bytes]]:
    """The files of the report: (name, bytes). `forms` are `pdf` and `epub`."""
    writer = _weasyprint() if "pdf" in forms else None
    chapters = list(Chapters(bank, today).all())
    profile = _profile(project)
    told = report.cover(bank, today)
    mark = emblem.favicon(profile)
    if "epub" in forms:
        yield EPUB, epub.book(told, chapters, profile)
    if writer:
        source = "data:image/svg+xml;base64," + base64.b64encode(mark).decode()
        yield PDF, pdf(writer, report.document(told, chapters, profile, source), today, VARIANTS[variant])


def put(folder: Path, name: str, raw: bytes) -> Path:
    """Write a file of the report where the last one was, and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(raw)
    return path


def _profile(project: Project) -> Profile:
    """The colours of the bank. Raises UserError without a theme: then the bank is not whole."""
    for raw in project.profile().values():
        return identity.read(raw)[0]
    raise UserError("Fant ingen profil med farger.", "Rapporten trenger overrides/stil/00-profil.css.")


def _weasyprint() -> Any:
    """WeasyPrint, which few need. Raises UserError when it, or what it draws letters with, is not installed."""
    try:
        import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise UserError("WeasyPrint er ikke installert, og PDF kan ikke lages.", _MISSING) from error
    return weasyprint


def pdf(weasyprint: Any, html: str, today: date, variant: str) -> bytes:
    """The document as a PDF. The identifier is made of what is in it."""
    whose = hashlib.md5(html.encode(), usedforsecurity=False).digest()
    with _day(today):
        document = weasyprint.HTML(string=html, base_url="rapport:", url_fetcher=_fetcher(weasyprint))
        made = document.write_pdf(pdf_variant=variant, pdf_identifier=whose)
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


@contextmanager
def _day(today: date) -> Iterator[None]:
    """Fonts that are cut to what is used carry a time: that of the report."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _fetcher(weasyprint: Any) -> Any:
    """Gives the report's own type and data addresses, and stops at anything else."""
    urls = weasyprint.urls

    class Closed(urls.URLFetcher):  # type: ignore[misc,name-defined]
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, name = url.partition(":")
            if scheme == "skrift" and name in report.FONTS:
                return urls.URLFetcherResponse(url, _font(name), {"Content-Type": "font/ttf"})
            if scheme == "data":
                return super().fetch(url, headers)
            raise urls.FatalURLFetchingError(f"Rapporten henter ingenting: {url[:80]}")

    return Closed()


def _font(name: str) -> bytes:
    """A font of the package with the type of the cards and the report."""
    return (files("font_source_sans_pro") / "files" / f"SourceSansPro-{report.FONTS[name][0]}.ttf").read_bytes()
