"""The tables of a page, made so that they can be heard, scrolled and styled. Edits of `polish`. Pure."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

Tree = LexborHTMLParser

_CLASSES = {"left": "", "center": "eb-midt", "right": "eb-hoyre"}  # left is what a cell is without being told


def corners(tree: Tree, _: object) -> int:
    """A heading cell that says nothing becomes a plain cell."""
    found = [cell for cell in tree.css("th") if not cell.text(strip=True) and not elements(cell)]
    for cell in found:
        rename(tree, cell, "td")
    return len(found)


def row_heads(tree: Tree, _: object) -> int:
    """Where the first cell of every row is in bold type, those cells are the headings of their rows."""
    count = 0
    for table in tree.css("table"):
        rows = [row for row in table.css("tr") if row.parent is not None and row.parent.tag == "tbody"]
        first = [elements(row)[0] for row in rows if elements(row)]
        if first and len(first) == len(rows) and all(_is_bold(cell) for cell in first):
            for cell in first:
                rename(tree, cell, "th").attrs["scope"] = "row"
            count += len(first)
    return count


def _is_bold(cell: LexborNode) -> bool:
    inside = elements(cell)
    bold = len(inside) == 1 and inside[0].tag in ("strong", "b")
    return cell.tag == "td" and bold and inside[0].text(strip=True) == cell.text(strip=True)


def scopes(tree: Tree, _: object) -> int:
    """A heading cell without a scope gets one: a column's in the head of a table, or else a row's."""
    found = tree.css("th:not([scope])")
    for cell in found:
        way = "col" if _is_column_head(cell) else "row"
        many = cell.attributes.get("colspan" if way == "col" else "rowspan")
        cell.attrs["scope"] = f"{way}group" if many not in (None, "1") else way
    return len(found)


def _is_column_head(cell: LexborNode) -> bool:
    """Whether a heading cell stands in the head of its table, or in a row of nothing but headings."""
    row = cell.parent
    if row is None:
        return False
    in_head = row.parent is not None and row.parent.tag == "thead"
    return in_head or (len(elements(row)) > 1 and all(other.tag == "th" for other in elements(row)))


def alignments(tree: Tree, _: object) -> int:
    """The alignment that Markdown gives a cell becomes a class. Any other style is left to the gate."""
    count = 0
    for cell in tree.css("th[style], td[style]"):
        name, _colon, value = (cell.attributes["style"] or "").strip().rstrip(";").partition(":")
        if name.strip() == "text-align" and value.strip() in _CLASSES:
            del cell.attrs["style"]
            classes = " ".join(filter(None, [cell.attributes.get("class"), _CLASSES[value.strip()]]))
            if classes:
                cell.attrs["class"] = classes
            count += 1
    return count


def frames(tree: Tree, _: object) -> int:
    """Every table stands in a frame of its own, which scrolls when the table is too wide."""
    count = 0
    for table in tree.css("table"):
        parent = table.parent
        if parent is None or "eb-tabell" not in (parent.attributes.get("class") or "").split():
            frame = tree.create_node("div")
            frame.attrs["class"] = "eb-tabell"
            table.insert_before(frame, move=True)
            frame.insert_child(table, move=True)
            count += 1
    return count


def elements(node: LexborNode) -> list[LexborNode]:
    """The elements right inside an element."""
    return list(node.iter())


def rename(tree: Tree, node: LexborNode, tag: str) -> LexborNode:
    """The same element with another name."""
    new = tree.create_node(tag)
    for name, value in node.attributes.items():
        new.attrs[name] = value
    for child in list(node.iter(include_text=True)):
        new.insert_child(child, move=True)
    node.replace_with(new, move=True)
    return new
