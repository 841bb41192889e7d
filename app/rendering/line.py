"""One line of Markdown, read from left to right as containers take their share of it."""

from __future__ import annotations

SPACES = " \t"
TAB_WIDTH = 4


class Line:
    """A line with two places in it: where its containers end, and the next visible character.

    `base` and `pos` are indexes into `text`; `base_column` and `column` are the same places counted
    in columns, a tab reaching to the next multiple of four.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.base = self.base_column = 0
        self.pos = self.column = 0
        self._skip_spaces()

    @property
    def blank(self) -> bool:
        """Whether nothing visible is left."""
        return self.pos == len(self.text)

    @property
    def indent(self) -> int:
        """Columns of white space between the container's part and the next visible character."""
        return self.column - self.base_column

    @property
    def rest(self) -> str:
        """What is left, from the next visible character on."""
        return self.text[self.pos :]

    def take(self, characters: int) -> None:
        """Give the next visible `characters` to a container."""
        end = self.pos + characters
        self.base_column = self._column_of(end)
        self.base = end
        self._skip_spaces()

    def take_columns(self, column: int) -> None:
        """Give everything before `column` to a container; a tab that crosses it goes whole."""
        self.base = self.base_column = 0
        while self.base < len(self.text) and self.base_column < column:
            self.base_column = _after(self.text[self.base], self.base_column)
            self.base += 1
        self.base_column = column
        self._skip_spaces()

    def content_column(self, mark: int) -> int:
        """The column where an item's words begin after a list mark of `mark` characters.

        An empty item, and one with five spaces or more, begin one column after the mark.
        """
        after_mark = self._column_of(self.pos + mark)
        begin = self.pos + mark
        while begin < len(self.text) and self.text[begin] in SPACES:
            begin += 1
        words = self._column_of(begin)
        if begin == len(self.text) or words > after_mark + TAB_WIDTH:
            return after_mark + 1
        return words

    def _column_of(self, end: int) -> int:
        column = self.column
        for character in self.text[self.pos : end]:
            column = _after(character, column)
        return column

    def _skip_spaces(self) -> None:
        if self.base < self.pos:
            return
        pos, column = self.pos, self.column
        while pos < len(self.text) and (pos < self.base or self.text[pos] in SPACES):
            column = _after(self.text[pos], column)
            pos += 1
        self.pos, self.column = pos, column


def _after(character: str, column: int) -> int:
    return column + (TAB_WIDTH - column % TAB_WIDTH if character == "\t" else 1)
