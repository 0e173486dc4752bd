"""Documents, words, compounds and shards: what the search is made of, before any browser."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import ROOT, small
from erfaringsbank import compounding, search, translating, wordlist
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.records import TYPES
from erfaringsbank.search import index, neighbours, pairs
from erfaringsbank.search.compounds import Splitter, dictionary, listed
from erfaringsbank.search.documents import Document, documents
from erfaringsbank.search.others import other_words
from erfaringsbank.search.words import bare, fold, stem, terms, words

REAL = Knowledge(load(Project(ROOT).files())[0], date(2026, 11, 22))
EVERYTHING = list(documents(REAL, GATHERINGS))
FILES = dict(search.files(REAL, GATHERINGS))
SETUP = json.loads(FILES["sok/oppsett.json"])
FOLDER = f"sok/{SETUP['utgave']}"
FILLERS = {stem(word) for word in SETUP["fyllord"]}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Møteplass", "moteplass"), ("MØTEPLASS", "moteplass"), ("moeteplass", "moteplass"), ("mötesplats", "motesplats"),
        ("Åpningstid", "apningstid"), ("aapningstid", "apningstid"), ("Næring", "naring"), ("naering", "naring"),
        ("A\u030apent", "apent"), ("idé", "ide"), ("kø", "ko"), ("køer", "koer"), ("Straße", "strase"),
    ],
)  # fmt: skip
def test_one_letter_stands_for_all_ways_to_write_it(text: str, folded: str) -> None:
    """With and without Norwegian letters, in Danish and Swedish, composed or not."""
    assert fold(text) == folded


def test_words_keep_decimals_and_ids() -> None:
    """A number with decimals is one word, and so is an ID."""
    assert words("F12: 1,4 mill. (64 %), «fri-rolle»") == ["f12", "1,4", "mill", "64", "fri", "rolle"]


@pytest.mark.parametrize(
    "forms",
    [
        "skranke skranken skranker skrankene", "innbygger innbyggere innbyggeren innbyggerne innbyggernes",
        "kartlegge kartlegger kartlegging kartleggingen", "involver involvere involverer",
        "bibliotek biblioteket bibliotekene bibliotekets bibliotekerne biblioteka",
        "samskape samskaping samskapingen", "kommune kommuner kommunene kommunens kommunar",
    ],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    """Bokmål, nynorsk, and the neighbours' definite plural."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("folkebibliotekloven", "folkebibliotek"),
        ("moderne", "mod"),
        ("stilling", "stil"),
        ("f12", "f1"),
        ("bibliotekar", "bibliotek"),
    ],
)
def test_words_that_only_look_alike_have_two(one: str, other: str) -> None:
    """A law is not a library, and an ID has no endings."""
    assert stem(one) != stem(other)


@given(st.text(alphabet="abdegiklmnoprstvyæøåé ", max_size=40))
def test_folding_and_stemming_never_fail_and_never_lengthen(text: str) -> None:
    """Whatever is typed; and what is folded stays as it is when it is folded again, but for the letters it joins."""
    assert all(len(stem(word)) <= len(word) and stem(word) for word in words(text))
    assert re.fullmatch("[a-z ]*", fold(text))


LISTED = {"innbyggertorg": ("innbygger", "torg")}


def test_a_compound_is_split_by_the_list_and_by_the_words_of_the_bank() -> None:
    """In every form; a word that is made of nothing known is left whole."""
    splitter = Splitter(LISTED, ["service", "møter", "skranke", "ansatte", "undersøkelse"])
    assert splitter.parts("innbyggertorgene") == ("innbygger", "torg")
    assert splitter.parts("serviceskranken") == ("service", "skranken")
    assert splitter.parts("bibliotek") == ()
    assert Splitter({}, []).parts("innbyggertorg") == ()


def test_parts_that_together_are_a_word_are_found_by_that_word() -> None:
    """«Dialogverksted» is a «verksted», also where the list cuts it further; an ending that is a word is no part."""
    listed = {"dialogverksted": ("dialog", "verk", "sted"), "vurderingene": ("vurde", "ringene")}
    splitter = Splitter(listed, ["verksted", "dialog", "stilling"])
    assert splitter.parts("dialogverkstedet") == ("dialog", "verk", "sted", "verksted")
    assert splitter.parts("vurderingene") == ()


def test_the_list_has_only_the_banks_own_words() -> None:
    """Words of the dictionary that the bank lacks are not copied; an ending that is a word is no part."""
    known = dictionary("5\ninnbygger/AIJz\ntorg/BCG\nservice/E\nhets/A\nOslo/Z\n")
    assert list(listed(["innbyggertorget", "torg", "oslotorg"], known)) == ["innbygger|torget"]


def test_every_line_of_the_committed_list_is_a_word_of_the_bank() -> None:
    """Sorted, well-formed, its parts joined are a word that the bank has, and it is small."""
    raw = (ROOT / "models/ordliste.txt").read_bytes()
    lines = [line for line in raw.decode().splitlines() if not line.startswith("#")]
    whole = [line.replace("|", "") for line in lines]
    assert len(lines) > 500
    assert len(raw) < 60_000
    assert whole == sorted(set(whole))
    known = compounding.words_of(REAL.bank)
    assert len(set(whole) - known) < len(whole) / 10, "Kjør  make ordliste"
    assert wordlist.read("models/ordliste.txt", raw) == (
        {"".join(line.split("|")): tuple(line.split("|")) for line in lines}, [],
    )  # fmt: skip


def test_a_line_that_is_no_compound_is_told(tmp_path: Path) -> None:
    """With its place; and the list is renewed only where there is a dictionary."""
    _, problems = wordlist.read("models/ordliste.txt", b"# ja\nfri|rolle\nfri rolle\n|x\n")
    assert [(problem.place.line, problem.code) for problem in problems] == [
        (3, "ordliste-linje"),
        (4, "ordliste-linje"),
    ]
    with pytest.raises(UserError):
        compounding.renew(small(tmp_path), tmp_path / "mangler.dic")


def test_the_list_is_renewed_from_a_dictionary(tmp_path: Path) -> None:
    """What the command writes is what the loader reads."""
    question = (
        'tittel: Hva koster innbyggertorget?\nhvorfor_åpent: ["Ingen tall er lest. [k1]"]\nhva_lukker: Et torg.\n'
    )
    project = small(tmp_path, {"content/sporsmal/q1-pris.yaml": question})
    (tmp_path / "nb.dic").write_text("2\ninnbygger/A\ntorg/B\n", encoding="iso-8859-1")
    done = compounding.renew(project, tmp_path / "nb.dic")
    assert (done.total, done.new) == (1, 1)
    bank, problems = load(project.files())
    assert (dict(bank.ordliste), problems) == ({"innbyggertorget": ("innbygger", "torget")}, [])


def test_everything_in_the_bank_is_a_document() -> None:
    """Every record of every type, every hand-written page, the pages that gather, and every statement."""
    ids = {one.id for one in EVERYTHING}
    assert {one.type for one in EVERYTHING} >= {cls.navn for cls in TYPES if REAL.bank.of(cls)}
    assert ids == {*REAL.bank.records, *(side.path for side in REAL.bank.sider), *(name for name, *_ in GATHERINGS)}
    said = {one.id: " ".join(one.texts) for one in EVERYTHING}
    statements = [
        (id_, found.tekst) for id_, record in REAL.bank.records.items() for _, found in REAL.bank.statements(record)
    ]
    assert len(statements) > 1_000
    assert [id_ for id_, text in statements if "@" not in text and text.replace("\n\n", " ") not in said[id_]] == []


def test_an_answer_on_an_axis_can_be_searched_but_not_a_no() -> None:
    """«Felles skranke: ja» is found; who has none is not found by the words of what they lack."""
    facts = {one.id: one.facts for one in EVERYTHING if one.type == "case"}
    assert any("Felles skranke: ja" in told for told in facts.values())
    assert not any(fact.endswith(": nei") for told in facts.values() for fact in told)


def test_a_place_inherits_its_municipality() -> None:
    """Askim is found as Indre Østfold too, and in Norway."""
    askim = next(one for one in EVERYTHING if one.id == "c3")
    assert "Norge" in askim.facts
    assert askim.country == "Norge"
    assert "Indre Østfold" in askim.place


def shard_lines() -> dict[str, list[list[str]]]:
    """The lines of every word shard, by the letters that it begins with."""
    files = (json.loads(FILES[f"{FOLDER}/ord/{number}.json"]) for number in range(len(SETUP["grenser"])))
    return {start: [line.split("|") for line in lines] for start, lines in zip(SETUP["grenser"], files, strict=True)}


def test_a_word_lies_in_one_shard() -> None:
    """The browser finds the shard by the word and never needs two for one word."""
    shards = shard_lines()
    starts = list(shards)
    assert starts == sorted(starts)
    assert len(starts) > 10
    for place, (start, lines) in enumerate(shards.items()):
        after = starts[place + 1] if place + 1 < len(starts) else "~"
        anchors = [index.anchor(word, () if word.startswith(index.TITLE) else FILLERS) for word, *_ in lines]
        assert all(start <= word.lstrip(index.TITLE) < after for word in anchors)


def test_postings_can_be_read_back() -> None:
    """Steps in base 36 and a sign: the documents that have the word or are asked for with it, no more and no fewer."""
    lines = {word: rest for shard in shard_lines().values() for word, *rest in shard}
    number, found = -1, []
    for step, _ in re.findall("([0-9a-z]*)([^0-9a-z])", lines["stoy"][0]):
        number += int(step, 36) if step else 1
        found.append(EVERYTHING[number].id)
    expected = [
        one.id for one in EVERYTHING if "stoy" in terms(" ".join((one.title, *one.texts, *one.linked, *one.asked)))
    ]
    assert found == expected
    assert len(found) > 1


def test_a_weight_has_a_sign_that_is_nothing_else() -> None:
    """One byte, in JSON too, no step of base 36, and no mark of a line; more weight is never an earlier sign."""
    assert len(set(index.SIGNS)) == len(index.SIGNS) > 50
    assert not set(index.SIGNS) & set("0123456789abcdefghijklmnopqrstuvwxyz|,")
    assert len(index.dumped(index.SIGNS)) == len(index.SIGNS) + 2
    levels = [index.level(weight / 10) for weight in range(-5, 200)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (0, len(index.SIGNS) - 1)
    script = (ROOT / "overrides/assets/sok-register.js").read_text(encoding="utf-8")
    assert f'TEGN = "{index.SIGNS}"' in script
    assert f"TAK = {index.CEILING:g};" in script


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (35, "z"), (36, "10"), (1295, "zz")])
def test_base_36(number: int, text: str) -> None:
    assert index.base36(number) == text


def test_a_title_counts_more_than_a_text_and_a_short_one_most() -> None:
    """What is called the word is about it."""
    made = [
        Document("b1", "b1/", "funn", "Torg"),
        Document("f1", "f1/", "funn", "Torg i mange forskjellige norske kommuner"),
        Document("f2", "f2/", "funn", "Noe annet", texts=("Et torg er nevnt her.",)),
        Document("f3", "f3/", "funn", "Noe tredje", texts=("Et innbyggertorg er nevnt her.",)),
    ]
    found = index.weights(made, Splitter(LISTED, []))["torg"]
    assert sorted(found, key=lambda number: -found[number]) == [0, 1, 2, 3]


def test_the_words_for_the_search_lead_to_words_of_the_bank() -> None:
    """A group that leads to what stands nowhere is dead, and a term's forms lead to the term."""
    known = {stem(word) for word in index.vocabulary(EVERYTHING)}
    groups = REAL.bank.søkeord.grupper if REAL.bank.søkeord else ()
    assert len(groups) > 50
    dead = [text for group in groups for text in group.ord if not {stem(word) for word in index.kept(text)} <= known]
    assert dead == []
    other = other_words(REAL.bank)
    assert "=innbyggertorg" in other["innbyggjartorg"]
    assert any(target.lstrip("=~") == "frie_roll" for target in other["uavheng"])


def test_what_is_near_is_looked_for_as_well_but_counts_less() -> None:
    """From the word of the bank and from what people write; a group that is near to nothing in the bank is dead."""
    words_ = REAL.bank.søkeord
    near = [text for group in words_.grupper for text in group.nær] if words_ else []
    known = {stem(word) for word in index.vocabulary(EVERYTHING)}
    assert len(near) > 5
    assert [text for text in near if not {stem(word) for word in index.kept(text)} <= known] == []
    other = other_words(REAL.bank)
    assert "~lordagsapent" in other["apningstid"]
    assert "~lordagsapent" in other["oppettid"]


def test_a_phrase_lies_beside_its_first_word_that_is_no_filler() -> None:
    """Nothing is fetched for a filler, but for a phrase of fillers alone: the browser knows what those begin with."""
    assert index.anchor("ga_galt", {"ga"}) == "galt"
    assert index.anchor("si_fra", {"si", "fra"}) == "si"
    assert index.anchor("skrank", {"ga"}) == "skrank"
    other = other_words(REAL.bank)
    assert "si" in SETUP["begynner"]
    assert "er" not in SETUP["begynner"]
    assert all(any(key.startswith(f"{first}_") for key in other) for first in SETUP["begynner"])


def test_only_the_documents_most_about_a_common_word_are_sent() -> None:
    """With how many there are of them all, so that it still counts as common."""
    every = tuple((number, float(number % 10)) for number in range(index.MOST + 100))
    entry = index.Entry(every)
    assert len(entry.first) == index.MOST
    assert min(weight for _, weight in entry.first) >= 1
    assert list(entry.first) == sorted(entry.first)
    assert index.line("ord", entry).split("|")[3] == index.base36(len(every))
    assert index.line("ord", index.Entry(every[:5])).count("|") == 1


def test_words_beside_each_other_are_kept_as_pairs_over_fillers() -> None:
    """In one text, not across two, and not where it is so in very many documents."""
    said = [Document("f1", "f1/", "funn", "Kommunens lange arm", texts=("Alle skal være alt.",))]
    every = [Document(f"k{n}", f"k{n}/", "kilde", "Bøker hjem") for n in range(pairs.MOST)]
    found = pairs.pairs([*said, *every], {"skal", "vare"})
    assert found.pop("bok_hjem") == list(range(1, pairs.MOST + 1))
    assert found == {"kommun_lang": [0], "lang_arm": [0], "all_alt": [0]}
    assert "bok_hjem" not in pairs.pairs([*every, *every[:1]], ())


def test_a_pair_lies_in_the_file_that_its_hash_tells() -> None:
    """The hash is FNV-1a; its rest is written first in the row, with three letters."""
    assert pairs.hashed("") == 0x811C9DC5
    assert pairs.hashed("foobar") == 0xBF9CF968
    found = pairs.pairs(EVERYTHING, search.fillers(REAL.bank))
    files = pairs.files(found)
    assert len(files) == SETUP["par"] > 50
    assert sum(text.count(";") + 1 for text in files) == len(found) > 10_000
    for pair, numbers in list(found.items())[:200]:
        rest, number = divmod(pairs.hashed(pair), len(files))
        mark = index.base36(36**3 + rest % 36**3)[1:]
        assert f"{mark}{','.join(map(index.base36, numbers))}" in files[number].split(";")
    assert pairs.files({}) == [""]


def test_every_stem_can_be_found_by_its_last_letters() -> None:
    """For a word that is wrong from the first letter: the stems lie by their ends, a few in each file."""
    files = [json.loads(FILES[f"{FOLDER}/slutt/{number}.json"]) for number in range(len(SETUP["slutter"]))]
    assert SETUP["slutter"] == sorted(SETUP["slutter"])
    there = {word for file in files for word in file}
    assert {"innbyggertorg", "skrank", "bibliotek"} <= there
    for start, after, file in zip(SETUP["slutter"], [*SETUP["slutter"][1:], "~"], files, strict=True):
        assert all(start <= word[::-1][: index.END] < after for word in file)


def test_a_phrase_is_known_in_the_other_forms_of_its_words(tmp_path: Path) -> None:
    """Where the list of other words tells that «gikk» is «gå»; another word for it leads where it leads."""
    group = "grupper:\n  - {ord: [koster], også: [gå galt, pris]}\n"
    listed = "gikk|=gå\nkostnaden|pris\npriset|~koster\n"
    files = {"models/sokeord.yaml": group, "models/naboord.txt": listed}
    other = other_words(load(small(tmp_path, files).files())[0], {"kost"})
    assert other["gikk_galt"] == other["ga_galt"] == ["kost"]
    assert other[stem("kostnaden")] == ["kost"]
    assert other[stem("priset")] == ["~kost"] or stem("priset") == stem("pris")


def test_a_common_word_of_the_bank_means_what_it_means_in_norwegian(tmp_path: Path) -> None:
    """Whatever it is in Swedish."""
    bank = load(small(tmp_path, {"models/naboord.txt": "rum|rom\n"}).files())[0]
    assert other_words(bank, {"rom"})["rum"] == ["rom"]
    assert "rum" not in other_words(bank, {"rom", "rum"}, {"rum"})


ALTERNATIVES = "^høyringa/høyring<n><f><sg><def>/høyring<n><f><sg><def><compound-R>$ ^tull/*tull$"


def test_the_streams_of_the_dictionaries_are_read() -> None:
    """Words that stand alone with their readings, and the words that a reading means."""
    assert neighbours.readings(ALTERNATIVES) == {"høyringa": {"høyring<n><f><sg><def>"}}
    told = neighbours.translations("^høyring<n><f>/høring<n><m><sg>$ ^x<n>/@x<n>$")
    assert told == {"høyring<n><f>": {"høring"}, "x<n>": frozenset()}
    assert list(neighbours.asked_forms(["a<n><f><sg>"], ["b<n><f><pl>", "c<n><m><pl>", "d<n><f><pl><gen>"])) == [
        "a<n><f><pl>"
    ]


def test_only_what_means_a_word_of_the_bank_and_is_not_found_by_it_is_kept() -> None:
    """Not what the stem finds, not what the bank lacks, and not a Norwegian word that the bank uses itself."""
    own = neighbours.Own(["høring", "skranken", "rolig"], {"skranken": frozenset({"skranke<n><m><sg><def>"})})
    said = {"høyring": ["høring"], "disk": ["skranke"], "høringar": ["høring"], "katt": ["katt"], "rolig": ["høring"]}
    assert neighbours.foreign(own, said, {"rolig"}) == {"høyring": {"høring"}, "disk": {"skranke"}}
    known = {"gikk": frozenset({"gå<vblex><pret>"}), "var": frozenset({"være<vblex><pret>", "vare<n><m><sg>"})}
    forms = {"gikk": {"gå"}, "var": {"være"}}
    assert neighbours.irregular(neighbours.Own(["gå", "være"], {}), forms, known) == {"gikk": {"=gå"}}


def test_a_thesaurus_gives_a_few_near_words_of_the_titles() -> None:
    """Those of short lists, or that name each other; nothing for a word that the bank has."""
    told = neighbours.thesaurus("UTF-8\nhonorar|1\n-|lønn|betaling (muntlig)\nlønn|1\n-|honorar|hyre\n")
    assert told["honorar"] == [["lønn", "betaling"]]
    assert neighbours.near(neighbours.Own(["lønn"], {}), told, {"lon", stem(fold("lønn"))}) == {"honorar": ["lønn"]}
    assert neighbours.lines({"gikk": ["=gå"]}, [{"gikk": ["lure"], "disk": ["skranke"]}], {"honorar": ["lønn"]}) == [
        "disk|skranke", "gikk|=gå", "honorar|~lønn",
    ]  # fmt: skip


def test_the_list_of_other_words_is_well_formed_and_small() -> None:
    """Sorted, most of it leads to what is in the bank or in the words for the search."""
    raw = (ROOT / "models/naboord.txt").read_bytes()
    lines = [line for line in raw.decode().splitlines() if not line.startswith("#")]
    found, problems = wordlist.read_others("models/naboord.txt", raw)
    assert problems == []
    assert 3_000 < len(lines) == len(found)
    assert len(raw) < 300_000
    assert lines == sorted(lines)
    known = {stem(fold(word)) for word in compounding.words_of(REAL.bank) | compounding.searched(REAL.bank)}
    lost = [word for word, meant in found.items() if not {stem(fold(one.lstrip("=~"))) for one in meant} & known]
    assert len(lost) < len(found) / 10, "Kjør  make ordliste"
    assert "opningstid" in found or "åpningstid" in {one for meant in found.values() for one in meant}


def test_other_words_that_cannot_be_read_or_renewed_are_told(tmp_path: Path) -> None:
    """A line that is not of the form has its place; without dictionaries the file stays as it was."""
    _, problems = wordlist.read_others("models/naboord.txt", b"# ja\ndisk|skranke,~luke\ndisk skranke\n|x\n")
    assert [problem.place.line for problem in problems] == [3, 4]
    project = small(tmp_path, {"models/naboord.txt": "disk|skranke\n"})
    with pytest.raises(UserError):
        compounding.renew_others(project, translating.Dictionaries(tmp_path / "mangler"))
    assert (project.root / "models/naboord.txt").read_text() == "disk|skranke\n"


def test_foreign_endings_are_taken_off() -> None:
    """«frågor» and «frågad» are «fråga»."""
    assert bare(fold("frågor"))[0] == bare(fold("frågad"))[0] == stem(fold("fråga"))
    assert bare("bib") == []


def test_a_number_keeps_its_thousands() -> None:
    """«1 200» is one number, with any space; two years in a row are two."""
    assert words("1 200 innbyggere, 348\u00a0771 pund, 2022 2023") == [
        "1200",
        "innbyggere",
        "348771",
        "pund",
        "2022",
        "2023",
    ]


def test_an_edition_is_named_by_its_content() -> None:
    """The same bank gives the same bytes; another bank gives another folder, so a browser may keep what it has."""
    assert dict(search.files(REAL, GATHERINGS)) == FILES
    other = json.loads(dict(search.files(REAL, GATHERINGS[:1]))["sok/oppsett.json"])
    assert other["utgave"] != SETUP["utgave"]
    assert re.fullmatch("[0-9a-f]{8}", SETUP["utgave"])
    assert all(path == "sok/oppsett.json" or path.startswith(f"{FOLDER}/") for path in FILES)


def test_the_files_are_small() -> None:
    """What is fetched first, and what each word costs."""
    sizes = {path: len(gzip.compress(raw)) for path, raw in FILES.items()}
    assert sizes["sok/oppsett.json"] < 4_000
    assert max(size for path, size in sizes.items() if "/ord/" in path) < 8_000
    assert max(size for path, size in sizes.items() if "/kort/" in path) < 2_000


def test_the_columns_tell_the_type_land_and_strength_of_each_document() -> None:
    """One character a document."""
    for name, column in SETUP["kolonner"].items():
        assert len(column) == len(EVERYTHING) == SETUP["antall"], name
    types = [SETUP["fasetter"]["type"][int(place, 36)][0] for place in SETUP["kolonner"]["type"]]
    assert types == [one.type for one in EVERYTHING]


def test_a_bank_without_search_words_can_be_searched(tmp_path: Path) -> None:
    """Neither the words nor the list of compounds must be there."""
    bank, problems = load(small(tmp_path).files())
    assert problems == []
    made = dict(search.files(Knowledge(bank, date(2026, 11, 22)), GATHERINGS))
    assert json.loads(made["sok/oppsett.json"])["antall"] == len(bank.records) + len(GATHERINGS)


def test_what_readers_may_ask_for_leads_to_the_page(tmp_path: Path) -> None:
    """Lines for a record, a hand-written page and a page that gathers, in more files than one; the words are no part of
    what the bank itself writes."""
    ways = {
        "models/innganger/a.yaml": "innganger:\n  q1: [hvor dyrt blir zeppelineren]\n  om: [hvem zeppeliner]\n",
        "models/innganger/b.yaml": "innganger:\n  q1: [regning]\n  landskap: [zeppelinere på kart]\n",
        "content/sider/om.md": "---\ntittel: Om\nbeskrivelse: Om banken.\n---\n\nTekst.\n",
    }
    bank, problems = load(small(tmp_path, ways).files())
    assert problems == []
    assert bank.ways_in["q1"] == ("hvor dyrt blir zeppelineren", "regning")
    everything = list(documents(Knowledge(bank, date(2026, 11, 22)), GATHERINGS))
    found = index.weights(everything, Splitter({}, index.vocabulary(everything)))
    assert {everything[number].id for number in found[stem("zeppeliner")]} == {"q1", "om", "landskap"}
    assert not {"zeppelineren", "zeppeliner", "zeppelinere"} & index.vocabulary(everything)


def test_what_readers_may_ask_for_is_never_shown() -> None:
    """Not as a sentence of an answer, not on a card; in the real bank nearly every page has some, each once."""
    shown = [json.loads(raw) for path, raw in FILES.items() if "/setninger/" in path or "/kort/" in path]
    texts = {text for file in shown for row in file for text in row if isinstance(text, str)}
    assert len(texts) > 3_000
    own = {text for one in EVERYTHING for text in (one.id, one.url, one.title, one.place, *one.texts, *one.facts)}
    assert texts <= own
    assert len({text for one in EVERYTHING for text in one.asked} - own) > 10_000
    assert sum(not one.asked for one in EVERYTHING) < len(EVERYTHING) / 20
    assert [one.id for one in EVERYTHING if len(set(one.asked)) < len(one.asked)] == []


def test_a_fault_among_the_search_words_is_told(tmp_path: Path) -> None:
    """Like any other file: an unknown field has a place and a fix."""
    _, problems = load(small(tmp_path, {"models/sokeord.yaml": "grupper:\n  - {ord: [torg], ogsa: [plass]}\n"}).files())
    assert problems
    assert {problem.place.path for problem in problems} == {"models/sokeord.yaml"}
