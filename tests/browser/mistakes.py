"""What a refused page owes whoever filled it in, and how each of its faults is found (U7)."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.browser import steps


def summary(page: Page) -> list[str]:
    """The sentences above a refused form, which has the focus."""
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    return [steps.plain(row) for row in alert.get_by_role("listitem").all_inner_texts()]


def faults(page: Page, typed: Mapping[str, str], letter: str) -> list[str]:
    """What a refused page does wrong; `typed` are the values by the id of their fields."""
    return [
        *_title_and_focus(page),
        *_links(page),
        *(f"{at} lost {words[:30]!r}" for at, words in typed.items() if not _has(page, at, words)),
        *_letter(page, letter),
    ]


def _title_and_focus(page: Page) -> list[str]:
    found = [] if page.title().startswith("Kesalahan: ") else ["the title names no error"]
    is_focused = page.evaluate("document.activeElement.matches('.error-summary')")
    return found if is_focused else [*found, "the summary has no focus"]


def _links(page: Page) -> list[str]:
    """Each sentence leads to a place of this page where the same words stand."""
    rows: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll(".error-summary li")].map(row => {
             const at = row.querySelector("a")?.getAttribute("href") ?? "";
             const place = at.startsWith("#") ? document.getElementById(at.slice(1)) : null;
             const near = place?.closest(".field, .field-bad") ?? place;
             const said = [...(near?.querySelectorAll(".field-error") ?? [])]
                           .map(e => e.textContent.trim());
             return [row.textContent.trim(), at, place ? "there" : "", ...said]; })"""
    )
    found = [] if rows else ["no sentence"]
    for sentence, at, place, *said in rows:
        if not place:
            found.append(f"{at or 'no link'} leads nowhere")
        elif sentence not in said:
            found.append(f"{at} says something else")
    return found


def _has(page: Page, at: str, words: str) -> bool:
    field = page.locator(f"[id='{at}']")
    return field.count() == 1 and field.input_value() == words


def _letter(page: Page, letter: str) -> list[str]:
    """The letter is still there when its page is looked at."""
    said = page.request.get("/ajukan/surat").text()
    return [] if letter in said else ["the letter is lost"]
