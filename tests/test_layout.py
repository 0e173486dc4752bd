"""The fixed layout: what it looks like, and that it is one and the same whatever the file looked like before."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banks import MINIBANK, ROOT
from erfaringsbank.authoring.formatting import class_of
from erfaringsbank.project import Project
from erfaringsbank.reading.layout import WIDTH, layout
from erfaringsbank.reading.shape import shape
from erfaringsbank.reading.source import Source, read
from erfaringsbank.records import BY_FOLDER, Case, Funn, Kilde, Mål, Record, Spørsmål, Tekst
from erfaringsbank.records.statement import Utsagnsliste, long_form


def reading(text: str) -> Source:
    """A text that has nothing wrong with it as YAML."""
    source, problems = read("content/x.yaml", text.encode())
    assert problems == [], (problems, text)
    return source


def laid_out(cls: type[Record], text: str) -> str:
    """The layout of a text that is a whole record."""
    source = reading(text)
    assert shape(cls, source)[1] == []
    return layout(cls, source)


def record_files() -> list[tuple[type[Record], str, bytes]]:
    """Every record of the real bank and of the small one, with its type."""
    files = [file for bank in (ROOT, MINIBANK) for file in Project(bank).files()]
    return [(cls, path, raw) for path, raw in files if (cls := class_of(path))]


FILES = record_files()

BEFORE = """\
# Laget av redaksjonen.

slag: 'holdning'   # ett ord
retning:   "svekker"
# Overskriften
tittel: I en felles skranke ville @f3.tall innbyggere hatt mindre tillit
utfall: "tillit"
grunnlag:
- før_etter: ikke lest
  # hvor det står
  kilder:
    - k12
    # den andre
    - "k9"
  metode: spørreundersøkelse
  # flere grunnlag kommer

# Alt under her er forbehold
forbehold: [
  {tekst: "Bekymringen er «legitim».", kilder: [k16]}, # kort nok
  "Dette er  lest
   i avisen.   [k1,k2]",
  {hvem: "bloggen", type: mening, tekst: 'Han sa "nei".', kilder: [k16]},
]
akser: {felles_lokale: ja, felles_leder: nei}
tall:
  - {verdi: 1 av 5,
     hva: "svarte
       ja"}
utdyping:
  - >
    Et langt utsagn som ikke får plass på én linje når det står med anførselstegn rundt seg, fordi det har mange ord i
    seg.

    [k1, k2, k3, k4]
  - tekst: |-
      Første avsnitt.

      Andre avsnitt.
    kilder: [k1]
# sist i filen
"""
AFTER = """\
# Laget av redaksjonen.

# Overskriften
tittel: "I en felles skranke ville @f3.tall innbyggere hatt mindre tillit"
# ett ord
slag: holdning
utfall: tillit
retning: svekker
utdyping:
  - >-
    Et langt utsagn som ikke får plass på én linje når det står med anførselstegn rundt seg, fordi det har mange ord i
    seg. [k1, k2, k3, k4]
  - |-
    Første avsnitt.

    Andre avsnitt. [k1]
tall:
  - verdi: "1 av 5"
    hva: "svarte ja"
grunnlag:
  - metode: "spørreundersøkelse"
    # hvor det står
    # den andre
    kilder: [k12, k9]
    før_etter: ikke lest
    # flere grunnlag kommer

akser:
  felles_lokale: ja
  felles_leder: nei

# Alt under her er forbehold
forbehold:
  # kort nok
  - "Bekymringen er «legitim». [k16]"
  - "Dette er lest i avisen. [k1, k2]"
  - tekst: 'Han sa "nei".'
    kilder: [k16]
    type: mening
    hvem: "bloggen"
# sist i filen
"""


def test_an_untidy_file_gets_the_layout() -> None:
    """Order, indentation, quotation marks, lists, blocks, short statements, and where each kind of comment goes."""
    assert laid_out(Funn, BEFORE) == AFTER
    assert laid_out(Funn, AFTER) == AFTER


HEAD = "tittel: Hva koster det?\nhva_lukker: Tall.\nhvorfor_åpent: "


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('["Uten kilde."]', '  - "Uten kilde."'),
        ('[{tekst: "Med kilde.", kilder: [k1, u2]}]', '  - "Med kilde. [k1, u2]"'),
        ('["Kilden tett på.[k1,k2]"]', '  - "Kilden tett på. [k1, k2]"'),
        ("[{tekst: 'Sier [k1].', kilder: []}]", '  - tekst: "Sier [k1]."\n    kilder: []'),
        ("[{tekst: 'Slutter [k1]'}]", '  - tekst: "Slutter [k1]"'),
        ("[{tekst: 'Slutter [k-1]'}]", '  - tekst: "Slutter [k-1]"'),
        ("[{tekst: 'Slutter [k1]', kilder: [k2]}]", '  - "Slutter [k1] [k2]"'),
        ('[{kilder: [k1], per: 2020, tekst: "A."}]', '  - tekst: "A."\n    kilder: [k1]\n    per: 2020'),
        ("['Det heter \"hus\".']", "  - 'Det heter \"hus\".'"),
        ("['C:\\mappe og \"hus\" hos ''dem''.']", "  - 'C:\\mappe og \"hus\" hos ''dem''.'"),
        ('["På  to\\tmåter."]', '  - "På to måter."'),
        ('["a\\u030angstrøm i to deler."]', '  - "ångstrøm i to deler."'),
        ('["To.\\n\\n\\nAvsnitt."]', "  - |-\n    To.\n\n    Avsnitt."),
    ],
)
def test_a_statement_is_short_when_it_can_be_told_so(given: str, expected: str) -> None:
    """Text and sources become one text, unless that would be read as something else."""
    text = laid_out(Spørsmål, HEAD + given + "\n")
    assert f'tittel: "Hva koster det?"\nhvorfor_åpent:\n{expected}\nhva_lukker: "Tall."\n' == text
    assert shape(Spørsmål, reading(text))[0] == shape(Spørsmål, reading(HEAD + given + "\n"))[0]


def test_values_that_are_words_stand_plain_and_texts_in_quotation_marks() -> None:
    """Enum words, IDs, dates and numbers are plain; what another reader could take for a number is not."""
    text = 'tittel: A\nland: "Norge"\nkommune: Oslo\nkommunenummer: 0301\nsiden: "2020-01"\nstatus: "i drift"\n'
    expected = 'tittel: "A"\nland: Norge\nkommune: "Oslo"\nkommunenummer: "0301"\nstatus: i drift\nsiden: 2020-01\n'
    assert expected == laid_out(Case, text)


def test_lists_of_words_and_names_stand_in_brackets_and_sentences_on_lines() -> None:
    """Brackets are folded when they must be; an address or a sentence has a line of its own."""
    sources = ", ".join(f"k{number}" for number in range(100, 130))
    text = (
        f"tittel: A\nutgiver: B\nart: lov\nlest: hele\nkilder: [{sources}]\nforfattere:\n  - Kari Li\n  - Ola Ås\n"
        "adresser: [https://example.org/]\nmerknad: [Udatert.]\n"
    )
    lines = laid_out(Kilde, text).split("\n")
    assert lines[1].startswith("kilder: [k100, k101, ")
    assert len(lines[1]) <= WIDTH
    assert lines[2].startswith("  k")
    assert lines[2].endswith("k129]")
    rest = ['forfattere: ["Kari Li", "Ola Ås"]', "adresser:", '  - "https://example.org/"', "merknad:"]
    assert [*rest, '  - "Udatert."', ""] == lines[6:]


def test_a_long_text_is_folded_without_parting_sources_or_sections() -> None:
    """`[k1, k2]` and «§ 4» are not torn apart, and no line is wider than it may be."""
    words = " ".join(["ord"] * 25)
    text = f'tittel: A\nmål: "{words} og så kommer § 4 {words} med [k1, k2, k3]"\n'
    for padding in range(40):
        laid = laid_out(Mål, text.replace("ord", "o" + "r" * padding + "d", 1))
        assert "[k1, k2, k3]" in laid
        assert "§ 4" in laid
        assert max(map(len, laid.split("\n"))) <= WIDTH


def test_an_empty_list_and_an_empty_group_stay() -> None:
    """A field that says «none» is not a field that was left out."""
    text = laid_out(Case, "tittel: A\ntjenester: []\nakser: {}\n")
    assert text == 'tittel: "A"\nakser: {}\ntjenester: []\n'


def styled(data: Any, chance: random.Random) -> str:
    """The same data as another hand would write it: other order, other quotation marks, other line width."""
    return yaml.dump(
        _shuffled(data, chance),
        allow_unicode=chance.random() < 0.7,
        default_flow_style=chance.choice([True, False, None]),
        default_style=chance.choice([None, '"', "'", "|", ">"]),
        indent=chance.choice([2, 3, 4, 6]),
        width=chance.choice([20, 60, 100, 10_000]),
        sort_keys=False,
        explicit_start=chance.random() < 0.2,
    )


def _shuffled(value: Any, chance: random.Random, name: str = "") -> Any:
    """The fields of every group in another order. The free names of `akser` keep the author's."""
    if isinstance(value, dict):
        keys = list(value)
        if name != "akser":
            chance.shuffle(keys)
        return {key: _shuffled(value[key], chance, key) for key in keys}
    return [_shuffled(item, chance) for item in value] if isinstance(value, list) else value


def _lengthened(cls: type[Record], data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Some of the short statements in their long form."""
    lists = [name for name, field in cls.model_fields.items() if field.annotation == Utsagnsliste and name in data]
    longer = {name: [long_form(item) if chance.random() < 0.5 else item for item in data[name]] for name in lists}
    return data | longer


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), st.randoms(use_true_random=False))
def test_the_layout_is_the_same_whatever_the_file_looked_like(
    file: tuple[type[Record], str, bytes], chance: random.Random
) -> None:
    """PyYAML writes the data of a real record in any style it knows; the layout of it is the layout of the record."""
    cls, path, raw = file
    source, _ = read(path, raw)
    # A comment would be lost by PyYAML, and is not what this is about.
    plain, _ = read(path, styled(source.data, random.Random(0)).encode())
    data = _lengthened(cls, source.data, chance)
    other, problems = read(path, styled(data, chance).encode())
    assert problems == []
    assume(other.data == data)  # PyYAML adds a backslash of its own in some narrow double-quoted texts
    assert layout(cls, plain) == layout(cls, other)


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.lists(st.integers(1, 99), max_size=30))
def test_any_text_is_told_so_that_it_reads_the_same(text: str, numbers: list[int]) -> None:
    """Quotation marks, signs, brackets, tabs, line breaks and letters in two parts: the record is the same."""
    statement = {"tekst": text, **({"kilder": [f"k{number}" for number in numbers]} if numbers else {})}
    data = {"tittel": "A", "hva_lukker": text, "hvorfor_åpent": [statement, text]}
    before, problems = read("x", json.dumps(data).encode())
    record, more = shape(Spørsmål, before)
    if problems or more:
        return  # a control character, or brackets that are almost a source
    assert record is not None
    after = reading(layout(Spørsmål, before))
    assert record == shape(Spørsmål, after)[0]
    assert Tekst.check(text) == record.hva_lukker


def test_there_are_files_to_try_the_layout_on() -> None:
    """The real bank and the small one give records of every type."""
    assert {cls for cls, _, _ in FILES} == set(BY_FOLDER.values())
    assert len(FILES) > 300
