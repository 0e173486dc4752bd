"""Twenty searches by someone who has never seen the bank: each ends on a page that answers, among the first five.

The five the plan names, and fifteen written as a stranger would, before they were tried. They run in the engine that
readers have, over the real bank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from judging import FIRST, asked, put, real_files, standing_on
from test_sett import NAMED, bank, places

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

OTHER = "parkering og vannmålere"
SEARCHES = {
    "har noen prøvd bare felles skranke": {"c33", "c37", "c23", "c3"},
    "hva sier de ansatte": {"u3", "f7", "f8", "f9"},
    "åpningstid bibliotek servicetorg": {"c62", "f32", "c63", "c14"},
    "hvor mange årsverk": {"f34", "q30", "c13", "c62"},
    "biblioteksjef krav": {"b24", "t9", "a9"},
    "kan biblioteket hjelpe meg med pass": {"c32", "c46", "c59"},
    "hva koster det å slå sammen": {"q19"},
    "blir det færre ansatte": {"f11", "f12", "f13"},
    "støy i biblioteket": {"f35", "c28", "f2"},
    "hvem bestemmer over biblioteket etterpå": {"a12", "a11", "a10"},
    "er innbyggerne fornøyde": {"f4", "f6", "f62"},
    "forskjell på samlokalisering og samorganisering": {"b4", "b5"},
    "eldre som ikke får til det digitale": {"f30", "f46", "f44"},
    "kan de ansatte logge inn for folk": {"a30", "q40"},
    "erfaringer fra Øygarden": {"c13", "q30"},
    "legge ned bibliotek": {"f63", "f15", "f10"},
    "hvordan involvere de ansatte": {"a13"},
    "personvern ved skranken": {"f35", "a33"},
    "sparer kommunen penger på dette": {"f36", "f32", "q33", "a37"},
    "opplæring av dem som skal jobbe i skranken": {"a18", "f38", "a16"},
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Sequence[str]]]:
    """What each search gives, the best first."""
    root = tmp_path_factory.mktemp("sok")
    put(root, real_files())
    searches = [*SEARCHES, OTHER]
    with standing_on(root) as page:
        yield dict(zip(searches, asked(page, searches), strict=True))


def test_there_are_twenty_and_the_pages_exist() -> None:
    """The five of the plan are among them; a record that was renumbered would be missed here."""
    assert len(SEARCHES) == 20
    assert set(SEARCHES) >= NAMED
    assert set().union(*SEARCHES.values()) <= places(bank())


@pytest.mark.parametrize("words", SEARCHES)
def test_a_stranger_ends_on_the_right_page(answers: Mapping[str, Sequence[str]], words: str) -> None:
    """One of the pages that answer is among the first five."""
    assert SEARCHES[words] & set(answers[words][:FIRST]), answers[words]


def test_who_asks_for_something_else_ends_elsewhere(answers: Mapping[str, Sequence[str]]) -> None:
    """The gate is alive: these pages do not come whatever is asked for."""
    assert answers[OTHER]
    assert SEARCHES["biblioteksjef krav"].isdisjoint(answers[OTHER][:FIRST])
