"""Personal data, terms, reviews and skeletons. The values that must never be shown are made here, by their check digits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from checking import TODAY, bank_of, check_files, check_mini, codes, mini, told
from erfaringsbank.problems import Problem
from erfaringsbank.reporting import as_json, github, text
from erfaringsbank.rules.care import is_account, is_national_id, masked, personal_data, review_due

QUESTION = "content/sporsmal/q9-pris.yaml"
CASE = "content/caser/c9-torget.yaml"


def with_control_digits(nine: str) -> str:
    """A national identity number from a day and a running number, or nothing when it has none."""
    first = -sum(int(digit) * weight for digit, weight in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
    ten = nine + str(first)
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    second = -sum(int(digit) * weight for digit, weight in zip(ten[:10], weights, strict=True)) % 11
    return f"{ten}{second}" if first < 10 and second < 10 else ""


def with_control_digit(ten: str) -> str:
    """An account number, or nothing when it has none."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    last = -sum(int(digit) * weight for digit, weight in zip(ten, weights, strict=True)) % 11
    return f"{ten}{last}" if last < 10 else ""


def numbers(start: str, length: int) -> Iterator[str]:
    """Numbers of a length that begin in a way."""
    return (f"{start}{number:0{length - len(start)}}" for number in range(100, 10 ** (length - len(start))))


# Ordinary birthdays, a D-number (day + 40), and synthetic numbers (month + 80, month + 40).
NATIONAL = [
    next(filter(None, map(with_control_digits, numbers(birth, 9))))
    for birth in ("010190", "410190", "018190", "014190")
]
ACCOUNT = next(filter(None, map(with_control_digit, numbers("123405", 10))))


def question(words: str, field: str = "hva_lukker") -> dict[str, str]:
    """A question with some words in it."""
    fields = {"tittel": "Hva?", "hva_lukker": "Tall.", field: words}
    lines = [f"{name}: {value!r}" for name, value in fields.items()]
    return {QUESTION: "\n".join([*lines, 'hvorfor_åpent: ["Ingen. [k1]"]']) + "\n"}


def kinds(words: str) -> list[str]:
    """What some words look like."""
    return [what for _, what in personal_data(words)]


def test_the_made_numbers_are_numbers() -> None:
    """The test's own arithmetic and the program's agree, and one digit more or less does not."""
    assert all(is_national_id(number) for number in NATIONAL)
    assert is_account(ACCOUNT)
    for number in NATIONAL:
        assert not is_national_id(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize("number", NATIONAL, ids=["fødsel", "D-nummer", "Skatteetaten", "Nav"])
@pytest.mark.parametrize(
    "form", ["{0}{1}", "{0} {1}", "{0}-{1}", "{0}\u00a0{1}", "nr. {0}{1}.", "({0}{1})", "nr{0}{1}"]
)
def test_a_national_identity_number_is_recognised(number: str, form: str) -> None:
    """However it is grouped, whatever is around it."""
    assert kinds(form.format(number[:6], number[6:])) == ["et fødselsnummer"]


@pytest.mark.parametrize(
    "form", ["{0}{1}{2}", "{0}.{1}.{2}", "{0} {1} {2}", "{0}\u00a0{1}\u00a0{2}", "konto {0}.{1}.{2}."]
)
def test_an_account_number_is_recognised(form: str) -> None:
    """With points, spaces or neither."""
    assert kinds(form.format(ACCOUNT[:4], ACCOUNT[4:6], ACCOUNT[6:])) == ["et kontonummer"]


def test_most_eleven_digits_are_neither() -> None:
    """Nine of ten numbers fail the check digits; a number inside a longer one is not looked at."""
    some = [f"{number:011}" for number in range(10_000_000_000, 10_000_005_000, 5)]
    assert 0 < sum(bool(kinds(number)) for number in some) < len(some) / 5
    assert kinds(f"1{NATIONAL[0]}") == kinds(f"{NATIONAL[0]}1") == []


@pytest.mark.parametrize(
    "words",
    [
        "22 33 44 55",
        "Ring 22 33 44 55.",
        "912 34 567",
        "91234567",
        "+4722334455",
        "+47 22 33 44 55",
        "+4722 33 44 55",
        "(+47) 22334455",
        "tlf. 22334455",
        "Telefon: 22334455",
        "tlf 22334455,",
        "22\xa033\xa044\xa055",
        "0047 91234567",
    ],
)
def test_a_telephone_number_is_recognised(words: str) -> None:
    """In the ways Norwegians write them, also at the end of a sentence."""
    assert kinds(words) == ["et telefonnummer"]


@pytest.mark.parametrize(
    "words",
    [
        "1200 innbyggere",
        "1 200 000 kroner",
        "20230926",
        "2023-09-26",
        "sak 22/3344",
        "12 34 56 78",
        "41,5 timer",
        "2020–22 33 44 55",
        "123 456 789",
        "https://a.no/12345678",
        "@f1.tall og @k2",
        "§ 4-1",
        "kl. 10.00–15.00",
        "4.5.2020",
    ],
)
def test_other_numbers_are_not_telephone_numbers(words: str) -> None:
    """Amounts, dates, case numbers and hours."""
    assert kinds(words) == []


@pytest.mark.parametrize("words", ["ola@eksempel.no", "Ola.Nordmann+x@post.eksempel.no.", "<a_b@c-d.no>", "å@ø.no"])
def test_an_email_address_is_recognised(words: str) -> None:
    """Whoever it belongs to."""
    assert kinds(words) == ["en e-postadresse"]


@pytest.mark.parametrize("words", ["@f1.tall", "se @f1", "a@b", "@eksempel.no", "kl. 9 @ 10", ""])
def test_an_at_sign_is_not_an_email_address(words: str) -> None:
    """Mentions of records are not."""
    assert kinds(words) == []


SECRETS = [*NATIONAL, f"{NATIONAL[0][:6]} {NATIONAL[0][6:]}", ACCOUNT, "22 33 44 55", "ola.nordmann@eksempel.no"]
PLACES = {
    "title": lambda secret: question(f"Hva {secret}", "tittel"),
    "text": lambda secret: question(f"Spør {secret}."),
    "text with another fault": lambda secret: {QUESTION: f'tittel: x\nhvorfor_åpent: ["{secret}."]\nhva_lukker: y\n'},
    "comment": lambda secret: {QUESTION: f"# {secret}\n" + next(iter(question("Tall.").values()))},
    "typed field": lambda secret: {QUESTION: next(iter(question("Tall.").values())) + f'sist_sjekket: "{secret}"\n'},
    "choice": lambda secret: {QUESTION: next(iter(question("Tall.").values())) + f'tilstand: "{secret}"\n'},
    "field name": lambda secret: {QUESTION: next(iter(question("Tall.").values())) + f'"{secret}": x\n'},
    "broken file": lambda secret: {QUESTION: f'tittel: "{secret}" x\n'},
    "page": lambda secret: {"content/sider/x.md": f"---\ntittel: x\nbeskrivelse: y\n---\n\n`{secret}`\n"},
    "page head": lambda secret: {"content/sider/x.md": f'---\ntittel: "{secret}"\nbeskrivelse: "y"\n---\n'},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("secret", SECRETS)
def test_the_value_is_never_shown(secret: str, place: str) -> None:
    """In none of the three formats, wherever it stands, whatever else is wrong."""
    files = mini(PLACES[place](secret))
    found = check_files(files)
    assert found
    for report in (text(found, files, 1).plain, github(found, files, 1), as_json(found, files, 1)):
        assert secret not in report
        assert secret[-5:] not in report
    if place not in ("typed field", "choice", "field name", "broken file"):
        assert "personopplysning" in codes(found)


def test_a_folded_number_is_found() -> None:
    """The text is what is read, not its lines; the place is that of the value."""
    number = NATIONAL[0]
    found = check_mini(
        {QUESTION: f"tittel: x\nhvorfor_åpent:\n  - >-\n    Nr. {number[:6]}\n    {number[6:]}. [k1]\nhva_lukker: y\n"}
    )
    assert codes(found) == ["personopplysning"]
    assert found[0].secret


def test_an_address_of_the_body_itself_is_allowed_in_the_settings() -> None:
    """There it belongs to no person."""
    assert b"kontakt: post@minibank.example.org" in mini()["content/nettsted.yaml"]
    assert told(check_files(mini())) == ""


def test_blotting_out_keeps_everything_else_in_place() -> None:
    """Carets still stand under what they are about."""
    words = f"å {NATIONAL[0]}, 22 33 44 55 og a@b.no."
    assert masked(words) == f"å {'•' * 11}, {'•' * 11} og {'•' * 6}."
    assert masked("Ingenting her.") == "Ingenting her."


def term_faults(words: str, axes: str = "{felles_lokale: nei, felles_leder: ja}", more: str = "") -> list[str]:
    """The words that do not agree with the axes."""
    found = check_mini({CASE: f"tittel: Torget\nakser: {axes}\nvirket:\n  - '{words} [k1]'\n{more}"})
    assert set(codes(found)) <= {"begrepsbruk"}
    return [problem.message.split("»")[0].strip("«") for problem in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("De er samlokalisert.", ["samlokalisert"]),
        ("Samlokaliserte tjenester.", ["Samlokaliserte"]),
        ("De er samorganisert.", []),
        ("De er ikke samlokalisert.", []),
        ("De er ikkje samlokaliserte.", []),
        ("De er ikke samorganisert.", ["samorganisert"]),
        ("De er aldri blitt helt samorganisert.", ["samorganisert"]),
        ("De er verken samlokalisert eller billige.", []),
        ("Uten å være samlokalisert gikk det bra.", []),
        ("De er ikke bare samlokalisert.", ["samlokalisert"]),
        ("Det er ikke dyrt. De er samlokalisert.", ["samlokalisert"]),
        ("De sier «vi er samlokalisert».", []),
        ("«Samlokalisert», sa de, og samlokalisert er de.", ["samlokalisert"]),
        ("De skal samlokaliseres.", []),
        ("De skal være samlokalisert fra høsten.", []),
        ("Samlokalisering er dyrt.", []),
        ("De kan bli samlokalisert.", []),
        ("Usamlokalisert.", []),
    ],
)
def test_words_agree_with_the_axes(words: str, expected: list[str]) -> None:
    """What is said to be, against felles lokale: nei and felles leder: ja."""
    assert term_faults(words) == expected


@pytest.mark.parametrize("axes", ["{}", "{felles_lokale: delvis}", "{felles_lokale: ikke lest}", "{meråpent: nei}"])
def test_an_axis_without_a_clear_answer_contradicts_nothing(axes: str) -> None:
    """Partly, not read, or not said."""
    assert term_faults("De er samlokalisert, ikke samorganisert.", axes) == []


def test_an_inherited_axis_counts() -> None:
    """The town says that the leader is not shared."""
    assert term_faults("De er samorganisert.", "{}", "del_av: c1\n") == ["samorganisert"]


def test_only_cases_have_axes_of_their_own() -> None:
    """A question may ask what it will."""
    assert told(check_mini(question("Er de samlokalisert?"))) == ""


@pytest.mark.parametrize(
    ("checked", "today", "overdue"),
    [
        ("2025-11-22", date(2026, 11, 22), False),  # due on the day itself: not yet overdue
        ("2025-11-22", date(2026, 11, 23), True),
        ("2025-11", date(2026, 11, 28), False),  # some day in the month: the last counts
        ("2025-11", date(2026, 11, 29), True),
        ("2025", date(2026, 12, 28), False),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
    ],
)
def test_a_question_is_overdue_after_twelve_months(checked: str, today: date, overdue: bool) -> None:
    """By the last day that the date may mean."""
    files = mini(question("Tall."))
    files[QUESTION] += f"sist_sjekket: {checked}\n".encode()
    found = [problem for problem in check_files(files, today) if problem.place.path == QUESTION]
    assert codes(found) == ["over-frist"] * overdue


def test_a_record_never_reviewed_or_withdrawn_is_not_overdue() -> None:
    """The page tells the first; the second needs no review."""
    text_ = next(iter(question("Tall.").values()))
    assert told(check_mini({QUESTION: text_})) == ""
    withdrawn = text_ + "sist_sjekket: 2001\ntilstand: trukket\ntrukket_fordi: Besvart.\n"
    assert told(check_mini({QUESTION: withdrawn})) == ""
    assert codes(check_mini({QUESTION: text_ + "sist_sjekket: 2001\n"})) == ["over-frist"]


def test_a_type_without_an_interval_is_never_overdue() -> None:
    """The intervals are the bank's own."""
    overlay = {"models/forvaltning.yaml": "funn: {eier: r1, kontroll_måneder: 1}\n"}
    bank = bank_of(overlay)
    assert review_due(bank, bank["k1"]) is None
    assert review_due(bank, bank["f2"]) == date(2027, 1, 28)


@pytest.mark.parametrize(
    ("months", "expected"), [(1, date(2026, 10, 1)), (4, date(2027, 1, 1)), (120, date(2036, 9, 1))]
)
def test_months_are_counted_across_years(months: int, expected: date) -> None:
    """From 1 September 2026."""
    bank = bank_of({"models/forvaltning.yaml": f"kilde: {{eier: r1, kontroll_måneder: {months}}}\n"})
    assert review_due(bank, bank["k1"]) == expected


def test_a_skeleton_is_told_wherever_it_is_left() -> None:
    """Each place, and only there."""
    found = check_mini(
        {QUESTION: 'tittel: FYLL UT\nhvorfor_åpent: ["En FYLL UT to. [k1]"]\nhva_lukker: Fyll ut senere.\n'}
    )
    places: list[Problem] = [problem for problem in found if problem.code == "ikke-fylt-ut"]
    assert [(problem.place.line, problem.place.column, problem.place.width) for problem in places] == [
        (1, 9, 7),
        (2, 21, 7),
    ]
    assert codes(found) == ["ikke-fylt-ut"] * 2


def test_the_day_is_an_argument() -> None:
    """No rule reads a clock: another day gives another answer for the same files."""
    files = mini(question("Tall."))
    files[QUESTION] += b"sist_sjekket: 2026-11-01\n"
    assert codes(check_files(files, TODAY)) == []
    assert "over-frist" in codes(check_files(files, date(2030, 1, 1)))
    assert "dato-i-framtiden" in codes(check_files(files, date(2026, 10, 31)))
