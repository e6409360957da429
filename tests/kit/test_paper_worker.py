"""What the layout process itself promises: nothing fetched, no network, a stylesheet it understands."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from weasyprint.logger import LOGGER

from rekom.kit import paper_worker
from rekom.kit.paper_protocol import DOCUMENT, FAILED, receive, send
from rekom.kit.paper_worker import refuse_network_and_processes
from rekom.kit.pdf import Limits
from tests.kit.paper_attacks import document

STYLESHEET = Path(settings.BASE_DIR) / "static/css/paper.css"


def attack(fetcher: str, path: Path) -> dict[str, object]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.kit.paper_attacks", fetcher, str(path)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PAPER_FONTS": str(settings.PAPER_FONTS)},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(run.stdout)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "hemmelig.txt"
    path.write_text("root:x:0:0")
    return path


@pytest.mark.slow
def test_no_attack_reads_a_file_or_reaches_the_network(secret: Path):
    assert attack("own", secret) == {"vectors": 31, "hits": []}


@pytest.mark.slow
def test_the_same_attacks_do_reach_out_when_the_library_fetches_for_itself(secret: Path):
    assert len(attack("default", secret)["hits"]) >= 19


def test_the_stylesheet_and_its_fonts_are_understood_to_the_last_line(caplog):
    caplog.set_level("WARNING", logger=LOGGER.name)

    paper_worker.CSS(string=STYLESHEET.read_text(encoding="utf-8"), base_url="asset:")

    # Read here without its fonts, which are what it then misses.
    complaints = [message for message in caplog.messages if "Font-face" not in message]
    assert complaints == []


def test_a_refused_address_fails_the_document_and_ends_the_process():
    documents = io.BytesIO()
    send(documents, DOCUMENT, document('<img src="file:///etc/passwd">').encode())
    send(documents, DOCUMENT, document("<p>Den neste</p>").encode())

    answers = io.BytesIO(answers_of_the_process(documents.getvalue()))

    kind, reason = receive(answers)
    assert kind == FAILED
    assert b"/etc/passwd" not in reason
    assert answers.read() == b""


def answers_of_the_process(documents: bytes) -> bytes:
    """In a process of its own: the limits it sets itself would stay with the tests' for good."""
    limits = Limits()
    arguments = (STYLESHEET, settings.PAPER_FONTS, limits.cpu_seconds, limits.memory_bytes)
    return subprocess.run(
        [sys.executable, "-P", "-m", paper_worker.__name__, *map(str, arguments)],
        input=documents,
        env={"PYTHONPATH": str(settings.BASE_DIR)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout


@pytest.mark.parametrize("event", ["socket.connect", "subprocess.Popen", "os.system", "os.exec"])
def test_network_and_processes_are_refused_whoever_asks(event: str):
    with pytest.raises(PermissionError):
        refuse_network_and_processes(event, ())


def test_opening_a_file_is_left_to_the_fetcher():
    refuse_network_and_processes("open", ("x", "r", 0))
