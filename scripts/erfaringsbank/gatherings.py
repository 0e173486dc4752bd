"""The pages that gather: made of the whole bank, and of no single record. (page, title, about)."""

from __future__ import annotations

GATHERINGS = (
    ("alle", "Alt i banken", "Alle postene i banken på én side."),
    ("beste-praksis", "Beste praksis", "Målene, funnene og modellene, og det vi ikke vet."),
    ("kunnskapshull", "Kunnskapshull", "Hva banken har funn om, og hvor vi ikke vet."),
    ("landskap", "Landskapet", "Kommunene etter felles lokale og felles leder, uten rangering."),
    ("sok", "Søk", "Søk i alle postene og i hvert utsagn."),
    ("sammenlign", "Sammenlign", "Legg to til fire caser side om side, uten rangering."),
    ("styrke", "Slik regner vi styrke", "Den åpne regelen for hvor sikkert et funn er."),
)
