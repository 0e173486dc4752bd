"""Give a record another number, and change exactly the references to it: what is an ID by its place, nothing else."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel

from erfaringsbank.authoring.editing import only_file, record_files
from erfaringsbank.ledger import belongs
from erfaringsbank.ledger import read as read_ledger
from erfaringsbank.load import SETTINGS, VOCABULARIES
from erfaringsbank.markup import without_code
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.shape import model_at
from erfaringsbank.reading.source import decode, read
from erfaringsbank.reading.yaml_tree import Loc
from erfaringsbank.records import BY_FOLDER, BY_LETTER, FILE_STEM, Nettsted, Tekst, Utsagn
from erfaringsbank.records.sokeord import WAYS_IN
from erfaringsbank.records.values import ID, Id

Span = tuple[int, int]

_AT_END = re.compile(r"""\[([^\[\]]*)\]\s*["']?\s*$""")


@dataclass(frozen=True, slots=True)
class _Change:
    """A file as it will be, and how many references were changed; no text when it has faults and is left alone."""

    name: str
    text: bytes | None
    count: int

    def doubt(self, id_: str) -> Iterator[str]:
        """What someone must look over, if anything."""
        if self.count:
            faulty = "" if self.text is not None else ", men har feil"
            yield f"Se over selv: {self.name} viser til {id_} ({self.count}){faulty}"


def renumber(project: Project, old: str, new: str) -> Iterator[str]:
    """Give a file another ID. `old` is an ID that one file has, or the path of one file. Yields the lines to show.

    With a path whose ID other files share, references are named and not changed: no one can know whom they meant.
    """
    path, id_ = _file_and_id(project, old)
    files = record_files(project)
    if not ID.fullmatch(new) or new[0] != id_[0]:
        raise UserError(f"«{new}» kan ikke bli ID for en {BY_LETTER[id_[0]].navn}.", f"Skriv {id_[0]} og et tall.")
    if new in files:
        raise UserError(f"{new} er opptatt av {files[new][0].name}.", "Velg et nummer ingen har brukt.")
    shared = len(files[id_]) > 1
    fresh = path.with_name(f"{new}{path.stem[len(id_) :]}.yaml")
    if not shared and old == id_ and id_ in read_ledger(project.editions())[0].by_owner:
        raise UserError(f"{id_} er publisert og beholder nummeret.", f"Gjelder den ikke:  erfaringsbank withdraw {id_}")
    changes = [_in_file(name, raw, id_, new) for name, raw in project.files() if not belongs(name)]
    path.rename(fresh)
    yield f"{id_} er nå {new}: {fresh.relative_to(project.root).as_posix()}"
    for change in changes:
        own = project.root / change.name == path
        if change.text is None or (shared and not own):
            yield from change.doubt(id_)
        elif change.count:
            target = fresh if own else project.root / change.name
            target.write_bytes(change.text)
            yield f"Rettet {target.relative_to(project.root).as_posix()} ({change.count})"


def _file_and_id(project: Project, old: str) -> tuple[Path, str]:
    if ID.fullmatch(old):
        return only_file(project, old), old
    path = next((path for path in (Path(old).resolve(), project.root / old) if path.is_file()), None)
    name = FILE_STEM.fullmatch(path.stem) if path else None
    if path is None or name is None or path not in record_files(project).get(name[1], ()):
        raise UserError(f"«{old}» er verken en ID eller en post.", "Skriv f46, eller filnavnet.")
    return path, name[1]


def _in_file(name: str, raw: bytes, old: str, new: str) -> _Change:
    """A file with its references changed. A file that cannot be read is left alone."""
    problems = read(name, raw)[1] if name.endswith(".yaml") else decode(name, raw)[1]
    if problems:
        return _Change(name, None, len(re.findall(rf"\b{old}\b".encode(), raw)))
    text = raw.decode()
    spans = sorted(references(name, text, old))
    for start, end in reversed(spans):
        text = text[:start] + new + text[end:]
    return _Change(name, text.encode(), len(spans))


def references(name: str, text: str, id_: str) -> Iterator[Span]:
    """Where a file refers to an ID: the ID alone, without @ and quotes. Comments, code and addresses are no references.

    The file must have passed `source.read`: then it has no aliases and is not deep.
    """
    path = PurePosixPath(name)
    if path.suffix == ".md":
        yield from _mentions(without_code(text), id_, 0)
    if str(path.parent) == WAYS_IN and path.suffix == ".yaml":
        yield from _ways_in(text, id_)
    cls, skip = _model_of(path)
    node = yaml.compose(text, Loader=yaml.CSafeLoader) if cls else None
    for loc, scalar in _scalars(node, ()) if cls and node else ():
        kinds = _kinds(cls, loc[skip:])
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if Id in kinds and scalar.value == id_:
            yield from _words(text, id_, start, end)
        elif kinds & {Tekst, Utsagn}:
            yield from _mentions(text[start:end], id_, start)
            at_end = _AT_END.search(text, start, end) if Utsagn in kinds else None
            if at_end and all(ID.fullmatch(part.strip()) for part in at_end[1].split(",")):
                yield from _words(text, id_, *at_end.span(1))


def _ways_in(text: str, id_: str) -> Iterator[Span]:
    """The ID as what lines for the search are listed under: the one place where a key is a reference."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for _, pages in node.value if isinstance(node, yaml.MappingNode) else ():
        for key, _ in pages.value if isinstance(pages, yaml.MappingNode) else ():
            if key.value == id_:
                yield from _words(text, id_, key.start_mark.index, key.end_mark.index)


def _model_of(path: PurePosixPath) -> tuple[type[BaseModel] | None, int]:
    """What describes a YAML file, and how many keys lie above it in the file."""
    if path.suffix != ".yaml":
        return None, 0
    if str(path) == SETTINGS:
        return Nettsted, 0
    if path.parts[0] == "models" and path.stem in VOCABULARIES:
        return VOCABULARIES[path.stem], 1
    return BY_FOLDER.get(path.parent.name), 0


def _scalars(node: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    """Every scalar value in the order of the file. Keys are not values."""
    if isinstance(node, yaml.ScalarNode):
        yield loc, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*loc, unicodedata.normalize("NFC", key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*loc, index))


def _kinds(cls: type[BaseModel] | None, loc: Loc) -> set[Any]:
    """The types that the value at a location may have, from the record's own declaration."""
    names = [index for index, key in enumerate(loc) if isinstance(key, str)]
    if cls is None or not names:
        return set()
    parent = model_at(cls, loc[: names[-1]])
    field = parent.model_fields.get(str(loc[names[-1]])) if parent else None
    return set(_parts(field.annotation)) if field else set()


def _parts(annotation: Any) -> Iterable[Any]:
    inner = typing.get_args(annotation)
    if not inner or typing.get_origin(annotation) is typing.Literal:
        return [Tekst if isinstance(annotation, type) and issubclass(annotation, Tekst) else annotation]
    return [part for argument in inner for part in _parts(argument)]


def _words(text: str, id_: str, start: int, end: int) -> Iterator[Span]:
    pattern = re.compile(rf"(?<!\w){id_}(?!\w)")
    return (found.span() for found in pattern.finditer(text, start, end))


def _mentions(text: str, id_: str, offset: int) -> Iterator[Span]:
    """`@` mentions: the same words as `records.values.MENTION`."""
    for found in re.finditer(rf"(?<![\w@])@({id_})(?!\w)", text):
        yield found.start(1) + offset, found.end(1) + offset
