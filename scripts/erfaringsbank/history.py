"""The bank as it was: the content files at an earlier revision, read from git. The only module that calls git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from erfaringsbank.problems import UserError


def files_at(root: Path, revision: str) -> list[tuple[str, bytes]]:
    """The files of `content/` and `models/` at a revision, with paths relative to the bank's folder.

    Raises UserError when there is no git, no repository, or no such revision.
    """
    _resolve(root, revision)
    archive = _git(root, "archive", "--format=tar", revision, "--", "content", "models")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return [(member.name, _content(tar, member)) for member in tar.getmembers() if member.isfile()]


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""


def _resolve(root: Path, revision: str) -> None:
    if revision.startswith("-"):
        raise UserError(f"«{revision}» er ikke en revisjon.", "Skriv en gren, et merke eller en innsending.")
    _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise UserError(
            "git er ikke installert.", "Uten git finnes det ingen tidligere utgave å sammenligne med."
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        told = f" ({said[-1]})" if said else ""
        fix = "Sjekk at mappen er et git-lager, og at revisjonen finnes (git log)."
        raise UserError(f"git fant ikke den utgaven{told}.", fix)
    return done.stdout
