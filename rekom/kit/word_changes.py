"""Text that tracked changes have taken away, and that still stands in the file."""


class Changes:
    """A text for each paragraph it stood in. What was moved is only gone where it came to nowhere."""

    def __init__(self) -> None:
        self._deleted: list[tuple[int, list[str]]] = []
        self._moved: list[tuple[int, list[str]]] = []
        self._arrived: list[str] = []

    def delete(self, text: str, paragraph: int) -> None:
        _join(self._deleted, text, paragraph)

    def move_from(self, text: str, paragraph: int) -> None:
        _join(self._moved, text, paragraph)

    def move_to(self, text: str) -> None:
        self._arrived.append(text)

    @property
    def deleted(self) -> list[str]:
        arrived = "".join(self._arrived)
        gone = [text for text in _texts(self._moved) if text not in arrived]
        return [*_texts(self._deleted), *gone]


def _join(found: list[tuple[int, list[str]]], text: str, paragraph: int) -> None:
    if found and found[-1][0] == paragraph:
        found[-1][1].append(text)
    else:
        found.append((paragraph, [text]))


def _texts(found: list[tuple[int, list[str]]]) -> list[str]:
    return ["".join(texts) for _paragraph, texts in found]
