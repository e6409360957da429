"""A business register on 127.0.0.1 that answers as it is told to, for as long as a test lasts."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

ANSWER = {"organisasjonsnummer": "918108467", "navn": "FJELLVANG BARNEHAGE  AS"}


class Register(ThreadingHTTPServer):
    """``status``, ``body`` and ``headers`` are what it answers; ``asked`` the paths it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.headers, self.asked = 200, {}, []
        self.body: Any = ANSWER
        self.pause = 0.0  # seconds between the bytes

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"


class _Handler(BaseHTTPRequestHandler):
    server: Register

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.body
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not self.server.pause:
            self.wfile.write(sent)
            return
        for byte in sent:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return  # the one who asked has gone
            time.sleep(self.server.pause)

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def register() -> Iterator[Register]:
    with Register() as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
