"""How dates, counts and lists are written, and in what order words come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erfaringsbank import norsk
from erfaringsbank.records import Dato, Periode
from erfaringsbank.records.values import Klokka

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2023", "2023"),
        ("2023-09", "september 2023"),
        ("2023-09-26", "26. september 2023"),
        ("2020-01-01", "1. januar 2020"),
        ("2024-02-29", "29. februar 2024"),
        ("1999-12-31", "31. desember 1999"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(written: str, shown: str) -> None:
    """A year, a month with its name, or a day without a nought in front."""
    assert norsk.dato(Dato.check(written)) == shown


def test_every_month_has_its_own_name() -> None:
    """Twelve months, twelve names, none with a capital letter."""
    shown = [norsk.dato(Dato.check(f"2023-{month:02}")) for month in range(1, 13)]
    assert len(set(shown)) == 12
    assert [name.lower() for name in shown] == shown
    assert shown[0] == "januar 2023"
    assert shown[-1] == "desember 2023"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2023", "2023"),
        ("2023/2023", "2023"),
        ("2021/2023", "2021–2023"),
        ("2022-12/2023-01", "desember 2022 – januar 2023"),
        ("2020-03-01/2020-06", "1. mars 2020 – juni 2020"),
        ("2020/2021-06", "2020 – juni 2021"),
        ("2020-06/2021", "juni 2020 – 2021"),
    ],
)
def test_a_period_has_a_dash_with_space_around_it_when_its_dates_have_spaces(written: str, shown: str) -> None:
    """Two years are joined closely; longer dates are held apart, so that the dash can be seen."""
    assert norsk.periode(Periode.check(written)) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 funn"), (1, "1 side"), (2, "2 funn"), (999, "999 funn"), (1200, f"1{NBSP}200 funn")]
)
def test_a_count_has_its_word_in_the_right_number(number: int, shown: str) -> None:
    """One takes the singular, everything else the plural, none of it too."""
    assert norsk.antall(number, "side", "funn") == shown


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    """A number is never split over two lines."""
    assert norsk.tusen(1234567) == f"1{NBSP}234{NBSP}567"
    assert norsk.tusen(999) == "999"


@pytest.mark.parametrize(
    ("words", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_a_list_of_words_ends_with_og(words: list[str], shown: str) -> None:
    """Commas between the first, «og» before the last, no comma before it."""
    assert norsk.ramse(words) == shown
    assert norsk.ramse(tuple(words)) == shown


def test_the_alphabet_ends_with_æ_ø_å() -> None:
    """The Norwegian letters come after z, in their own order, and «aa» is an old å. Case and accents do not count."""
    words = ["Arena", "Café", "cafeteria", "Ideer", "Zebra", "Zürich", "Ærlig", "Øst", "Ås", "Aasen", "Åsgård"]
    assert sorted(set(words), key=norsk.alphabetical) == words


@given(st.text("abcxyzæøåÆØÅéüäö «»-", max_size=8), st.text("abcxyzæøåÆØÅéüäö «»-", max_size=8))
def test_the_order_of_words_does_not_depend_on_capital_letters(one: str, other: str) -> None:
    """Two words stand in the same order however they are written."""
    before = norsk.alphabetical(one) <= norsk.alphabetical(other)
    assert before == (norsk.alphabetical(one.upper()) <= norsk.alphabetical(other.lower()))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Åpen", "apen"),
        ("Ærlig Ø", "aerlig o"),
        ("hvorfor_åpent", "hvorfor_apent"),
        ("Čáhcesuolu ŋ đ ŧ ž", "cahcesuolu n d t z"),
        ("Århus, Malmö, Zürich", "arhus, malmo, zurich"),
        ("naïve café", "naive cafe"),
    ],
)
def test_names_and_addresses_have_plain_letters(text: str, plain: str) -> None:
    """Norwegian, Sámi and other Latin letters become the nearest letter in ASCII."""
    assert norsk.ascii_form(text) == plain
    assert norsk.ascii_form(text).isascii()


@pytest.mark.parametrize(
    ("written", "shown"), [("09:00", "kl. 9.00"), ("09:05–15:30", "kl. 9.05–15.30"), ("00:00-12:00", "kl. 0.00–12.00")]
)
def test_a_clock_time_is_written_with_a_full_stop(written: str, shown: str) -> None:
    """As Norwegians write it: no nought before the hour, a dash between."""
    assert norsk.klokka(Klokka.check(written)) == shown
