"""`format`: give record files their fixed layout. `formatted` is pure; `format_files` reads and writes.

What has been laid out is read again before it is given away: the record and the comments must be the same as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from erfaringsbank.bank import Bank
from erfaringsbank.norsk import antall
from erfaringsbank.problems import Problem, UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.layout import layout
from erfaringsbank.reading.shape import shape
from erfaringsbank.reading.source import Source, read
from erfaringsbank.reading.yaml_comments import comments
from erfaringsbank.records import BY_FOLDER, FILE_STEM, Record, folder_of, walk

COMMAND = "erfaringsbank format"


def formatted(cls: type[Record], path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a record file in its fixed layout, or None and the faults that must be mended first."""
    source, problems = read(path, raw)
    record, more = shape(cls, source) if not problems else (None, [])
    if record is None:
        return None, [*problems, *more]
    text = layout(cls, source)
    again, faults = read(path, text.encode())
    if faults or not same(cls, source, again) or layout(cls, again) != text:
        message = f"the layout of {path} would change what it says"
        raise AssertionError(message)
    return text, []


def same(cls: type[Record], before: Source, after: Source) -> bool:
    """Whether two readings of a file hold the same record, with the same fields given, and the same comments."""
    records = [shape(cls, source)[0] for source in (before, after)]
    given = [list(walk(record)) for record in records]
    return given[0] == given[1] and sorted(comments(before.text)) == sorted(comments(after.text))


def loose(bank: Bank) -> int:
    """How many of a bank's records have not the fixed layout."""
    pairs = ((type(record), bank.sources[id_]) for id_, record in bank.records.items())
    return sum(layout(cls, source) != source.text for cls, source in pairs)


def offer(bank: Bank) -> str:
    """What `check` says of the layout at its end; nothing when there is nothing to do."""
    number = loose(bank)
    return f"{antall(number, 'fil', 'filer')} kan få fast oppsett:  {COMMAND}" if number else ""


@dataclass(slots=True)
class Outcome:
    """What became of the files: those with a new layout, those that had it, and those with faults."""

    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    faulty: dict[str, int] = field(default_factory=dict)

    def lines(self, *, written: bool) -> Iterator[str]:
        """What to tell, a file a line, and a summary."""
        for path in self.changed:
            yield f"{'Nytt oppsett' if written else 'Kan få fast oppsett'}: {path}"
        for path, faults in self.faulty.items():
            yield f"Urørt: {path} har {faults} feil. Se dem med:  erfaringsbank check"
        total = antall(len(self.changed) + len(self.same) + len(self.faulty), "fil", "filer")
        if written:
            yield f"{len(self.changed)} av {total} fikk fast oppsett."
        elif self.changed:
            yield f"{len(self.changed)} av {total} kan få fast oppsett:  {COMMAND}"
        else:
            yield f"{len(self.same)} av {total} har fast oppsett."

    def stops(self, *, written: bool) -> bool:
        """Whether something is left to do."""
        return bool(self.faulty) or (bool(self.changed) and not written)


def format_files(project: Project, names: Sequence[str], *, write: bool) -> Outcome:
    """Lay out the named record files, or all of them. A file with faults is left as it is."""
    outcome = Outcome()
    for path, cls in list(_named(project, names) if names else _all(project)):
        file = project.root / path
        raw = file.read_bytes()
        text, problems = formatted(cls, path, raw)
        if text is None:
            outcome.faulty[path] = len(problems)
        elif text.encode() == raw:
            outcome.same.append(path)
        else:
            outcome.changed.append(path)
            if write:
                file.write_bytes(text.encode())
    return outcome


def _all(project: Project) -> Iterator[tuple[str, type[Record]]]:
    return ((path, cls) for path, _ in project.files() if (cls := class_of(path)))


def _named(project: Project, names: Iterable[str]) -> Iterator[tuple[str, type[Record]]]:
    """The named files, looked for from where the author stands and from the root of the bank."""
    for name in names:
        places = [place.resolve() for place in (Path(name), project.root / name) if place.is_file()]
        inside = [place.relative_to(project.root).as_posix() for place in places if project.root in place.parents]
        found = [(path, cls) for path in inside if (cls := class_of(path))]
        if not found:
            fix = "Skriv filnavnet til en post, for eksempel content/funn/f3-mindre-tillit.yaml."
            raise UserError(f"«{name}» er ikke en post i banken.", fix)
        yield found[0]


def class_of(path: str) -> type[Record] | None:
    """The type of the record at a path relative to the project, by folder and file name."""
    place = PurePosixPath(path)
    cls = BY_FOLDER.get(place.parent.name)
    name = FILE_STEM.fullmatch(place.stem)
    fits = cls and name and place.suffix == ".yaml" and name[1][0] == cls.bokstav
    return cls if cls and fits and folder_of(cls) == place.parent.as_posix() else None
