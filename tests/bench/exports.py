"""What an export costs a row, and how much memory it takes at its height."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.bench import data
from tests.bench.servers import ROOT

# In a process of its own, so that what is measured is this and nothing else. The first, short
# export reads the modules and makes what is made once.
RUN = """
import django; django.setup()
import io, resource, sys, time
from django.core.management import call_command
call, file = sys.argv[1:]
def export(query): call_command("export_inbox", call, file, query=query, stdout=io.StringIO())
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
export("vis=not_begun")
rest, begun = peak(), time.process_time()
export("")
print(1000 * (time.process_time() - begun), peak() - rest)
"""


class ExportCost(NamedTuple):
    cpu_ms: float
    peak_mb: float  # above rest


def measure_export(kind: str) -> ExportCost:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"inbox.{kind}"
        run = [sys.executable, "-c", RUN, str(data.open_call().pk), str(file)]
        done = subprocess.run(
            run, cwd=ROOT, env=dict(os.environ), check=True, capture_output=True, text=True
        )
    cpu, peak = done.stdout.split()
    return ExportCost(float(cpu), float(peak))
