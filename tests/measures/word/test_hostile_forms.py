"""What gets past the guard is read in the web process: within seconds and within its memory."""

import subprocess
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import pytest

from rekom.kit.beside import PROJECT
from tests.measures.word.forms import read_here
from tests.measures.word.hostile_forms import BUSY
from tests.measures.word.office_forms import FORMS
from tests.measures.word.ooxml import zipped

TIMES = 400  # an ordinary form, in the same minute; the worst took 111


@pytest.fixture(scope="module")
def ordinary() -> float:
    return min(seconds_for(FORMS["nynorsk_numbered"]()) for _time in range(3))


def seconds_for(data: bytes) -> float:
    started = time.process_time()
    read_here(data)
    return time.process_time() - started


@pytest.mark.parametrize("make", BUSY.values(), ids=BUSY)
def test_a_form_that_is_meant_to_be_slow_is_not(make, ordinary):
    assert seconds_for(make()) < TIMES * ordinary


def test_what_lies_outside_the_file_is_never_fetched():
    """A template, a picture and a linked page at other addresses: links are not followed, and change nothing."""
    with_links = _with_links(FORMS["nynorsk_numbered"]())

    assert read_here(with_links) == read_here(FORMS["nynorsk_numbered"]())


def _with_links(data: bytes) -> bytes:
    kinds = ("attachedTemplate", "image", "hyperlink", "frame", "subDocument")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="x{kind}" Type="{office}/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for kind in kinds
    )
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}">{links}</Relationships>'
    )
    return zipped(parts)


@pytest.mark.slow
def test_no_form_costs_the_reader_more_than_200_mib():
    outcome = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=PROJECT, check=True, capture_output=True, text=True
    )

    assert int(outcome.stdout) < 200 * 1024


READ_ALL = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from measures.word.reading import read_form
from tests.measures.word.hostile_forms import BUSY

for make in BUSY.values():
    read_form(make())
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
