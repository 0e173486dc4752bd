"""The sites and indexes that our search is laid beside, made from the same pages as ours.

Each takes a folder of Markdown that the generator has written and gives a folder to host, or a file to ask.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from erfaringsbank.records import BY_FOLDER

HERE = Path(__file__).parent
NPM = ("minisearch@7", "@orama/orama@3", "@orama/stemmers@3")
NPM_NAMES = ("minisearch", "orama")
ARTICLE = ".md-content__inner"  # where the theme has the text of a page
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "NO_COLOR": "1"}
_EXTENSIONS = [
    "admonition", "attr_list", "def_list", "md_in_html", "tables", {"toc": {"permalink": False, "toc_depth": 3}},
]  # fmt: skip
_RECORD = re.compile(r"^([a-z-]+)/([a-z][1-9][0-9]*)(?:-[^/]*)?/$")
_TAG = re.compile(r"<[^>]*>")


class MissingError(Exception):
    """A peer that cannot be asked on this machine, with the reason in words."""


def plain(docs: Path, site: str, **more: object) -> dict[str, object]:
    """The configuration of a site with the theme as it comes, its own search in Norwegian, and none of ours."""
    return {
        "site_name": "Banken",
        "docs_dir": docs.name,
        "site_dir": site,
        "use_directory_urls": True,
        "theme": {"name": "material", "language": "nb", "font": False, **more},
        "plugins": [{"search": {"lang": "no"}}],
        "nav": [{"Forside": "index.md"}, {"Funn": "funn/index.md"}, {"Caser": "caser/index.md"}],
        "validation": {"nav": {"omitted_files": "ignore"}},
        "markdown_extensions": _EXTENSIONS,
    }


def built(engine: str, docs: Path, site: str) -> Path:
    """Build a plain site beside the folder of Markdown with `mkdocs` or `zensical`."""
    config = docs.parent / f"{site}.yml"
    config.write_text(json.dumps(plain(docs, site)), encoding="utf-8")
    line = [sys.executable, "-m", engine, "build", "-f", config.name]
    done = subprocess.run(
        line, cwd=docs.parent, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False
    )
    found = docs.parent / site
    if done.returncode or not (found / "index.html").is_file():
        raise MissingError(f"{engine} bygde ikke: {(done.stderr or done.stdout)[-400:].strip()}")
    return found


def pagefind(site: Path) -> Path:
    """Lay Pagefind's index over a built site, in `pagefind/` there."""
    line = [sys.executable, "-m", "pagefind", "--silent", "--site", str(site), "--root-selector", ARTICLE]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"Pagefind er ikke her: {done.stderr[-200:].strip()}")
    for name in ("finn.html", "finn.js"):
        shutil.copy(HERE / "pagefind" / name, site / name)
    return site


def index_of(site: Path) -> dict[str, Any]:
    """The search index that the theme's plugin made."""
    found: dict[str, Any] = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return found


def documents(index: Mapping[str, Any]) -> list[dict[str, str]]:
    """The pages of the theme's index as whole texts: `adresse`, `tittel` and `tekst` of each."""
    pages: dict[str, dict[str, str]] = {}
    for part in index["docs"]:
        address = part["location"].split("#")[0]
        page = pages.setdefault(address, {"adresse": address, "tittel": unescape(part["title"]), "tekst": ""})
        page["tekst"] += f"{unescape(part['title'])} {unescape(_TAG.sub(' ', part['text']))}\n"
    return list(pages.values())


def id_of(address: str) -> str:
    """What an address is called in the judged searches: the ID of a record, the path of any other page."""
    found = _RECORD.match(address)
    return found[2] if found and found[1] in BY_FOLDER else address.strip("/")


def judged_ids(addresses: Iterable[str], known: frozenset[str]) -> list[str]:
    """Addresses as the answers are written, each once. Pages that no search is judged by take no place."""
    ids = (id_of(address.split("#")[0]) for address in addresses)
    return list(dict.fromkeys(id_ for id_ in ids if id_ in known))


def from_npm(work: Path, pages: Sequence[Mapping[str, str]], searches: Sequence[str]) -> dict[str, list[list[str]]]:
    """The addresses that each library of npm gives for each search. Raises MissingError where there is no Node."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise MissingError("MiniSearch og Orama er hoppet over: det er ingen Node her.")
    work.mkdir(parents=True, exist_ok=True)
    line = [npm, "install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix", str(work), *NPM]
    done = subprocess.run(line, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError("MiniSearch og Orama er hoppet over: npm fikk dem ikke.")
    shutil.copy(HERE / "npm.mjs", work / "npm.mjs")
    told = json.dumps({"sider": pages, "soek": searches})
    done = subprocess.run([node, "npm.mjs"], cwd=work, input=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"MiniSearch og Orama er hoppet over: {done.stderr[-300:]}")
    answers: dict[str, list[list[str]]] = json.loads(done.stdout)
    return answers
