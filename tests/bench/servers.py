"""Web servers as in earnest, and one request after the other to them, on 127.0.0.1 only."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
START_SECONDS = 60  # then it is not going to


class Answer(NamedTuple):
    status: int
    body: bytes
    seconds: float


class Cost(NamedTuple):
    """Of one request: the median on the clock, and processor time, in milliseconds."""

    clock: float
    cpu: float


class Server:
    """gunicorn with two workers for as long as the block lasts."""

    def __init__(self, application: str, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.command = [
            *(sys.executable, "-m", "gunicorn", application, "--log-level", "error"),
            *("--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS)),
        ]
        self.environment = {**os.environ, **environment}

    def __enter__(self) -> "Server":
        self.started = time.perf_counter()
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def get(self, address: str, cookie: str = "") -> Answer:
        return self._ask("GET", address, {"Cookie": cookie})

    def post(self, address: str, cookie: str, form: dict[str, str]) -> Answer:
        """As a page's script would, with a token against forged forms."""
        token = "a" * CSRF_SECRET_LENGTH
        headers = {
            "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self._ask("POST", address, headers, urlencode(form))

    def _ask(
        self, method: str, address: str, headers: dict[str, str], body: str | None = None
    ) -> Answer:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return Answer(response.status, body, time.perf_counter() - begun)

    def first_answer(self, address: str) -> Answer:
        """Ask until somebody answers."""
        while self.age() < START_SECONDS:
            try:
                return self.get(address)
            except OSError:
                time.sleep(0.01)
        raise TimeoutError(f"{self.command} does not answer")

    def age(self) -> float:
        """Seconds since it was started."""
        return time.perf_counter() - self.started

    def cpu_ms(self) -> float:
        """What the workers have used."""
        return cpu_ms(children(self.process.pid))

    def peak_mb(self) -> float:
        """The most memory that any worker has held."""
        return max(_peak_kb(pid) for pid in children(self.process.pid)) / 1024


def children(pid: int) -> list[int]:
    found: list[int] = []
    for threads in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError):  # a thread that has just ended
            found += map(int, threads.read_text().split())
    return found


def cpu_ms(pids: list[int]) -> float:
    """Processor time of the processes so far, counted by the kernel in nanoseconds."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids) / 1e6


def _peak_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def cost(server: Server, ask: Callable[[Server], Answer], times: int) -> Cost:
    """After as many requests as warm up both workers."""
    for _one in range(2 * WORKERS):
        ask(server)
    before = server.cpu_ms()
    seconds = [ask(server).seconds for _one in range(times)]
    return Cost(statistics.median(seconds) * 1000, (server.cpu_ms() - before) / times)


def ratio(
    site: Server, bare: Server, ask: Callable[[Server], Answer], rounds: int
) -> tuple[Cost, Cost]:
    """(the page, page ÷ bare view of as many bytes), measured by turns so that noise meets both."""
    first = ask(site)
    if first.status != 200:
        raise RuntimeError(f"The site answers {first.status}: {first.body[:200]!r}")
    size = len(first.body)
    pages, bares = [], []
    for _round in range(rounds):
        bares.append(cost(bare, lambda server: server.get(f"/{size}/"), times=20))
        pages.append(cost(site, ask, times=6))
    ratios = [
        Cost(page.clock / bare.clock, page.cpu / bare.cpu)
        for page, bare in zip(pages, bares, strict=True)
    ]
    return _median(pages), _median(ratios)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))
