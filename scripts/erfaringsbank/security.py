"""The headers that the site is made to be sent with: the one place where they stand, and why. Pure.

`serve`, the tests' server and the examples in `content/sider/utvikling/sikkerhet.md` are all made from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """One line of the Content-Security-Policy, and why it is there, for those who run the host."""

    name: str
    value: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


POLICY = (
    Directive("default-src", "'none'", "Det som ikke er nevnt under, er ikke lov."),
    Directive("script-src", "'self'", "Skript er filer fra nettstedet selv. Skript inne i en side kjører ikke."),
    Directive("style-src", "'self'", "Det samme for stilark, også for stil som er skrevet på et element."),
    Directive("img-src", "'self' data:", "Bilder kommer fra nettstedet, eller ligger inne i stilarket."),
    Directive("font-src", "'self'", "Skrifter hentes aldri fra andre."),
    Directive(
        "connect-src",
        "'self'",
        "Søket, listene og sammenligningen henter nettstedets egne filer. Ingenting sendes eller hentes andre steder.",
    ),
    Directive("worker-src", "'self'", "Et arbeidsskript kan bare være nettstedets eget."),
    Directive("manifest-src", "'self'", "Filen med navn og ikon for telefoner ligger her."),
    Directive("base-uri", "'none'", "Ingen kan få lenkene på en side til å peke et annet sted."),
    Directive("form-action", "'self'", "Søkefeltet sender bare til nettstedet selv."),
    Directive("frame-ancestors", "'none'", "Ingen andre kan vise siden inne i sin egen."),
)  # fmt: skip
NOT_IN_META = frozenset({"frame-ancestors"})  # browsers take no notice of it there: CSP level 3, section 3.3


def policy(*, meta: bool = False) -> str:
    """The Content-Security-Policy as one line; `meta` leaves out what only counts as a header."""
    return "; ".join(str(directive) for directive in POLICY if not (meta and directive.name in NOT_IN_META))


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
WHY: Mapping[str, str] = {
    "Content-Security-Policy": "Nettleseren henter og kjører bare det som står i tabellen under.",
    "X-Content-Type-Options": "Nettleseren gjetter ikke hva en fil er.",
    "Referrer-Policy": "Når noen følger en lenke ut, får ikke det andre nettstedet vite hvilken side de kom fra.",
    "Permissions-Policy": "Ingen side kan be om kamera, sted eller mikrofon.",
    "Cross-Origin-Opener-Policy": "En side som åpner denne i et nytt vindu, får ikke styre vinduet.",
}
COMPRESSED = (
    "text/calendar", "text/css", "text/csv", "text/javascript", "text/markdown", "text/turtle", "text/xml",
    "application/javascript", "application/json", "application/manifest+json", "application/xml", "image/svg+xml",
)  # fmt: skip


def meta() -> str:
    """The policy as an element of a page, for a host that cannot send headers."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy(meta=True)}">'


def nginx(base: str = "/") -> str:
    """What goes into the `server` block of nginx, for a site published under the path `base`."""
    lines = [
        "charset utf-8;",
        f"error_page 404 {base}404.html;",
        "",
        "gzip on;",
        "gzip_comp_level 6;",
        "gzip_vary on;",
        f"gzip_types {' '.join(COMPRESSED)};",
        "location ~ [.]webmanifest$ { default_type application/manifest+json; }",
        "location ~ [.]ics$ { default_type text/calendar; }",
        'location ~ [.]ttl$ { default_type "text/turtle; charset=utf-8"; }',
        'location ~ [.]md$ { default_type "text/markdown; charset=utf-8"; }',
        "location ~ [.]bib$ { default_type application/x-bibtex; }",
        "location ~ [.]ris$ { default_type application/x-research-info-systems; }",
        "",
        *(f'add_header {name} "{value}" always;' for name, value in HEADERS.items()),
    ]
    return "\n".join(lines) + "\n"


def apache(base: str = "/") -> str:
    """What goes into the `VirtualHost` of Apache (with mod_headers and mod_deflate)."""
    lines = [
        "AddDefaultCharset utf-8",
        f"ErrorDocument 404 {base}404.html",
        "",
        f"AddOutputFilterByType DEFLATE text/html {' '.join(COMPRESSED)}",
        "AddType application/manifest+json .webmanifest",
        "AddType text/calendar .ics",
        "AddType text/turtle .ttl",
        "AddType text/markdown .md",
        "AddType application/x-bibtex .bib",
        "AddType application/x-research-info-systems .ris",
        "",
        *(f'Header always set {name} "{value}"' for name, value in HEADERS.items()),
    ]
    return "\n".join(lines) + "\n"


def header_table() -> str:
    """The headers and why, as a Markdown table."""
    rows = [f"| `{name}` | {WHY[name]} |" for name in HEADERS]
    return "\n".join(["| Hode | Hva det gjør |", "| --- | --- |", *rows]) + "\n"


def policy_table() -> str:
    """The directives of the policy and why, as a Markdown table."""
    rows = [f"| `{directive}` | {directive.why} |" for directive in POLICY]
    return "\n".join(["| Regel | Hvorfor |", "| --- | --- |", *rows]) + "\n"
