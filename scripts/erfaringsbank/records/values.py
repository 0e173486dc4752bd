"""The smallest parts of a record: IDs, texts, dates. All are `str` underneath, spelt as the author wrote them."""

from __future__ import annotations

import calendar
import re
from datetime import date, time
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AnyHttpUrl,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic.functional_validators import AfterValidator, BeforeValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

ID = re.compile(r"([a-z])([1-9][0-9]{0,5})")
MENTION = re.compile(r"(?<![\w@])@([a-z][1-9][0-9]{0,5})(?:\.(tall)([2-9])?)?(?!\w)")
TYPE_NAMES = {
    "c": "case",
    "f": "funn",
    "a": "anbefaling",
    "k": "kilde",
    "u": "undersøkelse",
    "m": "metode",
    "o": "organisasjonsmodell",
    "t": "tjeneste",
    "q": "spørsmål",
    "b": "begrep",
    "h": "hendelse",
    "g": "mål",
    "r": "rolle",
    "x": "motsigelse",
    "e": "erfaring",
}


class _Text(str):
    """A `str` with a check of its own. Subclasses say what they accept in `check` and how they look in a schema."""

    __slots__ = ()
    schema_extra: dict[str, Any] = {}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.check, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "number"], **cls.schema_extra}


class Id(_Text):
    """A record's ID: a letter for its type and a number, such as `f3`."""

    __slots__ = ()
    schema_extra = {"pattern": f"^{ID.pattern}$"}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        if not ID.fullmatch(text):
            raise PydanticCustomError("id-form", "«{text}» er ikke en ID.", {"text": text, "hint": _id_hint(text)})
        return cls(text)

    @property
    def letter(self) -> str:
        return self[0]

    @property
    def number(self) -> int:
        return int(self[1:])


def _id_hint(text: str) -> str:
    tidy = re.sub(r"[\s_.-]", "", text).lower().lstrip("@")
    tidy = tidy[:1] + tidy[1:].lstrip("0")
    return f"Mente du {tidy}?" if ID.fullmatch(tidy) else "En ID er en liten bokstav og et tall, for eksempel k12."


class Kind:
    """Annotation for a reference field: only IDs of these types. `Annotated[Id, Kind("ku")]` takes k12 and u1."""

    def __init__(self, letters: str) -> None:
        self.letters = letters

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^[{self.letters}][1-9][0-9]*$"}

    def _check(self, value: Id) -> Id:
        if value.letter not in self.letters:
            words = {
                "text": str(value),
                "found": f"typen {name}" if (name := TYPE_NAMES.get(value.letter)) else "en type som ikke finnes",
                "wanted": " eller ".join(TYPE_NAMES[letter] for letter in self.letters),
                "letters": " eller ".join(self.letters),
            }
            message = "«{text}» er av {found}. Her skal det stå en ID av typen {wanted}."
            raise PydanticCustomError("feil-type-id", message, words)
        return value


KildeId = Annotated[Id, Kind("k")]
GrunnlagId = Annotated[Id, Kind("ku")]
CaseId = Annotated[Id, Kind("c")]
FunnId = Annotated[Id, Kind("f")]
AnbefalingId = Annotated[Id, Kind("a")]
UndersøkelseId = Annotated[Id, Kind("u")]
MetodeId = Annotated[Id, Kind("m")]
ModellId = Annotated[Id, Kind("o")]
TjenesteId = Annotated[Id, Kind("t")]
SpørsmålId = Annotated[Id, Kind("q")]
BegrepId = Annotated[Id, Kind("b")]
MålId = Annotated[Id, Kind("g")]
RolleId = Annotated[Id, Kind("r")]


class Tekst(_Text):
    """Plain text: white space folded, paragraphs parted by one empty line. `@f3` and `@f3.tall` are its only syntax."""

    __slots__ = ()
    schema_extra = {"minLength": 1}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        paragraphs = (re.sub(r"[ \t\r\n]+", " ", part).strip() for part in re.split(r"\n[ \t]*\n", text))
        folded = "\n\n".join(part for part in paragraphs if part)
        if not folded:
            raise PydanticCustomError("tom-tekst", "Teksten er tom.")
        return cls(folded)

    def mentions(self) -> list[re.Match[str]]:
        """The `@` mentions in order: group 1 the ID, 2 «tall» or None, 3 which number from the second on."""
        return list(MENTION.finditer(self)) if "@" in self else []


class Tittel(Tekst):
    """A headline: one line, at most 160 characters. A number may be fetched with `@f3.tall`; a link it cannot hold."""

    __slots__ = ()
    schema_extra = {"minLength": 1, "maxLength": 160}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        title = super().check(text)
        if "\n" in title or len(title) > 160:
            raise PydanticCustomError("lang-tittel", "Tittelen er for lang: den skal være én linje på høyst 160 tegn.")
        if any(not mention[2] for mention in title.mentions()):
            raise PydanticCustomError(
                "lenke-i-tittel", "En tittel kan ikke ha en lenke. Bare tall (@f3.tall) kan hentes."
            )
        return title


class Dato(_Text):
    """A date as exactly as it is known: `2023`, `2023-09` or `2023-09-26`."""

    __slots__ = ()
    schema_extra = {"pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "examples": ["2023", "2023-09", "2023-09-26"]}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        try:
            value = cls(text)
            value.first_day()
        except ValueError:
            raise PydanticCustomError("dato-form", "«{text}» er ikke en dato.", {"text": text}) from None
        return value

    def parts(self) -> tuple[int, ...]:
        """(year,), (year, month) or (year, month, day). Raises ValueError when it is none of them."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", self):
            raise ValueError(self)
        return tuple(int(part) for part in self.split("-"))

    def first_day(self) -> date:
        return date(*(*self.parts(), 1, 1)[:3])

    def last_day(self) -> date:
        year, month, day = (*self.parts(), 12, 31)[:3] if len(self) != 7 else (*self.parts(), 31)
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))


class Periode(_Text):
    """A date, or two with a slash between: `2021-06-01/2023-09-30`."""

    __slots__ = ()
    schema_extra = {"examples": ["2023-09", "2021-06-01/2023-09-30"]}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        ends = [Dato.check(part) for part in text.split("/", 1)]
        if ends[0].first_day() > ends[-1].last_day():
            raise PydanticCustomError("periode-snudd", "Perioden «{text}» slutter før den begynner.", {"text": text})
        return cls(text)

    @property
    def start(self) -> Dato:
        return Dato(self.split("/", 1)[0])

    @property
    def end(self) -> Dato:
        return Dato(self.split("/", 1)[-1])


class Klokka(_Text):
    """A time of the day where the event is, or two with a dash between: `09:00`, `09:00–15:30`."""

    __slots__ = ()
    schema_extra = {  # noqa: RUF012
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]([–-]([01][0-9]|2[0-3]):[0-5][0-9])?$",
        "examples": ["09:00", "09:00–15:30"],
    }

    @classmethod
    def check(cls, text: str) -> Self:
        if not re.fullmatch(cls.schema_extra["pattern"], text):
            raise PydanticCustomError("klokke-form", "«{text}» er ikke et klokkeslett.", {"text": text})
        value = cls(text)
        if value.end and value.end <= value.start:
            raise PydanticCustomError("klokke-snudd", "«{text}» slutter ikke etter at det begynner.", {"text": text})
        return value

    @property
    def start(self) -> time:
        return time.fromisoformat(self[:5])

    @property
    def end(self) -> time | None:
        """When it ends; None when that is not known."""
        return time.fromisoformat(self[6:]) if len(self) > 5 else None


def _whole_number(value: Any) -> Any:
    """Digits, also «1 200» as Norwegians write 1200. Python would take «1_200» and «+5» as well; a reader would not."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+", value):
        raise PydanticKnownError("int_parsing")
    return re.sub(r"\s", "", value)


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value not in ("ja", "nei"):
        raise PydanticCustomError("ja-nei", "Her skal det stå ja eller nei.")
    return value == "ja"


_URL = TypeAdapter(AnyHttpUrl)


def _web_address(value: str) -> str:
    """Kept exactly as written: an address that is rewritten may be another address."""
    try:
        _URL.validate_python(value)
    except ValidationError:
        raise PydanticCustomError("adresse-form", "«{text}» er ikke en nettadresse.", {"text": value}) from None
    if re.search(r"\s", value):
        raise PydanticCustomError("adresse-form", "Nettadressen «{text}» har et mellomrom i seg.", {"text": value})
    return value


_Spaced = Annotated[str, StringConstraints(pattern=r"^\d{1,3}([ \u00a0]\d{3})+$")]
JaNei = Annotated[bool, BeforeValidator(_yes_no, json_schema_input_type=Literal["ja", "nei"])]
Antall = Annotated[int, BeforeValidator(_whole_number, json_schema_input_type=int | _Spaced)]
Adresse = Annotated[str, AfterValidator(_web_address)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Urn = Annotated[str, StringConstraints(pattern=r"^URN:NBN:no-[A-Za-z0-9._/-]+$")]
Språk = Literal["nb", "nn", "se", "en", "da", "sv", "fi", "nl", "de", "fr", "is", "mi", "cy"]
