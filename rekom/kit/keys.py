LONGEST = 18  # digits that every database's keys have room for


def key_of(text: str | None) -> int:
    """A row's key out of a form or an address; 0, which no row has, for what is none."""
    if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST:
        return int(text)
    return 0
