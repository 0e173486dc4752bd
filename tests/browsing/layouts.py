"""What can go wrong with a page that is made narrow, enlarged, spaced out or printed: looked for in the browser."""

from __future__ import annotations

from playwright.sync_api import Page

# The four of WCAG 1.4.12, on everything.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
DEFAULT_SIZE = 16  # pixels: what browsers come with

_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""
_NAME = """const name = (node) => `${node.localName}${node.className?.baseVal === undefined && node.className
    ? '.' + node.className : ''} «${(node.textContent ?? '').trim().slice(0, 40)}»`;
const unseen = new Map();
const forEars = (node) => {  // clipped away: there for those who listen
  if (!node) return false;
  if (!unseen.has(node)) {
    unseen.set(node, getComputedStyle(node).clipPath.startsWith('inset(50%') || forEars(node.parentElement));
  }
  return unseen.get(node);
};
const hidden = (node) => !node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || forEars(node);"""
_SIDEWAYS = (
    """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  """
    + _NAME
    + """
  const wide = [...document.body.querySelectorAll('*')].filter((node) => !hidden(node)
    && node.getBoundingClientRect().right > root.clientWidth + 1);
  return [`${root.scrollWidth} px bredt på ${root.clientWidth}: ${wide.slice(-2).map(name).join(', ')}`];
}"""
)
_CLIPPED = (
    """() => {
  """
    + _NAME
    + """
  const cuts = (value) => value === 'hidden' || value === 'clip';
  return [...document.body.querySelectorAll('*')].filter((node) => {
    if (hidden(node) || node.closest('svg') || !node.textContent.trim()) return false;
    const style = getComputedStyle(node);
    return (cuts(style.overflowY) && node.scrollHeight > node.clientHeight + 1)
      || (cuts(style.overflowX) && node.scrollWidth > node.clientWidth + 1);
  }).map((node) => `kuttet: ${name(node)}`);
}"""
)
# Lines of one paragraph may touch: their boxes are taller than the distance between them. Hence the 40 per cent.
_OVERLAPPING = (
    """() => {
  """
    + _NAME
    + """
  const pieces = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.data.trim() || hidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width > 1 && rect.bottom + scrollY > 0) pieces.push([rect, node.parentElement]);
    }
  }
  pieces.sort(([a], [b]) => a.top - b.top);
  const found = [];
  pieces.forEach(([a, first], index) => {
    for (let other = index + 1; other < pieces.length && pieces[other][0].top < a.bottom; other += 1) {
      const [b, second] = pieces[other];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 0.4 * Math.min(a.height, b.height)) {
        found.push(`oppå hverandre: ${name(first)} og ${name(second)}`);
      }
    }
  });
  return found.slice(0, 5);
}"""
)


def style(page: Page, text: str) -> None:
    """Put a reader's own style on an open page, instead of the one put on before."""
    page.evaluate(_STYLE, text)


def add_style(page: Page, text: str) -> None:
    """Put one more on."""
    page.evaluate(_STYLE.replace("= [sheet]", "= [...document.adoptedStyleSheets, sheet]"), text)


def text_size(page: Page, pixels: int) -> None:
    """Set the size of text as a reader does in the settings of the browser; what is measured in rem follows."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": round(pixels * 13 / 16)}})
    session.detach()


def sideways(page: Page) -> list[str]:
    """Whether the page itself scrolls sideways, and what sticks out."""
    return list(page.evaluate(_SIDEWAYS))


def clipped(page: Page) -> list[str]:
    """Text that is cut off by the box it stands in."""
    return list(page.evaluate(_CLIPPED))


def overlapping(page: Page) -> list[str]:
    """Text that lies upon other text."""
    return list(page.evaluate(_OVERLAPPING))


def faults(page: Page) -> list[str]:
    """All of these."""
    return [*sideways(page), *clipped(page), *overlapping(page)]
