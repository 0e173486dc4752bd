"""Banks as their readers meet them: every generated file, and its Markdown through the engine's own renderer."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml
from lxml import html as lxml_html
from markdown import Markdown

from banks import MINIBANK, ROOT
from erfaringsbank import checking, pipeline
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.cli.main import command_docs
from erfaringsbank.pages import pages
from erfaringsbank.project import Project
from erfaringsbank.records import Record

TODAY = date(2026, 11, 22)
ENGINE_BUILT_IN = ("toc", "tables", "fenced_code")  # MkDocs adds these to what mkdocs.yml lists


@cache
def engine_markdown() -> Markdown:
    """Python-Markdown with the extensions that the bank's own mkdocs.yml gives the engine."""
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    options: dict[str, dict[str, Any]] = {}
    for item in listed:
        options |= item if isinstance(item, dict) else {item: {}}
    return Markdown(extensions=list(dict.fromkeys([*ENGINE_BUILT_IN, *options])), extension_configs=options)


def as_html(source: str) -> Any:
    """The HTML of some Markdown as a tree."""
    engine = engine_markdown()
    engine.reset()
    return lxml_html.fragment_fromstring(engine.convert(source), create_parent="main")


def folded(text: str) -> str:
    """Text as a browser shows it: white space folded, none at the ends."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def head_and_body(page: str) -> tuple[dict[str, str], str]:
    """The fields of a page's head, and its Markdown."""
    _, head, body = page.split("---\n", 2)
    return yaml.safe_load(head), body


@dataclass(frozen=True, eq=False)
class Rendered:
    """A bank with every file that is made of it, by path."""

    bank: Bank
    files: Mapping[str, bytes]

    @property
    def pages(self) -> dict[str, str]:
        """The Markdown pages."""
        return {path: data.decode() for path, data in self.files.items() if path.endswith(".md")}

    def markdown(self, record: Record) -> str:
        """The Markdown of a record's page."""
        return self.files[page_of(record)].decode()

    @cache  # noqa: B019  there are two of these, and they live as long as the tests
    def html(self, path: str) -> Any:
        """A page as the engine renders it. Not to be changed."""
        return as_html(head_and_body(self.files[path].decode())[1])

    def text(self, path: str) -> str:
        """What a reader sees of a page."""
        return folded(self.html(path).text_content())

    def links(self, path: str) -> Iterator[str]:
        """Every link of a page that leads to another file of the bank, as that file's path.

        What is downloaded is laid beside the pages when they are built; the built site shows whether it is there.
        """
        for href in self.html(path).xpath("//a[not(@download)]/@href"):
            if "://" not in href and not href.startswith(("#", "mailto:")):
                yield self._file(path, re.split("[?#]", href)[0])

    def _file(self, path: str, address: str) -> str:
        """The file that a relative address leads to. In Markdown it names the file; in a picture it is the browser's."""
        if not address.endswith("/"):
            return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        folder = posixpath.normpath(posixpath.join(url_of(path), address))
        page = posixpath.normpath(f"{folder}/index.md")
        return page if page in self.files else f"{folder}.md"

    def leads_to(self, path: str, record: Record) -> bool:
        """Whether a page has a link to a record's page."""
        return page_of(record) in set(self.links(path))


def _rendered(project: Project) -> Rendered:
    checked = checking.read_and_check(project, TODAY)
    return Rendered(checked.bank, dict(pipeline.render(project, checked.bank, TODAY, command_docs())))


@cache
def real() -> Rendered:
    """The project's own bank."""
    return _rendered(Project(ROOT))


@cache
def small() -> Rendered:
    """The small bank of the tests."""
    return _rendered(Project(MINIBANK))


def rendered(bank: Bank) -> Rendered:
    """A bank made by a test, with its pages."""
    return Rendered(bank, {path: text.encode() for path, text in pages(bank, TODAY)})
