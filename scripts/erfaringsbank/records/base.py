"""What every record has: an ID from its file name, a title, sources, and a life."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from erfaringsbank.records.statement import Utsagn
from erfaringsbank.records.values import Dato, GrunnlagId, Id, RolleId, Slug, Språk, Tekst, Tittel

FILE_STEM = re.compile(r"([a-z][1-9][0-9]{0,5})-([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: its ID and slug from the file name, and the file relative to the project."""

    id: Id
    slug: str
    path: str


class Record(BaseModel):
    """Fields common to all records. Subclasses set `bokstav`, `mappe`, `navn` and `flertall`."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    bokstav: ClassVar[str]
    mappe: ClassVar[str]
    navn: ClassVar[str]
    flertall: ClassVar[str]

    tittel: Tittel
    """Overskriften leseren møter. Én setning, høyst 160 tegn."""
    kilder: tuple[GrunnlagId, ...] = ()
    """Kilder som gjelder alle utsagn i posten som ikke har egne."""
    språk: Språk = "nb"
    """Språket posten er skrevet på."""
    tilstand: Literal["utkast", "gjeldende", "under revisjon", "erstattet", "trukket"] = "gjeldende"
    """Hvor i livet posten er. En erstattet eller trukket post beholder adressen sin."""
    erstattet_av: Id | None = None
    """Posten som gjelder i stedet. Må stå når tilstanden er «erstattet»."""
    trukket_fordi: Tekst | None = None
    """Hvorfor posten er trukket. Må stå når tilstanden er «trukket»."""
    sist_sjekket: Dato | None = None
    """Når redaksjonen sist kontrollerte posten mot kildene."""
    eier: RolleId | None = None
    """Rollen som har ansvar for posten, når det er en annen enn den som gjelder for typen."""
    tidligere_adresser: tuple[Slug, ...] = ()
    """Korte navn (slug) posten har hatt før. Settes av «erfaringsbank rename»; adressene virker fortsatt."""

    _origin: Origin = PrivateAttr()

    def born(self, origin: Origin) -> None:
        """Tell the record where it was read; done once, by `load`."""
        self._origin = origin

    # Asked for at every link: worked out once a record, because pydantic's private attributes are slow to reach.
    @cached_property
    def id(self) -> Id:
        return self._origin.id

    @cached_property
    def slug(self) -> str:
        return self._origin.slug

    @cached_property
    def fil(self) -> str:
        return self._origin.path

    @property
    def nummer(self) -> int:
        return self.id.number

    @property
    def er_ute(self) -> bool:
        """Whether the record is withdrawn or replaced: it keeps its address, and no one should build on it."""
        return self.tilstand in ("erstattet", "trukket")

    @model_validator(mode="after")
    def _life(self) -> Record:
        if self.tilstand == "erstattet" and not self.erstattet_av:
            raise PydanticCustomError("erstattet-uten-av", "En erstattet post må si hva som gjelder (erstattet_av: …).")
        if self.tilstand == "trukket" and not self.trukket_fordi:
            raise PydanticCustomError("trukket-uten-fordi", "En trukket post må si hvorfor (trukket_fordi: …).")
        return self


Loc = tuple[str | int, ...]


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Every leaf and every part of a record with its location, in field order. Fields left out are not visited."""
    inner = list(_inner(value))
    if isinstance(value, BaseModel) or (not inner and value not in (None, (), {})):
        yield loc, value
    for key, item in inner:
        yield from walk(item, (*loc, key))


def _inner(value: Any) -> Iterator[tuple[str | int, Any]]:
    """What a value is made of, by key. A text is a leaf."""
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name in value.model_fields_set]
        return ((name, getattr(value, name)) for name in names)
    if isinstance(value, dict):
        return iter(value.items())
    return enumerate(value) if isinstance(value, tuple) else iter(())


def statements(record: Record) -> Iterator[tuple[Loc, Utsagn]]:
    """The statements of a record with their locations."""
    return ((loc, value) for loc, value in walk(record) if isinstance(value, Utsagn))
