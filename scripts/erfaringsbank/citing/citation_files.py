"""A reference as files for the programs that keep them: BibTeX, RIS and CSL-JSON. Pure.

The letters are UTF-8 in all three; what means something to LaTeX is spelt so that it is only a sign.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from erfaringsbank.citing.citation import Citation

# A brace is written by its name: BibTeX counts braces also when there is a backslash before them.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_BCP47 = {"nb": "nb-NO", "nn": "nn-NO"}
_BABEL = {"nb": "norsk", "nn": "nynorsk", "en": "english", "se": "samin"}


def latex(text: str) -> str:
    """A text where BibTeX and LaTeX see nothing but letters."""
    return "".join(_LATEX.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    """The text on one line, without what moves a printer."""
    return _CONTROL.sub(" ", text).strip()


def bibtex(cited: Citation) -> str:
    """The reference as one BibTeX entry. Double braces keep a title's capitals, and an institution in one piece."""
    fields = {
        "author": f"{{{latex(cited.publisher)}}}",
        "title": f"{{{latex(cited.whole_title)}}}",
        "year": cited.year,
        "date": str(cited.day or ""),
        "edition": latex(cited.edition),
        "howpublished": latex(cited.site),
        "publisher": latex(cited.publisher),
        "url": cited.address,
        "note": latex(_note(cited)),
        "language": _BABEL.get(cited.language, cited.language),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}", ""])


def _note(cited: Citation) -> str:
    """What the formats have no field for: the kind and ID, the day of an edition that is not out, the URN."""
    return ". ".join(part for part in (cited.label, cited.urn_address) if part)


def ris(cited: Citation) -> str:
    """The reference as RIS: a tag, two spaces, a dash, a space and the value a line, each ended as the format says."""
    day = f"{cited.day.replace('-', '/')}/" if cited.day else ""
    tags = [
        ("TY", "ELEC"),
        ("ID", cited.key),
        ("AU", cited.publisher),
        ("PY", cited.year),
        ("DA", day),
        ("TI", cited.whole_title),
        ("T2", cited.site),
        ("ET", cited.edition),
        ("PB", cited.publisher),
        ("AN", cited.id),
        ("N1", _note(cited)),
        ("LA", _BCP47.get(cited.language, cited.language)),
        ("UR", cited.address),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(cited: Citation) -> str:
    """The reference as CSL-JSON: a list with one item."""
    parts = [int(part) for part in cited.date.split("-")]
    item = {
        "id": cited.key,
        "type": "webpage",
        "title": _line(cited.whole_title),
        "author": [{"literal": _line(cited.publisher)}],
        "issued": {"date-parts": [parts]},
        "container-title": _line(cited.site),
        "publisher": _line(cited.publisher),
        "genre": cited.kind,
        "number": cited.id,
        "version": _line(cited.edition),
        "note": _note(cited),
        "language": _BCP47.get(cited.language, cited.language),
        "URL": cited.address,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Citation], str]] = {"bib": bibtex, "ris": ris, "csl.json": csl_json}
"""How each is written, by what its file ends with."""


def files(cited: Citation, folder: str) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of the files beside a page at the address `folder`: `funn/f3-tillit/sitering.bib` and on."""
    for ending, write in FORMATS.items():
        yield f"{folder}sitering.{ending}", write(cited).encode()
