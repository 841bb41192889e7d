"""Finding the way through a page by keyboard alone."""

from playwright.sync_api import Page


def press_until(page: Page, name: str) -> None:
    """Tab on until the thing called `name` has focus, and shows it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText?.trim()") == name:
            assert page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none' ||"
                " getComputedStyle(document.activeElement, '::after').outlineStyle !== 'none'"
            ), f"{name} does not show that it has focus"
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def tab_to(page: Page, field: str) -> None:
    """Tab on until the field of that name has focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.get_by_label(field, exact=True).evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{field} cannot be reached by keyboard")
