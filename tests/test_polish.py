"""The finishing pass over a page: what is taken out, what is put in, what is counted, and what may not be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from erfaringsbank.polishing import page_gate
from erfaringsbank.polishing.polish import EDITS, Page, Polished, polish
from erfaringsbank.polishing.terms import Glossary, Term
from rendered import folded
from themed import TABLE, THEME

WORDS = Glossary(tuple(
    Term(f"b{number}", title, f"begreper/b{number}-x/", f"Forklaring & mer om {title}.", "nb", (title,))
    for number, title in enumerate(("Torg", "Skranke", "Knutepunkt", "Verksted", "Samling", "Lokale", "Begrepet"), start=1)
))  # fmt: skip
HERE = Page("funn/f3-x/", WORDS)


def done(article: str = TABLE, page: Page = HERE) -> Polished:
    """A page of the theme with this in its article, polished."""
    return polish(THEME.replace("ARTIKKEL", article), page)


def article_of(article: str, page: Page = HERE) -> str:
    """What stands in the article after its introduction."""
    text = done(article, page).html
    return text.split("</nav>")[1].split("</article>")[0].strip()


def test_nothing_of_the_theme_is_left() -> None:
    """Scripts, switches, the skip link, empty places, names of the engine and of parts: all gone, ours still there."""
    text = done().html
    for leftover in ("__md_", "__tabbed_", "__config", "md-toggle", "md-overlay", "md-skip", "md-dialog", "data-md-"):
        assert leftover not in text
    assert "generator" not in text
    assert '<script src="../../assets/farger.js"></script>' in text
    assert "<h1>Overskrift</h1>" in text
    assert text.startswith(
        '<!DOCTYPE html><html lang="nb" class="no-js" data-papir="Banken, F1 · https://bank.test/f1/">'
    )


def test_every_edit_counts_what_it_hit() -> None:
    """On a page with one of everything each edit has hit; what must hit on a site hits on a plain page already."""
    assert [edit.name for edit in EDITS if edit.must and not done().counts[edit.name]] == []
    rich = (
        "<!-- x --><table><thead><tr><th></th><th>B</th></tr></thead>"
        "<tr><td><b>Rad</b></td><td style='text-align: right;'>2</td></tr></table><p>Et torg.</p><a href=x data-side=funn/>Funn</a><input type=checkbox disabled>"
    )
    canonical = '<link rel="canonical" href="https://bank.test/a/">' * 2
    text = THEME.replace("ARTIKKEL", rich).replace("</head>", f"{canonical}</head>")
    page = replace(HERE, promised={"borte": ""}, canonical="https://bank.test/b/")
    assert [name for name, count in polish(text, page).counts.items() if not count] == []


def test_an_edit_that_finds_nothing_counts_nothing() -> None:
    """A bare page: zero for every edit, whatever `must` says."""
    assert set(polish("<!DOCTYPE html><html><head></head><body><p>x</p></body></html>", HERE).counts.values()) == {0}


def test_every_edit_says_why_in_norwegian_and_has_a_name_of_its_own() -> None:
    """The reasons are shown when an edit no longer hits."""
    names = [edit.name for edit in EDITS]
    assert len(names) == len(set(names)) > 10
    assert [edit.name for edit in EDITS if not edit.why.endswith(".") or edit.why[0].islower()] == []


def test_a_script_that_is_not_the_themes_is_no_leftover() -> None:
    """It is not taken out in silence: the gate stops it."""
    assert done(f"{TABLE}<script>alert(1)</script>").faults == ("et skript som står i siden: «alert(1)»",)


def test_an_announcement_with_words_stays() -> None:
    """Only the empty place is taken out."""
    text = THEME.replace('"announce">', '"announce"><p>Nytt!</p>')
    assert "<p>Nytt!</p>" in polish(text, HERE).html


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (TABLE, '<th scope="col">A</th><th scope="col">B</th>|<td>1</td><td>2</td>'),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", '<th scope="col">A</th><th scope="col">B</th>|<td>1</td><td>2</td>'),
        ("<table><tr><th>A<td>1<tr><th>B<td>2</table>", '<th scope="row">A</th><td>1</td>|<th scope="row">B</th><td>2</td>'),
        ("<table><tr><th scope=row>A<th>1</table>", '<th scope="row">A</th><th scope="col">1</th>'),
        ("<table><thead><tr><th colspan=2>A<tbody><tr><th rowspan=2>1<td>2</table>",
         '<th colspan="2" scope="colgroup">A</th>|<th rowspan="2" scope="rowgroup">1</th><td>2</td>'),
        ("<table><thead><tr><th> <th>B<tbody><tr><td>1<td>2</table>", '<td> </td><th scope="col">B</th>|<td>1</td><td>2</td>'),
        ("<table><thead><tr><th><img alt=x src=x><th>B</table>", '<th scope="col"><img alt="x" src="x"></th><th scope="col">B</th>'),
        ("<table><tr><td id=i><strong>A</strong><td>1<tr><td><b>B</b><td>2</table>",
         '<th id="i" scope="row"><strong>A</strong></th><td>1</td>|<th scope="row"><b>B</b></th><td>2</td>'),
        ("<table><tr><td><strong>A</strong><td>1<tr><td>B<td>2</table>",
         "<td><strong>A</strong></td><td>1</td>|<td>B</td><td>2</td>"),
        ("<table><tr><td><strong>A</strong> og mer<td>1</table>", "<td><strong>A</strong> og mer</td><td>1</td>"),
        ("<table><tr><td><strong>A</strong><em>B</em><td>1</table>", "<td><strong>A</strong><em>B</em></td><td>1</td>"),
        ('<table><tr><td style="text-align: right;">1<td style="text-align: left;">2<td class=a style="text-align:center">3</table>',
         '<td class="eb-hoyre">1</td><td>2</td><td class="a eb-midt">3</td>'),
    ],
    ids=["head", "headless", "rows", "given", "groups", "corner", "picture", "bold", "some", "part", "more", "align"],
)  # fmt: skip
def test_a_table_says_what_its_headings_are(table: str, expected: str) -> None:
    """Scope by place, no empty heading, bold first cells as headings when all rows have them, classes for style."""
    tree = html.fromstring(article_of(table))
    rows = ["".join(html.tostring(cell, encoding="unicode") for cell in row) for row in tree.iter("tr")]
    assert "|".join(rows) == expected
    assert tree.get("class") == "eb-tabell"


def test_a_table_is_framed_once() -> None:
    """Also when its frame was there before, and when a table stands inside another."""
    framed = f'<div class="eb-tabell">{TABLE}</div>'
    assert article_of(framed).count("eb-tabell") == 1
    assert article_of(f"<table><tr><td>{TABLE}</td></tr></table>").count("eb-tabell") == 2


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("<input type=checkbox disabled>", "Ikke gjort"),
        ("<input type=checkbox disabled checked>", "Gjort"),
        ('<input type=checkbox disabled aria-label="Noe">', "Noe"),
        ("<label><input type=checkbox> Funn</label>", None),
    ],
)
def test_the_boxes_of_a_task_list_have_names(box: str, expected: str | None) -> None:
    """Those of a form have labels of their own."""
    assert html.fromstring(article_of(f"<div>{box}</div>")).xpath("//input")[0].get("aria-label") == expected


@pytest.mark.parametrize(
    ("introduction", "before"),
    [
        ("<h1>O</h1><p>x</p>", "h1"),
        ('<h1>O</h1>\n <p class="eb-ingress">I</p><p>x</p>', "p"),
        ('<p>over</p><h1>O</h1><p class="eb-ingress">I</p><div class="a eb-kort">K</div><p>x</p>', "div"),
        ('<h1>O</h1><p>x</p><p class="eb-ingress">I</p>', "h1"),
    ],
)
def test_the_contents_come_after_what_introduces_the_page(introduction: str, before: str) -> None:
    """After the heading, the ingress and the short facts, inside the article."""
    text = f'<nav class="eb-innhold"><details><summary>S</summary></details></nav><article>{introduction}</article>'
    (contents,) = html.fromstring(polish(text, HERE).html).xpath("//article//nav[@class='eb-innhold']")
    assert contents.getprevious().tag == before
    assert contents.xpath("//summary/@lang") == []


def test_the_name_of_the_contents_is_in_our_language_on_a_page_in_another() -> None:
    """«På denne siden» is not English because the page is."""
    text = '<nav class="eb-innhold"><details><summary>S</summary></details></nav><article><div lang="en"><h1>O</h1></div></article>'
    assert html.fromstring(polish(text, HERE).html).xpath("//div[@lang='en']//summary/@lang") == ["nb"]


@pytest.mark.parametrize("text", ["<article><h1>O</h1></article>", '<nav class="eb-innhold"></nav><p>x</p>'])
def test_a_page_without_contents_or_heading_is_left(text: str) -> None:
    """There is nothing to move, or nowhere to move it."""
    assert polish(text, HERE).counts["innhold på siden"] == 0


def test_white_space_is_tightened_and_never_lost() -> None:
    """Line breaks with indentation become one; text that is shown as it is written is not touched."""
    assert article_of("<p>a  b\n      c</p>\n\n\n   <p>d</p> <p>e</p>") == "<p>a  b\nc</p>\n<p>d</p> <p>e</p>"
    assert article_of("<p><a>a</a>\n  <b>b</b> <i>c</i></p>") == "<p><a>a</a>\n<b>b</b> <i>c</i></p>"
    assert article_of("<p>a\n\u00a0\n b</p>") == "<p>a\n&nbsp;\nb</p>"
    code = "<pre><code>a\n\n    b\n</code></pre>"
    assert article_of(code) == code
    assert article_of("<pre>\n\n  a</pre>") == "<pre>\n\n  a</pre>"
    assert article_of("<textarea>\n\n\n  a</textarea>") == "<textarea>\n\n\n  a</textarea>"
    row = "<table>\n <tbody>\n  <tr>\n   <td> 1 </td>\n  </tr>\n </tbody>\n</table>"
    assert article_of(row) == '<div class="eb-tabell"><table><tbody><tr><td> 1 </td></tr></tbody></table></div>'


def test_comments_are_taken_out_wherever_they_stand() -> None:
    """Before the first element, inside, and after the last."""
    text = "<!-- a --><!doctype html><!-- b --><html><body><p>x<!-- c -->y</p></body></html><!-- d -->"
    assert "<!--" not in polish(text, HERE).html
    assert polish(text, HERE).counts["kommentarer"] == 4


BUTTON = '<button type="button" class="eb-begrep" popovertarget="begrep-b1">torg</button>'


def test_a_term_is_a_button_at_its_first_use_and_is_explained_at_the_end() -> None:
    """The word as it is written; one box with plain text and the way to the term's own page."""
    told = article_of("<p>Et torg og et torg.</p><p>Torget.</p>")
    assert told == (
        f"<p>Et {BUTTON} og et torg.</p><p>Torget.</p>\n"
        '<div popover="" id="begrep-b1" class="eb-begrepsboks"><p><strong>Torg</strong> Forklaring &amp; mer om Torg.</p>'
        '<p><a href="../../begreper/b1-x/">Mer om «Torg»</a></p></div>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«torg», som", f'<span class="eb-hold">«{BUTTON}»,</span> som'),
        ("(torg)", f'<span class="eb-hold">({BUTTON})</span>'),
        ("torg.", f'<span class="eb-hold">{BUTTON}.</span>'),
        ("et torg og", f"et {BUTTON} og"),
        ("et&nbsp;torg\n&lt;b&gt;", f"et&nbsp;{BUTTON}\n&lt;b&gt;"),
    ],
)
def test_signs_that_stand_close_to_a_term_are_held_to_it(text: str, expected: str) -> None:
    """A line is not broken between a word and its quotation mark or full stop; text stays text."""
    assert article_of(f"<p>{text}</p>").startswith(f"<p>{expected}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "<h2>torg</h2>", "<p><a href=x>torg</a></p>", "<p><a href=x><b>torg</b></a></p>", "<p><code>torg</code></p>",
        "<pre><code>torg</code></pre>", "<p><button>torg</button></p>", "<details><summary>torg</summary></details>",
        "<figure><p>torg</p></figure>", "<p><svg><text>torg</text></svg></p>", "<nav><p>torg</p></nav>",
        "<table><tr><th>torg</th><td>x</td></tr></table>", "<table><caption>torg</caption></table>",
        '<p lang="en">torg</p>', '<p><i lang="da">torg</i></p>', '<div lang="en"><p>torg</p></div>',
        '<p><span class="merke merke-per">torg</span></p>', '<div class="eb-skjult"><p>torg</p></div>',
        "<p hidden>torg</p>", '<p aria-hidden="true">torg</p>', "<form><p>torg</p></form>", "<div>torg</div>",
        "<p><label>torg</label></p>", "<p><abbr>torg</abbr></p>", "<p>torgplass</p>", "<template><p>torg</p></template>",
    ],
)  # fmt: skip
def test_where_a_term_is_not_explained(text: str) -> None:
    """Headings, links, code, pictures, labels, other languages, what is out of sight, and what is not running text."""
    assert done(text).counts["begreper"] == 0
    assert "eb-begrep" not in done(text).html
    assert done(f"{text}<p>torg</p>").counts["begreper"] == 1, "the first place where it may be"


@pytest.mark.parametrize(
    "text",
    [
        "<p>torg</p>", "<ul><li>torg</li></ul>", "<dl><dd>torg</dd></dl>", "<table><tr><td>torg</td></tr></table>",
        "<blockquote><p>torg</p></blockquote>", "<p><em>torg</em></p>", "<div><p>torg</p></div>",
        '<p lang="nn">torg</p>', '<div lang="en"><p lang="nb">torg</p></div>', "<ul><li><div>torg</div></li></ul>",
    ],
)  # fmt: skip
def test_where_a_term_is_explained(text: str) -> None:
    """In running text, lists and cells, in any kind of Norwegian."""
    assert done(text).counts["begreper"] == 1


def test_a_term_outside_the_article_is_left() -> None:
    """Head, menu and foot of the page explain nothing."""
    outside = "<main><p>torg</p><article><p>x</p></article></main><footer>torg</footer>"
    assert "eb-begrep" not in polish(outside, HERE).html


def test_no_more_than_six_terms_are_explained_on_a_page() -> None:
    """Those that come first, also when they share a paragraph."""
    told = done("<p>torg, skranke, knutepunkt og verksted</p><p>samling, lokale og begrepet</p>")
    assert told.counts["begreper"] == 6
    ids = html.fromstring(told.html).xpath("//@popovertarget")
    assert ids == [f"begrep-b{number}" for number in range(1, 7)]
    assert html.fromstring(told.html).xpath("//*[@popover]/@id") == ids


def test_a_terms_own_page_and_the_glossary_do_not_explain_it() -> None:
    """On its own page other terms are explained; on the list none is, nor where there is no glossary."""
    text = "<p>torg og skranke</p>"
    assert "begrep-b1" not in article_of(text, Page("begreper/b1-x/", WORDS))
    assert "begrep-b2" in article_of(text, Page("begreper/b1-x/", WORDS))
    assert "eb-begrep" not in article_of(text, Page("begreper/", WORDS))
    assert "eb-begrep" not in article_of(text, Page("funn/f3-x/"))


@pytest.mark.parametrize(("address", "way"), [("", ""), ("om/", "../"), ("a/b/c/", "../../../")])
def test_the_way_to_a_term_fits_the_depth_of_the_page(address: str, way: str) -> None:
    """Relative, so that the site works under any path."""
    assert f'href="{way}begreper/b1-x/"' in article_of("<p>torg</p>", Page(address, WORDS))


def test_a_box_says_its_language_on_a_page_in_another() -> None:
    """On a page in nynorsk the explanation is in bokmål, and is read as that."""
    nynorsk = polish('<html lang="nn"><body><article><p>torg</p></article></body></html>', HERE).html
    assert html.fromstring(nynorsk).xpath("//*[@popover]/@lang") == ["nb"]
    assert polish('<html lang="en"><body><article><p>torg</p></article></body></html>', HERE).counts["begreper"] == 0


FAULTS = [
    ("<script>x</script>", "et skript som står i siden"),
    ("<script src=''>x</script>", "et skript som står i siden"),
    ("<style>p{}</style>", "en <style> som står i siden"),
    ('<p style="color: red">x</p>', 'style="color: red" på <p>'),
    ('<svg><rect style="fill:red"></rect></svg>', 'style="fill:red" på <rect>'),
    ('<p onclick="x()">x</p>', 'onclick="x()" på <p>'),
    ("<svg onload=x()></svg>", 'onload="x()" på <svg>'),
    ('<a href="javascript:x()">x</a>', 'href="javascript:x()" på <a>'),
    ('<a href=" java\nscript:x()">x</a>', "på <a>"),
    ('<form action="JavaScript:x()"></form>', "på <form>"),
    ('<svg><a xlink:href="javascript:x()"></a></svg>', "på <a>"),
    ('<script src="https://a.no/x.js"></script>', "<script> henter fra et annet sted"),
    ('<script src="data:text/javascript,x"></script>', "<script> henter fra et annet sted"),
    ('<link rel="stylesheet" href="//a.no/x.css">', "<link> henter fra et annet sted"),
    ('<link rel="alternate stylesheet" href="https://a.no/x.css">', "<link> henter fra et annet sted"),
    ('<link href="https://a.no/x.css">', "<link> henter fra et annet sted"),
    ('<img alt="" src="https://a.no/x.png">', "<img> henter fra et annet sted"),
    ('<img alt="" src="\\\\a.no/x.png">', "<img> henter fra et annet sted"),
    ('<img alt="" src="/\t/a.no/x.png">', "<img> henter fra et annet sted"),
    ('<img alt="" src="x.png" srcset="x.png 1x, https://a.no/x.png 2x">', "<img> henter fra et annet sted"),
    ('<svg><image href="//a.no/x.png"></image></svg>', "<image> henter fra et annet sted"),
    ('<svg><use href="https://a.no/x.svg#a"></use></svg>', "<use> henter fra et annet sted"),
    ('<video src="https://a.no/x.mp4"></video>', "<video> henter fra et annet sted"),
    ('<form action="https://a.no/"></form>', "<form> henter fra et annet sted"),
    ('<iframe src="x.html"></iframe>', "elementet <iframe>"),
    ('<object data="x.pdf"></object>', "elementet <object>"),
    ('<base href="/">', "elementet <base>"),
    ('<template><p style="color: red">x</p></template>', 'style="color: red" på <p>'),
    ("<noscript><style>p{}</style></noscript>", "en <style> som står i siden"),
    ('<script type="application/ld+json">alert(1)</script>', "data for maskiner som ikke er trygg JSON"),
    ('<script type="application/ld+json"></script>', "data for maskiner som ikke er trygg JSON"),
    ('<script type="application/ld+json">["a"]</script>', "data for maskiner som ikke er trygg JSON"),
    ('<script type="application/ld+json">{"a": "<!--"}</script>', "data for maskiner som ikke er trygg JSON"),
    ('<script type="application/ld+json">{"a": "<b>"}</script>', "data for maskiner som ikke er trygg JSON"),
    ('<script type="application/ld+json" src="x.js">{"a": 1}</script>', "data som har mer enn type="),
    ('<script type="application/ld+json" id="a">{"a": 1}</script>', "data som har mer enn type="),
    ('<script type="Application/LD+JSON">{"a": 1}</script>', "et skript som står i siden"),
    ('<script type="application/json">{"a": 1}</script>', "et skript som står i siden"),
    ('<script type="importmap">{"imports": {}}</script>', "et skript som står i siden"),
    ('<script type="speculationrules">{"a": 1}</script>', "et skript som står i siden"),
    ('<template><script type="application/ld+json">x</script></template>', "ikke er trygg JSON"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS, ids=[text[:40] for text, _ in FAULTS])
def test_what_may_not_be_published_is_found(text: str, told: str) -> None:
    """Everything the policy would stop or another host would hear of, wherever it stands, however it is written."""
    (fault,) = done(f"{TABLE}{text}").faults
    assert told in fault


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.no/">x</a>', '<a href="//a.no/">x</a>', '<a href="mailto:x@a.no">x</a>',
        '<link rel="canonical" href="https://a.no/">', '<link rel="alternate" href="https://a.no/en/" hreflang="en">',
        '<img alt="" src="data:image/png;base64,AA">', '<img alt="" src="../a:b.png">', "<p>style= og onclick=</p>",
        '<img alt="" src="x.png?a=b:c">', '<svg><rect fill="red" width="1"></rect></svg>', "<p>javascript:</p>",
        '<meta property="og:image" content="https://a.no/x.png">', '<a href="x#javascript:y">x</a>',
        '<script type="application/ld+json">{"@context": "https://schema.org", "name": "\\u003c/script>"}</script>',
    ],
)  # fmt: skip
def test_what_may_be_published_is_let_through(text: str) -> None:
    """Links that a reader follows, names of the page, data in pictures, and words about such things."""
    assert done(f"{TABLE}{text}").faults == ()


def test_data_for_machines_is_left_as_it_is() -> None:
    """Every sign of it, also when it speaks of what the theme has inline."""
    data = '<script type="application/ld+json">{"name": "__md_scope  og\\n  __tabbed_ \\u003cb\\u003e"}</script>'
    found = done(f"{TABLE}{data}")
    assert data in found.html
    assert found.faults == ()


def test_a_sound_page_has_no_faults() -> None:
    """What the theme has inline is gone before the gate looks."""
    assert done().faults == ()
    assert len(list(page_gate.faults(LexborHTMLParser(THEME)))) == 3


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("x", None), ("../x/", None), ("#x", None), ("?q=a:b", None), ("/a:b", None), ("1a:b", None), ("", None),
        ("http://x", "http"), (" HTTPS://x", "https"), ("//x", ""), ("\\/x", ""), ("\tja\nva\rscript:x", "javascript"),
        ("mailto:x", "mailto"),
    ],
)  # fmt: skip
def test_the_scheme_of_an_address(address: str, scheme: str | None) -> None:
    """As a browser reads it: white space and control characters inside are passed over, backslashes are slashes."""
    assert page_gate.scheme_of(address) == scheme


LETTERS = st.text("torg skranke\n  .,«»&<æ\u00a0", max_size=14)


def _inside(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Markup with other markup inside it."""
    many = st.lists(children, max_size=3).map("".join)
    return st.one_of(
        st.tuples(st.sampled_from(["p", "h2", "pre"]), LETTERS).map(lambda it: f"<{it[0]}>{html_of(it[1])}</{it[0]}>"),
        st.tuples(st.sampled_from(["div", "li", "section", "dd", "td", "figure"]), many).map(_block),
        st.tuples(st.sampled_from(["em", "code", "a", "span lang=en", "span class=merke"]), LETTERS).map(_phrase),
        st.lists(st.lists(LETTERS, min_size=1, max_size=3), min_size=1, max_size=3).map(_table),
    )


def html_of(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _block(told: tuple[str, str]) -> str:
    tag, inner = told
    around = {"li": "ul", "dd": "dl", "td": "table"}.get(tag)
    inner = f"<{tag}>\n   {inner}</{tag}>"
    inner = f"<tr>{inner}</tr>" if tag == "td" else inner
    return f"<{around}>\n{inner}</{around}>" if around else inner


def _phrase(told: tuple[str, str]) -> str:
    return f"<p>\n  <{told[0]}>{html_of(told[1])}</{told[0].split()[0]}> torg</p>"


def _table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<td><b>{html_of(cell)}</b></td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table><!-- x -->"


ARTICLES = st.lists(st.recursive(_inside(LETTERS.map(html_of)), _inside, max_leaves=8), max_size=4).map("\n  ".join)


def words(text: str) -> Iterator[str]:
    """The words of an article without the boxes."""
    (found,) = html.document_fromstring(text).xpath("//article")
    for box in found.xpath(".//*[@popover] | .//nav"):
        box.drop_tree()
    return iter(folded(" ".join(found.itertext())).split())


@given(ARTICLES)
def test_polishing_twice_is_polishing_once_and_no_word_is_lost(article: str) -> None:
    """Whatever stands in the article: the second time gives the same bytes, and the words are those there were."""
    first = done(article)
    second = polish(first.html, HERE)
    assert second.html == first.html
    assert second.faults == first.faults == ()
    before = "".join(words(THEME.replace("ARTIKKEL", article)))
    assert "".join(words(first.html)) == before
