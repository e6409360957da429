"""Papers: a template becomes one file that is both PDF/A-2a and PDF/UA-1.

Django renders the HTML here, in the process that asks; the layout runs in a process beside it
(``paper_worker``), started at first use and kept. The web process never imports WeasyPrint.
"""

import atexit
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rekom.kit.paper_protocol import CHART, DOCUMENT, DONE, FAILED, TOO_HEAVY, receive, send

logger = logging.getLogger(__name__)

# What the layout needs of its surroundings. Everything else stays here, secrets first.
PASSED_ON = {"PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "XDG_CACHE_HOME"}


class PaperError(Exception):
    """A document could not be made. The message is for the person who asked for it."""


class PaperTooHeavy(PaperError):
    """A document needed more time or memory than one document may have."""


@dataclass(frozen=True)
class Limits:
    """What one document may use, and how many may be laid out at once beside one web process.

    A dense report of eight pages takes 1.3 processor seconds and 105 MB.
    """

    processes: int = 2
    html_bytes: int = 8 * 2**20
    cpu_seconds: int = 15
    wall_seconds: float = 25  # less than the 30 seconds after which gunicorn ends a worker
    memory_bytes: int = 2**30
    documents: int = 500  # then a fresh process, so that nothing can grow for ever


def render_pdf(template: str, context: dict[str, Any], *, language: str) -> bytes:
    """Render a template to a tagged, archivable PDF in the given written form.

    The same template, context and language give the same bytes. Raises PaperError.
    """
    with translation.override(language):
        page = {"demo": settings.DEMO, **context, "language": language}
        html = render_to_string(template, page)
    return lay_out(html)


def lay_out(html: str) -> bytes:
    """Return the PDF of a whole HTML document, set with static/css/paper.css. Raises PaperError."""
    return _press_room.lay_out(html.encode())


def draw(chart: bytes) -> bytes:
    """Return the drawing of what ``rekom.kit.chart`` has written, as SVG. Raises PaperError."""
    return _press_room.make(CHART, chart)


class PressRoom:
    """The layout processes of one web process: few, kept warm, replaced when they fail."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = threading.BoundedSemaphore(self.limits.processes)
        self._idle: list[_Press] = []

    def lay_out(self, html: bytes) -> bytes:
        return self.make(DOCUMENT, html)

    def make(self, kind: bytes, body: bytes) -> bytes:
        if len(body) > self.limits.html_bytes:
            raise PaperTooHeavy(_too_heavy())
        if not self._places.acquire(timeout=self.limits.wall_seconds):
            raise PaperError(_("Many documents are being made just now. Try again in a minute."))
        try:
            press = self._take()
            made = press.make(kind, body)
            self._put_back(press)
            return made
        finally:
            self._places.release()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def leave_to_parent(self) -> None:
        """After a fork: the processes answer the parent, so the child begins with none of its own."""
        for press in self._idle:
            press.leave_to_parent()
        self._idle = []
        self._places = threading.BoundedSemaphore(self.limits.processes)

    def _take(self) -> "_Press":
        while self._idle:
            press = self._idle.pop()
            if press.is_alive():
                return press
            press.close()
        return _Press(self.limits)

    def _put_back(self, press: "_Press") -> None:
        if press.documents < self.limits.documents:
            self._idle.append(press)
        else:
            press.close()


class _Press:
    """One layout process and the pipes to it. Used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.documents = 0
        self._process = subprocess.Popen(  # noqa: S603 (our own file, arguments from settings)
            [
                *(sys.executable, "-P", "-m", "rekom.kit.paper_worker"),
                str(settings.BASE_DIR / "static/css/paper.css"),
                str(settings.PAPER_FONTS),
                str(limits.cpu_seconds),
                str(limits.memory_bytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the web process; this one ends with its input
        )
        self._documents = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def make(self, kind: bytes, body: bytes) -> bytes:
        clock = threading.Timer(self._limits.wall_seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            send(self._documents, kind, body)
            outcome, answer = receive(self._answers)
        except (OSError, EOFError):  # the process is gone
            outcome, answer = self._epitaph()
        except BaseException:  # we are being stopped, with half an answer in the pipe
            self.close()
            raise
        finally:
            clock.cancel()
        self.documents += 1
        if outcome == DONE:
            return answer
        self.close()
        logger.warning("A document could not be made: %s", answer.decode(errors="replace"))
        raise PaperTooHeavy(_too_heavy()) if outcome == TOO_HEAVY else PaperError(_failed())

    def _epitaph(self) -> tuple[bytes, bytes]:
        """Say why the process is gone: a signal means a limit, an exit code that it cannot start."""
        code = self._process.wait()
        outcome = TOO_HEAVY if code < 0 else FAILED
        return outcome, f"process ended with {code}".encode()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self.leave_to_parent()

    def leave_to_parent(self) -> None:
        for pipe in (self._documents, self._answers):
            with suppress(OSError):  # what was not read by a process that died
                pipe.close()


def _environment() -> dict[str, str]:
    passed_on = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    one_thread = {"OPENBLAS_NUM_THREADS": "1"}  # each would take of the memory that is allowed
    return {**passed_on, **one_thread, "PYTHONPATH": str(settings.BASE_DIR)}


def _too_heavy() -> str:
    return _(
        "The document was too large to make. Shorten the longest texts or split the largest"
        " measures, and try again."
    )


def _failed() -> str:
    return _(
        "The document could not be made. The fault has been logged. Nothing you wrote is lost."
    )


_press_room = PressRoom()
atexit.register(_press_room.close)
os.register_at_fork(after_in_child=_press_room.leave_to_parent)
