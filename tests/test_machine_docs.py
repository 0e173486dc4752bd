"""The machine's own pages tell of everything that the machine has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel

from erfaringsbank.cli import main as cli
from erfaringsbank.cli import norwegian
from erfaringsbank.machine_docs import CommandDoc, machine_pages, type_docs
from erfaringsbank.problems import MANUAL
from erfaringsbank.records import TYPES, Record
from erfaringsbank.records.statement import Part
from erfaringsbank.rules import RULES
from rendered import TODAY, folded, real, small

DATA_MODEL, COMMANDS, CODES = "utvikling/datamodell.md", "utvikling/kommandoer.md", "utvikling/regler/index.md"


def models(base: type[BaseModel] = BaseModel) -> set[type[BaseModel]]:
    """Every model of the program that an author can write something in."""
    found = {cls for cls in base.__subclasses__() if cls.__module__.startswith("erfaringsbank.records.")}
    inner = (models(cls) for cls in base.__subclasses__())
    return found.union(*inner) - {Part, Record}


def rows(page: str, anchor: str) -> dict[str, list[str]]:
    """The table under a heading, as the cells of each row by the first."""
    table = real().html(page).xpath(f"//h2[@id='{anchor}']/following-sibling::table[1]/tbody/tr")
    cells = [[folded(cell.text_content()) for cell in row.iter("td")] for row in table]
    return {first: rest for first, *rest in cells}


def test_every_field_of_every_model_is_documented() -> None:
    """Whatever an author may write in a file stands in the data model, with what it is for."""
    documented = {doc.tittel.removeprefix("Del: "): doc for doc in type_docs()}
    common = set(Record.model_fields)
    found = models()
    assert len(found) > 20
    for cls in found:
        title = cls.navn.capitalize() if issubclass(cls, Record) else cls.__name__
        doc = documented[title]
        own = set(cls.model_fields) - (common if issubclass(cls, Record) else set())
        assert {field.navn for field in doc.felter} == own, title
        table = rows(DATA_MODEL, doc.anker)
        assert set(table) == own
        for name, (need, about, value) in table.items():
            field = cls.model_fields[name]
            assert need == ("må" if field.is_required() else "kan")
            assert about == folded(field.description or "") != "", f"{title}.{name}"
            assert value


def test_the_fields_that_all_records_have_stand_once() -> None:
    """The common fields have a table of their own, first on the page."""
    assert set(rows(DATA_MODEL, "felles")) == set(Record.model_fields)
    assert next(iter(type_docs())).anker == "felles"


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_every_type_says_where_its_files_are(cls: type[Record]) -> None:
    """The folder and the letter of each type stand under its heading."""
    [about] = real().html(DATA_MODEL).xpath(f"//h2[@id='{cls.mappe}']/following-sibling::p[1]")
    assert re.search(rf"Mappe: (content|models)/{cls.mappe}, bokstav {cls.bokstav}\.$", folded(about.text_content()))


def test_every_kind_of_value_is_told_in_words() -> None:
    """No Python name stands where an author wants to know what to write."""
    values = [field.verdi for doc in type_docs() for field in doc.felter]
    assert len(values) > 150
    for value in values:
        assert not re.search(r"typing|<class|[A-Z][a-z]+\[|\bstr\b|\bNone\b|_|\bid\b", value), value


def help_of(name: str) -> CommandDoc:
    """The help of one command, as it is told by the command."""
    return next(doc for doc in cli.command_docs() if doc.navn == name)


@pytest.mark.parametrize("name", sorted(cli.MODULES))
def test_every_command_and_every_option_is_documented(name: str) -> None:
    """The page holds the whole help of each command: what it does, how it is called, and what can be chosen."""
    tree = real().html(COMMANDS)
    [heading] = tree.xpath(f"//h2[@id='{name}']")
    under = []
    for element in heading.itersiblings():
        if element.tag == "h2":
            break
        under.append(folded(element.text_content()))
    text = " ".join(under)
    doc = help_of(name)
    assert folded(doc.hjelp) in text.replace("`", "")
    assert folded(doc.bruk) in text
    assert doc.valg
    command = cli.cli.get_command(norwegian.Context(cli.cli), name)
    assert command
    context = norwegian.Context(command, info_name=name)
    for parameter in command.get_params(context):
        told = parameter.get_help_record(context)
        if told:
            assert folded(f"{told[0]} {told[1]}".rstrip()) in text, told


def test_every_code_has_a_page_that_is_listed() -> None:
    """Each code of a message is the name of a page with its explanation and its examples."""
    gravity = {rule.code: str(rule.severity) for rule in RULES}
    listed = {
        folded(row[0].text_content()): [folded(cell.text_content()) for cell in row[1:]]
        for row in real().html(CODES).xpath("//table/tbody/tr")
    }
    assert set(listed) == set(MANUAL)
    for code, page in MANUAL.items():
        path = f"utvikling/regler/{code}.md"
        text = real().text(path)
        assert listed[code] == [folded(page.title), gravity.get(code, listed[code][1])]
        assert listed[code][1] in {"feil", "advarsel"}
        assert folded(page.title) in text
        assert folded(page.explanation) in text
        shown = [code.text_content() for code in real().html(path).xpath("//pre/code")]
        assert shown == [
            f"{example.rstrip().expandtabs(4)}\n" for example in [*page.wrong.values(), *page.right.values()]
        ]


def test_examples_are_shown_as_they_are_written() -> None:
    """What looks like a mention, a tag or a template in the machine's own texts is not turned into anything."""
    wrong = "\n".join(text for page in MANUAL.values() for text in page.wrong.values())
    assert "@" in wrong
    for path in small().pages:
        if path.startswith("utvikling/regler/"):
            hrefs: list[Any] = small().html(path).xpath("//a/@href")
            assert all(href.endswith(".md") and "/" not in href for href in hrefs), path


def test_the_pages_are_the_same_for_every_bank() -> None:
    """What the machine says of itself does not follow the content; a bank without a page over them is given one."""
    docs = cli.command_docs()
    made, kept = (dict(machine_pages(site.bank, TODAY, docs)) for site in (small(), real()))
    assert "# Utvikling" in made.pop("utvikling/index.md")
    assert made == kept
