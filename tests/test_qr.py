"""The QR codes: each can be read, each leads to something that is there, and none leads to a placeholder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banks import MINIBANK, ROOT
from erfaringsbank import qr
from erfaringsbank.addresses import addresses_to, url_of
from erfaringsbank.code_files import code_files, targets
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pages import pages
from erfaringsbank.records import Record
from paper import TODAY, bank_with, known, matrix, published_files, read

BOTH = pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["bank", "minibank"])


@BOTH
def test_every_code_of_a_bank_is_read_again(root: Path) -> None:
    """A decoder that is not ours finds the address in the code of every record and every page."""
    site, looked = known(root).bank.nettsted, 0
    for target in targets(known(root)):
        address = qr.address_of(site, target)
        assert read(matrix(qr.code(address))) == [address]
        looked += isinstance(target, Record)
    assert looked == len(known(root).bank.records) > 20


@BOTH
def test_every_code_leads_to_a_page(root: Path) -> None:
    """A record's to its short address, which leads on to its page, and a page's to that page."""
    bank = known(root).bank
    there = {url_of(page) for page, _ in pages(bank, TODAY)}
    leading = {address: target for record in bank.records.values() for address, target in addresses_to(record)}
    base = bank.nettsted.adresse
    looked = 0
    for target in targets(known(root)):
        address = qr.address_of(bank.nettsted, target).removeprefix(base)
        assert leading.get(address, address) in there, address
        assert (address in leading) == isinstance(target, Record)
        looked += 1
    assert looked > 80


@BOTH
def test_the_pages_and_the_files_agree(root: Path) -> None:
    """Every page that shows a code has it lying beside it, and no code lies there that no page shows."""
    heads = [head_of(text.encode()) for _, text in pages(known(root).bank, TODAY)]
    shown = [head["qr"] for head in heads if "qr" in head]
    made = [path for path, _ in code_files(known(root))]
    assert sorted(shown) == sorted(made)
    assert len(made) == len(set(made)) > 80
    assert all(f"{head['qr_til']}".startswith("bank.test/") for head in heads if "qr" in head)


def test_a_page_without_its_code_would_be_found() -> None:
    """The gate is alive: a record more among the pages than among the files parts them."""
    files = published_files(MINIBANK) | {
        "content/begreper/b77-nytt.yaml": b"tittel: Nytt\ndefinisjoner: ['Ja. [k1]']\n"
    }
    bank = bank_with(files)
    shown = {head_of(text.encode()).get("qr") for _, text in pages(bank, TODAY)}
    assert shown - {path for path, _ in code_files(known(MINIBANK))} - {None} >= {"qr/b77.svg"}


@BOTH
def test_a_placeholder_is_never_put_in_a_code(root: Path) -> None:
    """With the address the banks of the repository have, there is no file, no head that names one, and no link."""
    waiting = known(root, published=False)
    assert "adresse" in waiting.bank.nettsted.plassholdere
    assert list(code_files(waiting)) == []
    texts = [text for _, text in pages(waiting.bank, TODAY)]
    assert len(texts) > 80
    assert not any("qr" in head_of(text.encode()) or "QR-kode</a>" in text for text in texts)


def test_the_page_of_a_record_links_to_its_code() -> None:
    """Under «Om denne posten», as plain HTML that no engine has to know of."""
    (text,) = [text for page, text in pages(known(MINIBANK).bank, TODAY) if page.startswith("funn/f1-")]
    assert '<a href="../../qr/f1.svg" data-side="qr/f1.svg">QR-kode</a>' in text.partition("{ #om-posten }")[2]


def test_a_code_is_a_small_picture_that_says_where_it_leads() -> None:
    """Black on white with four modules of white round it, a size in millimetres, no style, no script, the same twice."""
    files = dict(code_files(known(MINIBANK)))
    again = dict(code_files(Knowledge(known(MINIBANK).bank, TODAY)))
    qr.svg.cache_clear()
    assert files == again == dict(code_files(known(MINIBANK)))
    for path, data in files.items():
        text = data.decode()
        size = re.search(r'width="(\d+)mm" height="\1mm" viewBox="0 0 \1 \1"', text)
        assert size, path
        assert f'fill="#fff" d="M0 0h{size[1]}v{size[1]}' in text
        assert "<title>QR-kode til bank.test/under/" in text
        assert not re.search("<script|style=|class=|https?://(?!www.w3.org/2000/svg)", text), path
        assert len(data) < 4_000


def test_the_best_code_is_read_too() -> None:
    """Posters try all masks: another code, the same address."""
    address = "https://bank.test/f3/"
    assert read(matrix(qr.code(address, best=True))) == [address]
    assert qr.svg(address) == qr.svg(address)


def test_a_spoilt_code_is_not_read() -> None:
    """The decoder is alive: with a corner painted over, it finds nothing."""
    picture = matrix(qr.code("https://bank.test/f3/"))
    picture.paste(255, (0, 0, picture.width // 2, picture.height // 2))
    assert read(picture) == []
