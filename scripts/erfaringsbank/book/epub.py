"""The chapters of a report → an EPUB 3 publication, a chapter a file. Pure; the same chapters give the same bytes.

Written after EPUB 3.3 (https://www.w3.org/TR/epub-33/) and EPUB Accessibility 1.1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from erfaringsbank.book.chapters import Chapter
from erfaringsbank.book.report import Cover, anchors, mended, shared_style
from erfaringsbank.book.xhtml import as_xhtml
from erfaringsbank.html_templating import environment
from erfaringsbank.profile.identity import COLOURS, Profile

MIMETYPE = b"application/epub+zip"
_FOLDER = "EPUB"
_LOCAL = re.compile(r'href="#([^"]+)"')
_TOKEN = re.compile(r"var\(--eb-([a-z0-9-]+)\)")
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def book(told: Cover, chapters: Sequence[Chapter], profile: Profile) -> bytes:
    """The publication as one file."""
    bodies = {chapter.id: as_xhtml(_body(chapter)) for chapter in chapters}
    bodies = with_links(bodies)
    shared = {"om": told, "kapitler": chapters}
    texts = {f"{chapter.id}.xhtml": _page(chapter.tittel, bodies[chapter.id]) for chapter in chapters}
    texts |= {"omslag.xhtml": _made("omslag.xhtml", **shared), "nav.xhtml": _made("nav.xhtml", **shared)}
    texts |= {"package.opf": _made("package.opf", **shared), "stil.css": style(profile)}
    inside = {f"{_FOLDER}/{name}": text for name, text in texts.items()}
    return packed({"META-INF/container.xml": _CONTAINER} | inside, told.dag)


def style(profile: Profile) -> str:
    """The style with the colours written out: few e-readers know custom properties."""
    css = shared_style() + "\nbody {\n  margin: 1em;\n}\n\nh2 {\n  border-top: 2px solid;\n  padding-top: 0.4em;\n}\n"
    return _TOKEN.sub(lambda match: profile.light(match[1]) if match[1] in COLOURS else match[0], css)


def with_links(bodies: Mapping[str, str]) -> dict[str, str]:
    """The bodies of the files by name, where a link to an anchor leads to the file that has it."""
    home = {name: file for file, body in bodies.items() for name in anchors([body])}
    home |= {file: file for file in bodies}
    known = frozenset(home)

    def lead(match: re.Match[str]) -> str:
        return f'href="{home[match[1]]}.xhtml#{match[1]}"' if match[1] in home else 'href="om.xhtml"'

    return {file: _LOCAL.sub(lead, mended(body, known)) for file, body in bodies.items()}


def _body(chapter: Chapter) -> str:
    parts = "".join(f'<section id="{part.id}">{part.html}</section>\n' for part in chapter.deler)
    return f'<h1 id="{chapter.id}">{chapter.tittel}</h1>\n{chapter.html}\n{parts}'


def _page(title: str, body: str) -> str:
    return _made("kapittel.xhtml", tittel=title, kropp=Markup(body))  # noqa: S704  made of our own pages


def _made(template: str, **values: object) -> str:
    return environment().get_template(f"rapport/{template}.j2").render(**values)


def packed(files: Mapping[str, str], day: date) -> bytes:
    """The files in one archive, all from the day: the kind of file first and as it is, the rest pressed, by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_info("mimetype", day), MIMETYPE, zipfile.ZIP_STORED)
        for name in sorted(files):
            archive.writestr(_info(name, day), files[name].encode(), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _info(name: str, day: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every machine
    return info


def targets(pages: Iterable[str]) -> set[str]:
    """Every place inside the book that some pages lead to: `funn.xhtml#f1`."""
    return {match for page in pages for match in re.findall(r'href="([a-z-]+\.xhtml(?:#[^"]+)?)"', page)}
