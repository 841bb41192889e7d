"""What a person does at the editor, and what there is to see of it."""

from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

SHOWN = """who => {
  const hidden = node => node.parentElement.closest('.page-none, .page-delimiter') !== null
  const line = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let text = ''
    while (walker.nextNode()) if (!hidden(walker.currentNode)) text += walker.currentNode.data
    return text
  }
  return [...document.querySelectorAll(`#${who}-text .cm-line`)].map(line).join('\\n')
}"""


class Desk:
    def __init__(self, page: Page, url: str, text: str, *, read: bool = False) -> None:
        self.page = page
        query = {"text": text, **({"read": "1"} if read else {})}
        page.goto(f"{url}?{urlencode(query)}")
        page.wait_for_function("() => window.harness !== undefined")
        self.content.focus()

    @property
    def content(self) -> Locator:
        return self.page.locator("#ana-text .cm-content")

    @property
    def toolbar(self) -> Locator:
        return self.page.locator("#ana-toolbar")

    @property
    def text(self) -> str:
        """The Markdown of the shared text."""
        return self.page.evaluate("() => harness.ana.text()")

    @property
    def other_text(self) -> str:
        return self.page.evaluate("() => harness.ben.text()")

    @property
    def shown(self) -> str:
        """The lines as they are drawn, markup and all if any shows."""
        return self.page.evaluate(SHOWN, "ana")

    def put(self, before: str, who: str = "ana") -> None:
        """Puts the caret right after the first place where the source reads so."""
        self.page.evaluate(
            """([who, before]) => {
              const { view, text } = harness[who]
              const at = text().indexOf(before)
              if (at < 0) throw new Error('no such text: ' + before)
              view.focus()
              view.dispatch({ selection: { anchor: at + before.length } })
            }""",
            [who, before],
        )

    def select(self, words: str, who: str = "ana") -> None:
        """Selects the first place where the source reads so."""
        self.page.evaluate(
            """([who, words]) => {
              const { view, text } = harness[who]
              const at = text().indexOf(words)
              if (at < 0) throw new Error('no such text: ' + words)
              view.focus()
              view.dispatch({ selection: { anchor: at, head: at + words.length } })
            }""",
            [who, words],
        )

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, command: str) -> None:
        self.toolbar.locator(f'[data-command="{command}"]').click()

    def pressed(self, command: str) -> bool:
        button = self.toolbar.locator(f'[data-command="{command}"]')
        return button.get_attribute("aria-pressed") == "true"
