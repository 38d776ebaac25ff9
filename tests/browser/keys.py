"""The keyboard in place of the mouse; at every step the focus must be seen and not covered."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps

MOST_STEPS = 70
AT_REST = 500  # milliseconds
FOCUS = """async () => {
  const ring = 6, frames = 60;  // pixels around the thing; a second for a window that glides
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const near = [e, ...(e.labels ?? []), e.nextElementSibling].filter(Boolean);
  const seen = near.find(each => {
    const s = getComputedStyle(each);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  });
  if (!seen) return "not seen: " + e.outerHTML.slice(0, 80);
  const frame = () => new Promise(drawn => requestAnimationFrame(drawn));
  const place = () => seen.getClientRects()[0];
  const above = () => Math.min(ring, scrollY);  // nothing scrolls beyond the head of a page
  const whole = box => {
    // Into a text area the browser scrolls only as far as its caret stands.
    const height = e.tagName === "TEXTAREA" ? Math.min(box.height, 48) : box.height;
    return box.y >= above() && box.y + height + ring <= innerHeight;
  };
  for (let left = frames; left && !whole(place()); left--) await frame();
  const box = place();
  if (!whole(box)) {
    const where = `${Math.round(box.y)} to ${Math.round(box.bottom)} of ${innerHeight}`;
    return `cut by the window, ${where}: ${e.outerHTML.slice(0, 80)}`;
  }
  const top = Math.max(box.y, 0), bottom = Math.min(box.bottom, innerHeight);
  const on = document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
  const clear = on && near.some(each => each.contains(on) || on.contains(each));
  const lid = on ? on.outerHTML.slice(0, 80) : "the edge of the window";
  return clear ? "" : `covered: ${e.outerHTML.slice(0, 60)} by ${lid}`;
}"""


def walk_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus; nothing may be wrong with it on the way."""
    wrong = faults_on_the_way(page, target)
    assert wrong == [], "\n".join(wrong)


def faults_on_the_way(page: Page, target: Locator) -> list[str]:
    """Press Tab until something has the focus; what was wrong with the focus on the way."""
    wrong = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS):
            page.wait_for_timeout(AT_REST)  # a busy machine draws later; a fault stays
            if fault := page.evaluate(FOCUS):
                wrong.append(fault)
        if target.evaluate("e => e === document.activeElement"):
            return wrong
    return [*wrong, "caught before it came there"]


def write(page: Page, label: str, words: str) -> None:
    """Walk to a field and type into it."""
    walk_to(page, steps.box(page, label))
    page.keyboard.type(words)


def tick(page: Page, target: Locator) -> None:
    """Walk to a box or a choice and mark it."""
    walk_to(page, target)
    page.keyboard.press("Space")
    expect(target).to_be_checked()


def go_on(page: Page, button: str = "Lanjut") -> None:
    """Walk to the button of the page and press it."""
    walk_to(page, page.get_by_role("button", name=button, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")
