"""The manual pages of what can be wrong with the profile: the file of colours, type and shape. Found by `identity`."""

from __future__ import annotations

from erfaringsbank.problems import manual

PROFILE = "overrides/stil/00-profil.css"
"""Where the profile is said to lie, also when it comes with the tool and lies elsewhere."""

EXAMPLE = """\
:root {
  --eb-bunn: light-dark(#fbfaf6, #12191c);
  --eb-flate: light-dark(#ffffff, #1a2327);
  --eb-dus: light-dark(#e9f1f0, #17313a);
  --eb-apen-flate: light-dark(#fcf2dd, #33291a);
  --eb-tekst: light-dark(#1a2327, #e9eded);
  --eb-dempet: light-dark(#4c5a60, #aab7bb);
  --eb-aksent: light-dark(#0b5361, #86d2d8);
  --eb-aksent-tekst: light-dark(#ffffff, #0d1a1d);
  --eb-apen: light-dark(#7d4a00, #f0c274);
  --eb-linje: light-dark(#d8dbd6, #344248);
  --eb-kant: light-dark(#6b7a80, #84949a);
  --eb-fokus: light-dark(#0b2a33, #ffffff);
  --eb-fokus-ytre: light-dark(#ffd24d, #0d1a1d);
  --eb-serie-1: light-dark(#0b5361, #86d2d8);
  --eb-serie-2: light-dark(#a4501f, #f0a878);
  --eb-serie-3: light-dark(#5b5f8d, #b6b9e8);
  --eb-skrift: "Segoe UI", Roboto, sans-serif;
  --eb-skrift-kode: Consolas, monospace;
  --eb-radius: 0.375rem;
  --eb-lesebredde: 42rem;
  --eb-bredde: 76rem;
}
"""


def _page(code: str, text: str, right: str, wrong: str) -> str:
    """A page whose examples are the whole file, with one line written rightly and wrongly."""
    blocks = [text]
    for name, body in (("Galt:", EXAMPLE.replace(right, wrong)), ("Rett:", EXAMPLE)):
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        blocks.append(f"{name}\n    # fil: {PROFILE}\n{lines}")
    return manual(code, "\n\n".join(blocks))


KONTRAST = _page(
    "profil-kontrast",
    """To farger ligger for nær hverandre
    Tekst skal ha en kontrast på minst 4,5 mot flaten den står på (WCAG 2.2, 1.4.3). Kanten på knapper og felt, ringen
    rundt det som har fokus, og merkene i bildene skal ha minst 3 (WCAG 2.2, 1.4.11). Det gjelder både lyse og mørke
    farger. Meldingen foreslår den nærmeste fargen med samme tone som holder mot alt den brukes sammen med.""",
    "--eb-dempet: light-dark(#4c5a60, ",
    "--eb-dempet: light-dark(#8a979c, ",
)
MANGLER = _page(
    "profil-mangler",
    """Profilen mangler en verdi
    Stilarket bruker alle verdiene. Mangler én, velger nettleseren noe annet, og teksten kan bli uleselig. Meldingen har
    en linje som kan limes inn i :root { … }. Bytt gjerne fargen etterpå; kontrasten blir kontrollert igjen.""",
    "  --eb-kant: light-dark(#6b7a80, #84949a);\n",
    "",
)
FORM = _page(
    "profil-form",
    """En verdi i profilen kan ikke leses
    En farge skrives som light-dark(lys, mørk), med to farger på formen #rrggbb, så kontrasten kan regnes ut. Et mål er
    et tall med rem, em, px eller ch. En skriftliste slutter med en skrift alle har, som sans-serif. Hver verdi står én
    gang, rett i :root { … }, med semikolon etter.""",
    "--eb-aksent: light-dark(#0b5361, #86d2d8)",
    "--eb-aksent: teal",
)
UKJENT = _page(
    "profil-ukjent",
    """Et navn i profilen som ingenting bruker
    Navn som begynner med --eb- hører til stilarket, og et ukjent navn er ofte en skrivefeil. Egne navn kan begynne med
    noe annet.""",
    "--eb-radius:",
    "--eb-raduis:",
)
VERT = _page(
    "profil-vert",
    """Profilen henter noe fra et annet nettsted
    Nettstedet henter aldri skrift, bilder eller stil fra andre. Da vet ingen andre hvem som leser, og siden virker når
    de andre er nede. Legg skriftfilen i overrides/assets/ og skriv adressen dit, eller bruk skriftene leseren har.""",
    ":root {\n",
    '@import "https://skrift.example.org/stil.css";\n:root {\n',
)
