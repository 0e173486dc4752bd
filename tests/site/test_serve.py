"""`serve` as an author has it: a process that shows the site, follows the files, and tells what is wrong."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from previews import PATIENCE, Preview, serving, until

from banks import QUESTION, command, copy
from erfaringsbank.watch import CLIENT

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("nettleser")]

QUESTION_FILE = "content/sporsmal/q1-pris.yaml"
PAGE = "content/sider/om.md"
SETTINGS = "content/nettsted.yaml"
TERM = "content/begreper/b1-torg.yaml"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The test bank, shown for as long as this module's tests need it."""
    folder = tmp_path_factory.mktemp("serve")
    project = copy(folder / "bank")
    (project.root / QUESTION_FILE).write_text(QUESTION, encoding="utf-8")
    with serving(project, folder / "logg.txt") as running:
        running.shows("/sporsmal/q1-pris/", "Hva koster det?")
        yield running


@pytest.fixture(autouse=True)
def sound(preview: Preview) -> Iterator[None]:
    """Every test finds the bank as it was, and shown without trouble, whatever the last one did to it."""
    kept = {name: preview.project.root / name for name in (QUESTION_FILE, PAGE, SETTINGS, TERM)}
    before = {name: path.read_text(encoding="utf-8") for name, path in kept.items()}
    yield
    changed = [name for name, path in kept.items() if path.read_text(encoding="utf-8") != before[name]]
    with preview.events() as listen:
        edition, trouble = listen(lambda *_: True)
        for name in changed:
            preview.write(name, before[name])
        if changed or trouble:
            listen(lambda now, trouble: now > edition and not trouble)
    # An edition of the test's own last save may come first: wait for what the readers see, not for the count.
    preview.shows("/", "Minibanken")
    preview.shows("/sporsmal/q1-pris/", "Hva koster det?")
    preview.shows("/begreper/b1-torg/", "Et sted for hjelp.")


def test_a_page_is_shown_with_the_script_that_follows_it(preview: Preview) -> None:
    """The site is what `build` makes, with one script more; the script itself is there."""
    status, page = preview.get("/")
    assert status == 200
    assert page.count(f'<script src="{CLIENT}"></script></body>') == 1
    assert "EventSource" in preview.get(CLIENT)[1]
    on_disk = (preview.project.site / "index.html").read_text(encoding="utf-8")
    assert CLIENT not in on_disk
    assert page.replace(f'<script src="{CLIENT}"></script>', "") == on_disk


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/funn/", 200, "<html"),
        ("/funn", 200, "<html"),
        ("/f1/", 200, "http-equiv"),
        ("/data/erfaringsbank.json", 200, '"poster"'),
        ("/assets/erfaringsbank.css", 200, "--eb-"),
        ("/finnes-ikke/", 404, "Fant ikke siden"),
        ("/..%2f..%2fmkdocs.yml", 404, "Fant ikke siden"),
        ("/../../mkdocs.yml", 404, "Fant ikke siden"),
        ("/%2e%2e/%2e%2e/content/nettsted.yaml", 404, "Fant ikke siden"),
    ],
)
def test_addresses_are_files_of_the_site_and_nothing_else(preview: Preview, path: str, status: int, words: str) -> None:
    """Folders with and without a slash, redirects, data; the site's own page for what is missing, and no way out."""
    assert (preview.get(path)[0], words in preview.get(path)[1]) == (status, True)


def edition(preview: Preview) -> str:
    """The edition of the search: it is named by all that can be found."""
    return str(json.loads(preview.get("/sok/oppsett.json")[1])["utgave"])


def test_an_edit_is_shown_and_told(preview: Preview) -> None:
    """A title that changes comes on its page, in the lists and in the search, and those who listen hear of it."""
    preview.shows("/sporsmal/q1-pris/", "Hva koster det?")
    before_edit = edition(preview)
    with preview.events() as listen:
        before, trouble = listen(lambda *_: True)
        assert trouble == ""
        preview.write(QUESTION_FILE, QUESTION.replace("Hva koster det?", "Hva koster alt sammen?"))
        listen(lambda edition, trouble: edition > before and not trouble)
    preview.shows("/sporsmal/q1-pris/", "Hva koster alt sammen?")
    preview.shows("/alle/", "Hva koster alt sammen?")
    assert edition(preview) != before_edit
    assert preview.get("/q1/")[0] == 200


def test_a_term_that_changes_is_explained_anew_where_it_is_used(preview: Preview) -> None:
    """The explanation stands on other pages than the term's own, and those did not change."""
    assert "Et sted for hjelp." in preview.get("/tjenester/")[1]
    before = (preview.project.root / TERM).read_text(encoding="utf-8")
    preview.write(TERM, before.replace("Et sted for hjelp.", "Et sted for alle spørsmål."))
    preview.shows("/begreper/b1-torg/", "Et sted for alle spørsmål.")
    assert "Et sted for alle spørsmål." in preview.get("/tjenester/")[1]


def test_new_and_deleted_files_are_seen(preview: Preview) -> None:
    """A record that comes gets its page and its short address; when it goes, they go."""
    name = "content/sporsmal/q77-ny.yaml"
    before = edition(preview)
    preview.write(name, QUESTION.replace("Hva koster det?", "Et nytt spørsmål"))
    preview.shows("/sporsmal/q77-ny/", "Et nytt spørsmål")
    preview.shows("/sporsmal/", "Et nytt spørsmål")
    assert preview.get("/q77/")[0] == 200
    assert edition(preview) != before
    (preview.project.root / name).unlink()
    until(lambda: True if preview.get("/q77/")[0] == 404 else None, preview.said)
    assert preview.get("/sporsmal/q77-ny/")[0] == 404
    assert "Et nytt spørsmål" not in preview.get("/alle/")[1]
    assert edition(preview) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (QUESTION.replace("[k1]", "[k999]"), "[ukjent-referanse]"),
        ("tittel: [\n", "q1-pris.yaml:"),
        ("", "q1-pris.yaml:1:1"),
    ],
    ids=["reference", "yaml", "empty"],
)
def test_while_something_is_wrong_the_last_good_page_stays(preview: Preview, text: str, told: str) -> None:
    """Event and terminal tell what is wrong, and the page is as it was; when it is mended, a new edition comes."""
    with preview.events() as listen:
        listen(lambda *_: True)
        preview.write(QUESTION_FILE, text)
        before, trouble = listen(lambda _, trouble: bool(trouble))
        assert told in trouble
        assert "\x1b" not in trouble
        assert "[/" not in trouble
        assert told in preview.said()
        assert "Hva koster det?" in preview.get("/sporsmal/q1-pris/")[1]
        preview.write(QUESTION_FILE, QUESTION.replace("Et regnskap.", "Et annet regnskap."))
        listen(lambda edition, trouble: edition > before and not trouble)
    preview.shows("/sporsmal/q1-pris/", "Et annet regnskap.")


def test_one_who_comes_late_hears_what_is_wrong(preview: Preview) -> None:
    """Whoever opens a page while the content is wrong gets the trouble as the first event."""
    preview.write(QUESTION_FILE, QUESTION.replace("[k1]", "[k998]"))
    until(lambda: True if "k998" in preview.said() else None, preview.said)
    with preview.events() as listen:
        assert "k998" in listen(lambda *_: True)[1]


def test_a_fault_of_the_engine_is_told_too(preview: Preview) -> None:
    """A link in a page that leads nowhere is the engine's to find; in the preview it is shown as other faults are."""
    good = (preview.project.root / PAGE).read_text(encoding="utf-8")
    with preview.events() as listen:
        preview.write(PAGE, good + "\n[x](finnes-ikke-her.md)\n")
        _, trouble = listen(lambda _, trouble: bool(trouble))
        assert "finnes-ikke-her" in trouble
        preview.write(PAGE, good)
        listen(lambda _, trouble: not trouble)


def test_a_change_of_style_or_settings_is_shown(preview: Preview) -> None:
    """The theme and `nettsted.yaml` touch every page, and every page is made anew."""
    style = "overrides/stil/10-grunn.css"
    preview.write(style, (preview.project.root / style).read_text(encoding="utf-8") + "\n/* ny stil */\n")
    preview.shows("/assets/erfaringsbank.css", "/* ny stil */")
    text = (preview.project.root / SETTINGS).read_text(encoding="utf-8")
    preview.write("content/.halvferdig", text.replace("Minibanken", "Maksibanken"))
    (preview.project.root / "content/.halvferdig").replace(preview.project.root / SETTINGS)  # as many editors save
    for page in ("/", "/funn/f1-tillit/", "/utvikling/kommandoer/"):
        preview.shows(page, "Maksibanken")


def test_it_listens_on_this_machine_only(preview: Preview) -> None:
    """The socket is bound to 127.0.0.1; no other address of the machine answers."""
    port = int(preview.address.rpartition(":")[2])
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    bound = {fields[1] for fields in listening if fields[3] == "0A" and fields[1].endswith(f":{port:04X}")}
    assert bound == {f"0100007F:{port:04X}"}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), PATIENCE)


def test_a_taken_port_is_said_with_another_way(preview: Preview) -> None:
    """Exit code 2, and the command that takes a free port."""
    port = preview.address.rpartition(":")[2]
    done = command("serve", "--port", port, "--sekunder", "1", cwd=preview.project.root)
    assert (done.returncode, done.stderr) == (
        2,
        f"Feil: Porten {port} er opptatt.\nVelg en annen:  erfaringsbank serve --port 0\n",
    )


def test_it_starts_with_faults_and_stops_by_itself(tmp_path: Path) -> None:
    """With an error from the start there is a page that says so; after the given time it ends with code 0."""
    project = copy(tmp_path / "bank")
    (project.root / QUESTION_FILE).write_text("tittel: [\n", encoding="utf-8")
    with serving(project, tmp_path / "logg.txt", "--sekunder", "8") as running:
        status, page = running.get("/")
        assert (status, "Nettstedet er ikke bygd ennå" in page) == (404, True)
        assert CLIENT in page
        assert running.process.wait(PATIENCE) == 0
        assert "q1-pris.yaml" in running.said()
        assert "Traceback" not in running.said()


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    """Also in the middle of a build: the code of an interrupted program, and no traceback."""
    project = copy(tmp_path / "bank")
    with serving(project, tmp_path / "logg.txt") as running:
        assert running.address
        running.process.send_signal(2)
        assert running.process.wait(PATIENCE) == 130
        assert "Traceback" not in running.said()
