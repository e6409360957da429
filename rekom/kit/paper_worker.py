"""The process that lays out papers: HTML in, PDF out, one document at a time, over its own pipes.
It draws charts as well, figures in and SVG out, and imports the library for it at the first one.

``rekom.kit.pdf`` starts it with an empty environment. It has neither Django, database, settings nor secret:
what it reads is the stylesheet and the fonts it is started with. It ends when its input does, and the
first document that fails is its last: the web process starts another.
"""

import importlib
import os
import resource
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from rekom.kit.paper_protocol import CHART, DONE, FAILED, TOO_HEAVY, receive, send

VARIANT = "pdf/a-2a"

# WeasyPrint writes one standard's mark into a file. This is the other one, with the schema that PDF/A
# demands for a property it does not know. A second rdf:RDF would be overlooked by validators.
PDFUA_IDENTIFICATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class OwnAssets(URLFetcher):
    """Serves the assets it was given and nothing else; any other address stops the document."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"asset"}, allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in self._assets:
            raise ValueError("not one of our own assets")
        return URLFetcherResponse(url, self._assets[url])


class Press:
    """Stylesheet and fonts, parsed once, and the documents printed with them.

    The fonts are for the stylesheet alone. A document may fetch nothing at all, so that it can neither read a
    file nor leave a font behind for the next document.
    """

    def __init__(self, stylesheet: str, fonts: Mapping[str, bytes]) -> None:
        self._font_configuration = FontConfiguration()
        # Without font_config here, @font-face is passed over in silence.
        self._stylesheet = CSS(
            string=stylesheet,
            base_url="asset:",
            font_config=self._font_configuration,
            url_fetcher=OwnAssets(fonts),
        )

    def print(self, html: str) -> bytes:
        document = HTML(string=html, base_url="asset:", url_fetcher=OwnAssets({}))
        pages = document.render(
            stylesheets=[self._stylesheet],
            font_config=self._font_configuration,
            pdf_variant=VARIANT,
        )
        return bytes(pages.write_pdf(pdf_variant=VARIANT, finisher=_add_pdfua_identification))


def _add_pdfua_identification(_document: object, pdf: Any) -> None:
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream[0] = metadata.stream[0].replace(
        b"</rdf:RDF>", PDFUA_IDENTIFICATION + b"</rdf:RDF>", 1
    )


def refuse_network_and_processes(event: str, _arguments: tuple[Any, ...]) -> None:
    """An audit hook, behind the fetcher: whatever a document talks the library into, it stays in here."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system")):
        raise PermissionError(event)


def _make_within_limits(
    press: Press, kind: bytes, body: bytes, cpu_seconds: int
) -> tuple[bytes, bytes]:
    """Return outcome and answer. One that uses up its processor time is ended by the system itself."""
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, resource.RLIM_INFINITY))
    try:
        return DONE, _drawn(body) if kind == CHART else press.print(body.decode())
    except (MemoryError, RecursionError, SystemError):
        # SystemError: code in C found no memory, and failed without saying so.
        return TOO_HEAVY, b"memory or depth"  # nothing is left to find out where
    except BaseException as error:  # a refused address is not an Exception in WeasyPrint
        return FAILED, _place_of(error)


def _drawn(chart: bytes) -> bytes:
    drawing = importlib.import_module("rekom.kit.chart_drawing")  # 0.8 s and 40 MB, once
    return bytes(drawing.draw(chart))


def _place_of(error: BaseException) -> bytes:
    """Name the kind of error and where it arose, but not its text: that may quote what somebody wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}".encode()


def serve(press: Press, documents: IO[bytes], answers: IO[bytes], cpu_seconds: int) -> None:
    outcome = DONE
    while outcome == DONE:
        try:
            kind, body = receive(documents)
        except EOFError:  # the web process has ended
            return
        outcome, answer = _make_within_limits(press, kind, body, cpu_seconds)
        send(answers, outcome, answer)


def main() -> None:
    stylesheet, fonts, cpu_seconds, memory_bytes = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what people wrote
    # Nothing but answers may reach the pipe: what a library prints goes to standard error.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    press = Press(
        Path(stylesheet).read_text(encoding="utf-8"),
        {f"asset:{font.name}": font.read_bytes() for font in Path(fonts).glob("*.ttf")},
    )
    sys.addaudithook(refuse_network_and_processes)
    serve(press, sys.stdin.buffer, answers, int(cpu_seconds))


if __name__ == "__main__":
    main()
