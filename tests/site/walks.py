"""What a keyboard meets on its way through a page: every stop, how it is marked, and whether it can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MOST = 600  # stops on a page: more is a trap
THICK = 2  # pixels: what a mark of focus must have at least (WCAG 2.4.11 in 2.2 AAA, 2.4.7 and 1.4.11)

_BEGIN = """() => {
  const usual = ({ outlineStyle, outlineWidth, outlineColor, boxShadow, textDecoration, backgroundColor }) =>
    [outlineStyle, outlineWidth, outlineColor, boxShadow, textDecoration, backgroundColor].join('|');
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const reachable = [...document.querySelectorAll(can)].filter((node) =>
    node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true })
    && !node.closest('[popover]:not(:popover-open)'));
  const groups = new Set();
  const one = (node) => node.type !== 'radio' || (!groups.has(node.name) && groups.add(node.name));
  window.gange = {
    usual,
    before: new WeakMap([...document.querySelectorAll('*')].map((node) => [node, usual(getComputedStyle(node))])),
    left: new Set(reachable.filter(one)),
    met: new Set(),
    last: null,
  };
  document.activeElement?.blur();
  getSelection()?.removeAllRanges();
  scrollTo(0, 0);
  return window.gange.left.size;
}"""
_STOP = """() => {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  const { usual, before, left, met, last } = window.gange;
  if (met.has(node)) return null;
  met.add(node);
  const style = getComputedStyle(node);
  const rects = [...node.getClientRects()].filter((rect) => rect.width >= 1 && rect.height >= 1);
  const middles = rects.map((rect) => [rect.left + rect.width / 2, rect.top + rect.height / 2]);
  const inside = middles.filter(([x, y]) => x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight);
  const seen = inside.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (node.contains(top) || top.closest('label')?.control === node);
  });
  const shadow = [...style.boxShadow.matchAll(/(-?[\\d.]+)px/g)].map((match) => Math.abs(match[1]));
  const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  const words = (node.getAttribute('aria-label') || node.innerText || node.name || '').trim().slice(0, 40);
  const order = !last || Boolean(last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  const stop = {
    name: `${node.localName}${node.id ? '#' + node.id : ''}${node.className ? '.' + node.className : ''} «${words}»`,
    kind: node.matches('.eb-hopp') ? 'skip' : node.matches('.eb-meny-knapp') ? 'menu'
      : node.matches('#eb-q') ? 'search' : node.matches('.eb-farger') ? 'colours' : '',
    changed: usual(style) !== before.get(node),
    thickness: Math.max(outline, ...shadow, 0),
    visible: node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && rects.length > 0,
    seen,
    order,
  };
  left.delete(node);
  window.gange.last = node;
  return stop;
}"""
_LEFT = """() => [...window.gange.left].map((node) =>
  `${node.localName}.${node.className} «${(node.innerText || node.name || '').trim().slice(0, 40)}»`)"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the walk. `kind` is what the design gives a name: the skip link, menu, search and colours."""

    name: str
    kind: str
    changed: bool
    thickness: float
    visible: bool
    seen: bool
    order: bool

    def faults(self) -> list[str]:
        """What is wrong with the stop."""
        told = {
            "er usynlig": not self.visible,
            "er utenfor skjermen eller dekket": self.visible and not self.seen,
            "ser ut som uten fokus": not self.changed,
            f"har et merke på {self.thickness} px": self.changed and self.thickness < THICK,
            "kommer ikke etter det forrige i teksten": not self.order,
        }
        return [f"{self.name} {words}" for words, wrong in told.items() if wrong]


def walk(page: Page) -> tuple[list[Stop], list[str]]:
    """Tab through an open page from its start until it ends or begins again: the stops, and what is wrong or missed."""
    page.evaluate(_BEGIN)
    stops: list[Stop] = []
    while len(stops) < MOST:
        page.keyboard.press("Tab")
        told = page.evaluate(_STOP)
        if told is None:
            break
        stops.append(Stop(**told))
    wrong = [fault for stop in stops for fault in stop.faults()]
    return stops, wrong + [f"nås ikke: {name}" for name in page.evaluate(_LEFT)]
