"""Papers as the web process sees them: a template in, an archivable file out, limits held."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.utils import translation
from django.utils.translation import gettext, pgettext

from rekom.kit.pdf import Limits, PaperError, PaperTooHeavy, PressRoom, lay_out, render_pdf
from tests.kit.paper_attacks import document
from tests.papers import (
    assert_is_archivable,
    bookmarks_of,
    page_count,
    tags_of,
    text_of,
    words_of,
)

SAMI_LETTERS = "áčđŋšŧžïöåæø ÁČĐŊŠŦŽÏÖÅÆØ"


@pytest.fixture(autouse=True)
def own_templates(settings):
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}
    ]


@pytest.fixture
def press_room():
    rooms = []

    def open_room(**limits) -> PressRoom:
        rooms.append(PressRoom(Limits(**limits)))
        return rooms[-1]

    yield open_room
    for room in rooms:
        room.close()


def make_paper(language: str = "nb", **context) -> bytes:
    defaults = {
        "title": "Fordeling 2022",
        "office_name": "Statsforvalteren i Nordland",
        "office_parallel_names": ["Nordlaanten Staatehaaltoje", "Nordlánda Stáhtaháldadiddje"],
    }
    return render_pdf("paper.html", {**defaults, **context}, language=language)


def running_code(code: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Django in a process of its own, with a paper at hand."""
    prelude = (
        "import os, sys, django; django.setup()\n"
        "from rekom.kit.pdf import lay_out, _press_room\n"
        "from pathlib import Path\n"
        "html = '<!doctype html><html lang=\"nb\"><title>Prøve</title><h1>Prøve</h1>'\n"
    )
    return subprocess.run(
        [sys.executable, "-c", prelude + code],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=True,
        text=True,
    )


# --- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_paper_is_archivable_in_each_language(language):
    assert_is_archivable(make_paper(language), language=language, title="Fordeling 2022")


def test_sami_letters_are_in_the_fonts_and_in_the_text_layer():
    paper = make_paper(title=f"Prøve {SAMI_LETTERS}", text=SAMI_LETTERS)

    assert_is_archivable(paper, language="nb", title=f"Prøve {SAMI_LETTERS}")
    assert SAMI_LETTERS in text_of(paper)
    assert "Nordlánda Stáhtaháldadiddje" in text_of(paper)


def test_headings_become_bookmarks():
    assert bookmarks_of(make_paper()) == ["Fordeling 2022"]


def test_the_same_input_gives_the_same_bytes_whatever_was_made_in_between(press_room):
    first = make_paper(rows=range(60))
    make_paper("nn", landscape=True, text=SAMI_LETTERS)

    assert make_paper(rows=range(60)) == first

    fresh = press_room()
    html = document("<h1>Prøve</h1>")
    assert fresh.lay_out(html.encode()) == lay_out(html)


def test_what_people_write_is_text_and_never_markup():
    hostile = '<img src="file:///etc/passwd"> {{ x }} </p><style>p{display:none}</style>'

    assert hostile in words_of(make_paper(text=hostile))


# --- the page ------------------------------------------------------------------------------------


def test_the_foot_tells_what_this_is_and_the_page_of_all_pages():
    paper = make_paper(rows=range(60))
    with translation.override("nb"):
        page, of = pgettext("page x of y", "Page"), pgettext("page x of y", "of")

    assert page_count(paper) == 2
    for number in (1, 2):
        foot = text_of(paper, page=number).split("\n")
        assert f"{page} {number} {of} 2" in foot
        assert "Fordeling 2022" in foot


@pytest.mark.parametrize("mark", ["draft", "demo"])
def test_a_mark_stands_on_every_page_of_what_is_marked_and_on_no_other(mark):
    with translation.override("nb"):
        word = {"draft": gettext("DRAFT"), "demo": gettext("DEMO – invented details")}[mark]

    marked = make_paper(rows=range(60), **{mark: True})
    plain = make_paper(rows=range(60), **{mark: False})

    assert [word in text_of(marked, page=page) for page in (1, 2)] == [True, True]
    assert word not in text_of(plain)


def test_a_demo_site_marks_its_papers_by_itself(settings):
    settings.DEMO = True

    assert gettext("DEMO – invented details") in text_of(make_paper())


@pytest.mark.parametrize(
    ("landscape", "size"), [(False, (595, 842)), (True, (842, 595))], ids=["portrait", "landscape"]
)
def test_a_paper_lies_as_its_template_says(landscape, size):
    with pikepdf.open(io.BytesIO(make_paper(landscape=landscape))) as paper:
        _left, _top, width, height = map(float, paper.pages[0].MediaBox)

    assert (round(width), round(height)) == size


def test_heads_repeat_and_the_total_stands_once_below_the_last_row():
    paper = make_paper(rows=range(60))
    text = text_of(paper)

    assert text.count("Nettverk") == page_count(paper) == 2
    assert text.count("Til sammen") == 1
    assert text.index("Rad 59") < text.index("Til sammen")


def test_table_headers_are_tagged_as_headers():
    tags = tags_of(make_paper(rows=range(2)))

    assert tags.count("/Table") == 1
    assert tags.count("/TH") == 2 + 2 + 1  # columns, rows, total
    assert tags.count("/TD") == 2 + 1


@pytest.mark.slow
def test_neither_caption_nor_total_is_ever_left_alone_on_a_page():
    spaces = range(28, 48)
    for count in spaces:
        paper = make_paper(spaces=range(count), rows=range(3))
        for page in range(1, page_count(paper) + 1):
            text = text_of(paper, page=page)
            assert ("Fordeling i kroner" in text) <= ("Rad 0" in text), count
            assert ("Til sammen" in text) <= ("Rad 2" in text), count


# --- the process beside the web process ----------------------------------------------------------


def test_the_web_process_never_imports_weasyprint():
    run = running_code(
        "assert lay_out(html).startswith(b'%PDF-1.7')\n"
        "print([name for name in sys.modules if 'weasyprint' in name])"
    )

    assert run.stdout == "[]\n"


def test_only_the_worker_mentions_weasyprint():
    apps = ["rekom", "partnerships", "measures", "allocation"]
    sources = [path for app in apps for path in (django_settings.BASE_DIR / app).rglob("*.py")]

    importers = [
        path.name
        for path in sources
        if re.search(r"^\s*(from|import) weasyprint", path.read_text(encoding="utf-8"), re.M)
    ]

    assert set(importers) == {"paper_worker.py"}


def test_the_layout_process_knows_no_secret():
    run = running_code(
        "os.environ['SECRET_KEY'] = 'hemmelig'\n"
        "lay_out(html)\n"
        "[press] = _press_room._idle\n"
        "print(Path(f'/proc/{press._process.pid}/environ').read_text())"
    )

    assert "PYTHONPATH" in run.stdout
    assert "SECRET_KEY" not in run.stdout
    assert "DATABASE_URL" not in run.stdout


def test_a_process_is_kept_for_the_next_document(press_room):
    room = press_room()
    room.lay_out(document("<p>en</p>").encode())
    [first] = room._idle
    room.lay_out(document("<p>to</p>").encode())

    assert room._idle == [first]
    assert first.documents == 2


def test_a_process_that_died_while_waiting_is_replaced(press_room):
    room = press_room()
    room.lay_out(document("<p>en</p>").encode())
    [first] = room._idle
    os.kill(first._process.pid, signal.SIGKILL)
    first._process.wait()

    assert room.lay_out(document("<p>to</p>").encode()).startswith(b"%PDF")
    assert room._idle != [first]


def test_a_process_is_replaced_after_its_number_of_documents(press_room):
    room = press_room(documents=1)

    room.lay_out(document("<p>en</p>").encode())

    assert room._idle == []


def test_two_documents_are_laid_out_at_once_and_a_third_waits_its_turn(press_room):
    room = press_room(processes=2)
    bodies = [f"<p>{number}</p>" * 300 for number in range(3)]
    with ThreadPoolExecutor(3) as threads:
        papers = list(threads.map(lambda body: room.lay_out(document(body).encode()), bodies))

    assert [words_of(paper).split()[0] for paper in papers] == ["0", "1", "2"]
    assert len(room._idle) == 2


def test_one_who_waits_too_long_is_told_so(press_room):
    room = press_room(processes=1, wall_seconds=0.1)
    room._places.acquire()

    with pytest.raises(PaperError) as waited:
        room.lay_out(document("<p>x</p>").encode())

    assert waited.type is PaperError


def test_after_a_fork_parent_and_child_have_their_own_processes():
    run = running_code(
        "expected = lay_out(html)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(0 if lay_out(html) == expected else 1)\n"
        "same = lay_out(html) == expected\n"
        "print(same, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )

    assert run.stdout == "True 0\n"


def test_the_layout_process_ends_with_the_web_process_however_that_ends():
    run = running_code(
        "lay_out(html)\n"
        "print(_press_room._idle[0]._process.pid, flush=True)\n"
        "os._exit(0)  # nothing that stands in atexit is run"
    )

    process = Path(f"/proc/{run.stdout.strip()}")
    until = time.monotonic() + 60
    while process.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not process.exists()


# --- limits --------------------------------------------------------------------------------------

BOMBS = {
    "pages of one pixel": "<style>@page{size:1px;margin:0}</style>" + "<p>ord</p>" * 3000,
    "a million columns": '<table><tr><td colspan="1000000">x</table>',
    "twenty thousand pages": '<p style="break-after:page">x</p>' * 20_000,
    "nested tables": "<table><tr><td>" * 60 + "x",
    "nested divisions": "<div>" * 3000,
    "one endless word": "x" * 2_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_stopped_and_the_next_document_is_made(press_room, bomb):
    room = press_room(cpu_seconds=1)

    with pytest.raises(PaperTooHeavy):
        room.lay_out(document(BOMBS[bomb]).encode())

    assert room.lay_out(document("<p>Den neste</p>").encode()).startswith(b"%PDF")


def test_a_document_that_takes_too_long_on_the_clock_is_stopped(press_room):
    room = press_room(wall_seconds=0.2)

    with pytest.raises(PaperTooHeavy):
        room.lay_out(document(BOMBS["twenty thousand pages"]).encode())


@pytest.mark.slow
def test_a_document_that_takes_too_much_memory_is_stopped(press_room):
    room = press_room(memory_bytes=180 * 2**20, cpu_seconds=60)

    with pytest.raises(PaperTooHeavy):
        room.lay_out(document(BOMBS["twenty thousand pages"]).encode())


def test_a_document_that_is_too_long_is_refused_before_anything_starts(press_room):
    room = press_room(html_bytes=100)

    with pytest.raises(PaperTooHeavy):
        room.lay_out(b"x" * 101)

    assert room._idle == []


def test_the_work_is_done_elsewhere_and_others_get_their_papers_meanwhile(press_room):
    room = press_room(cpu_seconds=1)
    started = time.process_time()
    with ThreadPoolExecutor(1) as thread:
        bomb = thread.submit(room.lay_out, document(BOMBS["twenty thousand pages"]).encode())

        assert room.lay_out(document("<p>Imens</p>").encode()).startswith(b"%PDF")

    assert isinstance(bomb.exception(), PaperTooHeavy)
    assert time.process_time() - started < 0.5
