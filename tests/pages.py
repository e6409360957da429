"""Reads a page as a browser does: its words, and what a form would send as it stands."""

import re
from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[list[tuple[str, str]]] = []
        self.name = ""  # of the textarea or select that is open
        self.chosen: list[str] = []
        self.first = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.forms.append([])
        elif not self.forms:
            return
        elif tag == "input" and attrs.get("name"):
            is_box = attrs.get("type") in ("radio", "checkbox")
            if "checked" in attrs or not is_box:
                value = attrs.get("value", "on" if is_box else "")
                self.forms[-1].append((attrs["name"], value))
        elif tag in ("textarea", "select"):
            self.name, self.chosen, self.first = attrs["name"], [], None
        elif tag == "option" and self.name:
            self.first = attrs["value"] if self.first is None else self.first
            if "selected" in attrs:
                self.chosen.append(attrs["value"])

    def handle_data(self, data):
        if self.name and self.first is None:
            self.chosen.append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.name:
            text = "".join(self.chosen).removeprefix("\n").replace("\n", "\r\n")
            self.forms[-1].append((self.name, text))
        elif tag == "select" and self.name:
            self.forms[-1] += [(self.name, value) for value in self.chosen or [self.first or ""]]
        if tag in ("textarea", "select"):
            self.name = ""


def sent_by(response, *, with_field: str = "seen") -> dict[str, list[str]]:
    """The fields of the form on the page that has ``with_field``, as it would be sent untouched."""
    reader = _Forms()
    reader.feed(response.content.decode())
    (fields,) = (form for form in reader.forms if any(name == with_field for name, _v in form))
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        if name == "csrfmiddlewaretoken":
            continue  # the test client needs none, and it differs from page to page
        sent.setdefault(name, []).append(value)
    return sent


def text_of(response) -> str:
    """The page as it is read: tags away, every space alike."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r" ([.,;])", r"\1", " ".join(text.replace("\u00a0", " ").split()))
