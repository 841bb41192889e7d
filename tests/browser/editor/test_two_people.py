"""Two people write at once, at random: their texts agree and no markup shows."""

from collections.abc import Callable

import pytest

from tests.browser.editor.desk import Desk

STEPS = 300

TEXT = """# Charter

The **Network** brings *people* together.

1. One
2. Two

| Body | Meets |
| --- | --- |
| Assembly | Yearly |

> Said.

End."""

# Keys go through the page's own handlers, in both editors in turn, connected or not.
PLAY = """async ([seed, steps]) => {
  let state = seed
  const next = n => { state = (state * 1103515245 + 12345) % 2147483648; return state % n }
  const people = [harness.ana, harness.ben]
  const keys = ['Enter', 'Backspace', 'Delete', 'Tab', 'ArrowLeft']
  const formats = ['b', 'i', 'x', '7', '8', '9']
  const press = (view, key, options = {}) => view.contentDOM.dispatchEvent(new KeyboardEvent(
    'keydown', { key, bubbles: true, cancelable: true, ...options }))
  const type = (view, text) => {
    const { from, to } = view.state.selection.main
    view.dispatch(view.state.update({ changes: { from, to, insert: text },
      selection: { anchor: from + text.length }, userEvent: 'input.type' }))
  }
  for (let step = 0; step < steps; step++) {
    const { view } = people[next(2)]
    const length = view.state.doc.length
    const anchor = next(length + 1)
    const head = next(3) ? anchor : Math.min(length, anchor + next(30))
    view.dispatch({ selection: { anchor, head }, userEvent: 'select' })
    const choice = next(12)
    if (choice < 4) type(view, ['word ', 'é', ' and', 'x'][next(4)])
    else if (choice < 7) press(view, keys[next(keys.length)])
    else if (choice < 10) {
      const key = formats[next(formats.length)]
      const keyCode = key.toUpperCase().charCodeAt(0)
      press(view, key, { ctrlKey: true, shiftKey: !'bi'.includes(key), keyCode })
    } else if (choice < 11) {
      const commands = ['table', 'addRow', 'addColumn', 'removeRow', 'removeColumn', 'undo']
      const name = view === harness.ana.view ? 'ana' : 'ben'
      document.querySelector(`#${name}-toolbar [data-command="${commands[next(6)]}"]`).click()
    } else harness.connect(next(2) === 1)
  }
  harness.connect(true)
}"""


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_texts_agree_and_no_marks_show(open_desk: Callable[..., Desk], seed: int) -> None:
    desk = open_desk(TEXT)
    desk.page.evaluate(PLAY, [seed, STEPS])
    assert desk.text == desk.other_text
    assert desk.page.evaluate("() => harness.ana.view.state.doc.toString()") == desk.text
    assert desk.page.evaluate("() => harness.ben.view.state.doc.toString()") == desk.text
    assert "**" not in desk.shown
    assert "~~" not in desk.shown
    # Something was written at all: a play of refused keys would prove nothing.
    assert desk.text != TEXT
