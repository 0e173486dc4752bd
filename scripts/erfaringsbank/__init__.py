"""Erfaringsbanken: YAML records → one frozen bank → files → a site.

    content/ models/  →  load  →  Bank  →  pages, exports  →  writer  →  engine  →  finish  →  build/site
                                   ↘  rules  →  problems  →  reporting

`cli` is the only module that prints; `source`, `project`, `writer`, `engine`, `finish` and `watch` are the only ones
that touch the disk or a process. Everything between is pure.
"""

__version__ = "0.1.0"
