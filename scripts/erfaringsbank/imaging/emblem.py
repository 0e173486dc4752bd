"""The mark of the site as files: the icon of the tab, the icons of a home screen, and the web manifest. Pure.

They follow the colours of the profile. What the theme has of its own is not made.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from erfaringsbank.bank import Bank
from erfaringsbank.imaging.drawing import icon
from erfaringsbank.profile.identity import Profile

FAVICON = "assets/favicon.svg"
MANIFEST = "manifest.webmanifest"
ICONS = {f"assets/ikon-{size}.png": size for size in (180, 192, 512)}
"""180 is what Apple's devices ask for; the two others are those of the manifest."""
OWN_MARK = "assets/ikon-512.png"
"""A theme that has this file has a mark of its own, and the cards do not show ours."""

_FAVICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="5" fill="{surface}"/>
<g transform="translate(4 4) scale(.75)" fill="none" stroke="{mark}" stroke-width="3">
<path d="M3 3h18v18H3z"/><path d="M11 11h18v18H11z"/><path fill="{mark}" d="M11 11h10v10H11z"/>
</g>
</svg>
"""


def emblem(bank: Bank, profile: Profile, own: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(path under `build/docs`, content) of every file of the mark that is not among the theme's `own`."""
    made = {FAVICON: favicon(profile), MANIFEST: manifest(bank, profile)}
    made |= {path: icon(size, profile) for path, size in ICONS.items()}
    yield from ((path, data) for path, data in made.items() if path not in own)


def favicon(profile: Profile) -> bytes:
    """The mark on its colour: it is seen on a light and on a dark tab."""
    return _FAVICON.format(surface=profile.light("aksent"), mark=profile.light("aksent-tekst")).encode()


def manifest(bank: Bank, profile: Profile) -> bytes:
    """The web manifest (https://www.w3.org/TR/appmanifest/): a site in a browser, with a name, colours and icons.

    The icons have room enough round the mark to be cut to any shape.
    """
    site = bank.nettsted
    sizes = [(path, size) for path, size in ICONS.items() if size != 180]
    told = {
        "name": str(site.navn),
        "short_name": str(site.navn),
        "description": str(site.undertittel),
        "lang": "nb",
        "dir": "ltr",
        "start_url": ".",
        "scope": ".",
        "display": "browser",
        "theme_color": profile.light("aksent"),
        "background_color": profile.light("bunn"),
        "icons": [
            {"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for path, size in sizes
            for purpose in ("any", "maskable")
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
