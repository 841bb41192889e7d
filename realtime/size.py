"""How long a text may be by now, without counting it at every update."""

from realtime.contents import Contents


class Size:
    """An upper bound of the bytes of a text in UTF-8: what is deleted counts until `count`."""

    def __init__(self, text: str) -> None:
        self.count(text)

    def add(self, contents: Contents) -> None:
        """Take in what an update brings; text that comes again counts again."""
        self.at_most += sum(
            len(struct.text.encode())
            for run in contents.structs.values()
            for struct in run
            if struct.text is not None
        )

    def count(self, text: str) -> None:
        """Know exactly: `text` is all of it."""
        self.at_most = len(text.encode())
