"""Reading one file in a process of its own: bytes in, JSON out, then it ends.

The process has an empty environment: neither Django, database nor secret. Whatever a hostile file costs, it
costs there, within limits, and the web process never unpacks a byte of it.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
CPU_SECONDS = 15


class TooHeavy(Exception):
    """The reader was ended by one of its limits."""


def read_beside(module: str, data: bytes, *, seconds: float) -> dict[str, Any]:
    """What the module's ``serve`` answers. Raises TooHeavy when it takes too long or too much."""
    try:
        worker = subprocess.run(  # noqa: S603 (the module is one of ours)
            [sys.executable, "-P", "-m", module],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(PROJECT)},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooHeavy from None
    if worker.returncode < 0:  # ended by a limit
        raise TooHeavy
    worker.check_returncode()
    answer: dict[str, Any] = json.loads(worker.stdout)
    return answer


def serve(answer: Callable[[bytes], dict[str, Any]], *, memory_bytes: int) -> None:
    """Run in the process: answer to what comes in, within limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what people wrote
    # Nothing but the answer may reach the pipe: what a library prints goes to standard error.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with answers:
        json.dump(answer(sys.stdin.buffer.read()), answers, ensure_ascii=False, allow_nan=False)
