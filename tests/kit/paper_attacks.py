"""Documents that try to read what is not theirs, and what they reach when they are laid out.

Run as a module it prints, as JSON, the names of the attacks that opened the file or a connection:
``python -m tests.kit.paper_attacks own|default FILE``. Its own process, for an audit hook never leaves again.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from weasyprint import HTML

from rekom.kit.paper_worker import Press

HTTP = "http://127.0.0.1:9/"  # nobody answers there; that somebody asked is enough


def vectors(path: str) -> dict[str, str]:
    file = f"file://{path}"
    folder, name = os.path.split(path)
    svg_image = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image href="{file}" xlink:href="{file}" width="9" height="9"/></svg>'
    svg_use = f'<svg xmlns="http://www.w3.org/2000/svg"><use href="{file}#a"/></svg>'
    svg_xxe = f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "{file}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    style = "<style>{}</style><p>x</p>"
    return {
        "link attachment": f'<link rel="attachment" href="{file}">',
        "anchor attachment": f'<a rel="attachment" href="{file}">x</a>',
        "odd case": f'<link rel="attachment" href="FiLe://{path}">',
        "base and relative": f'<base href="file://{folder}/"><img src="{name}">',
        "img": f'<img src="{file}">',
        "img srcset": f'<img srcset="{file} 1x" src="{file}">',
        "object": f'<object data="{file}"></object>',
        "embed": f'<embed src="{file}">',
        "stylesheet link": f'<link rel="stylesheet" href="{file}">',
        "css import": style.format(f'@import url("{file}");'),
        "css import string": style.format(f'@import "{file}";'),
        "css background": style.format(f'p{{background:url("{file}")}}'),
        "css list image": style.format(f'p{{display:list-item;list-style-image:url("{file}")}}'),
        "css border image": style.format(f'p{{border:9px solid;border-image:url("{file}") 9}}'),
        "css content": style.format(f'p::before{{content:url("{file}")}}'),
        "css page background": style.format(f'@page{{background:url("{file}")}}'),
        "css margin box": style.format(f'@page{{@top-left{{content:url("{file}")}}}}'),
        "css font": style.format(
            f'@font-face{{font-family:x;src:url("{file}")}}p{{font-family:x}}'
        ),
        "css colour profile": style.format(f'@color-profile --x{{src:url("{file}")}}'),
        "style attribute": f'<p style="background:url({file})">x</p>',
        "inline svg": svg_image,
        "inline svg use": svg_use,
        "nested svg": f'<img src="data:image/svg+xml,{quote(svg_image)}">',
        "svg entity": f'<img src="data:image/svg+xml,{quote(svg_xxe)}">',
        "http img": f'<img src="{HTTP}">',
        "http attachment": f'<link rel="attachment" href="{HTTP}">',
        "http stylesheet": f'<link rel="stylesheet" href="{HTTP}">',
        "http font": style.format(
            f'@font-face{{font-family:y;src:url("{HTTP}")}}p{{font-family:y}}'
        ),
        "http background": f'<p style="background:url({HTTP})">x</p>',
        "http svg": svg_image.replace(file, HTTP),
        "our own font": style.format(
            '@font-face{font-family:"Source Sans 3";src:url("asset:SourceSans3-Black.ttf")}'
        ),
    }


def document(body: str) -> str:
    return f'<!doctype html><html lang="nb"><title>Angrep</title><body>{body}</body></html>'


def reached(path: str, fetcher: str) -> list[str]:
    """Return the attacks that opened the file or a connection, with our fetcher or with the library's."""
    events: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" or (event == "open" and str(arguments[0]) == path):
            events.append(event)

    fonts = Path(os.environ["PAPER_FONTS"])
    press = Press(
        Path("static/css/paper.css").read_text(encoding="utf-8"),
        {f"asset:{font.name}": font.read_bytes() for font in fonts.glob("*.ttf")},
    )
    sys.addaudithook(note)
    hits = []
    for name, body in vectors(path).items():
        events.clear()
        # Refused is as good as passed over: what counts is what was opened.
        with suppress(BaseException):
            if fetcher == "own":
                press.print(document(body))
            else:
                HTML(string=document(body)).write_pdf()
        if events:
            hits.append(name)
    return hits


if __name__ == "__main__":
    fetcher, path = sys.argv[1:]
    json.dump({"vectors": len(vectors(path)), "hits": reached(path, fetcher)}, sys.stdout)
