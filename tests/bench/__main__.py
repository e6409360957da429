"""`make bench`: pages, memory and papers against bare yardsticks. docs/reference/speed.md tells how.

All of it on this computer, in a folder of its own, and ended again.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.environment import prepare as prepare_site
from tests.bench.environment import set_up

FOLDER = Path(tempfile.mkdtemp(prefix="rekom-bench-"))
ROUNDS = int(os.environ.get("ROUNDS", "9"))


def database(name: str) -> str:
    return str(FOLDER / f"{name}.sqlite3")


set_up(f"sqlite:///{database('base')}")

from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from allocation.models import Division  # noqa: E402
from tests.bench import data  # noqa: E402
from tests.bench.divisions import measure_divisions  # noqa: E402
from tests.bench.exports import measure_export  # noqa: E402
from tests.bench.pages import FieldSaves, Page, cookie, count, pages  # noqa: E402
from tests.bench.papers import divide_ms, measure_papers  # noqa: E402
from tests.bench.servers import ROOT, Server, children, cpu_ms, ratio  # noqa: E402
from tests.bench.wire import visits  # noqa: E402

SIZES = {
    "100": "100 reports in one call",
    "10000": "10 000 reports in one call",
    "spread": "10 000 reports in 100 calls of ten offices",
}


def main() -> None:
    try:
        prepare()
        for size in os.environ.get("SIZES", " ".join(SIZES)).split():
            fill(size)
            pages_against_bare(size)
            exports(size)
        use("100")
        on_the_wire()
        cold_start_and_memory()
        papers_and_division()
    finally:
        connection.close()
        shutil.rmtree(FOLDER)


def say(first: str = "", *others: object) -> None:
    """A line: the first cell to the left, figures to the right."""
    cells = [f"{each:,.1f}" if isinstance(each, float) else str(each) for each in others]
    sys.stdout.write(f"{first:42}" + "".join(f"{each:>11}" for each in cells) + "\n")
    sys.stdout.flush()


def prepare() -> None:
    say("Preparing: collected files, a database with the demo …")
    prepare_site()
    data.write_own_report()
    connection.close()
    run = [sys.executable, "-m", "tests.bench.bare"]
    subprocess.run(run, cwd=ROOT, env=bare_environment(), check=True)


def bare_environment() -> dict[str, str]:
    return {**os.environ, "BARE_DATABASE": database("bare")}


def use(size: str) -> None:
    """Work on the database of the size, in this process and in servers started from now on."""
    connection.close()
    connection.settings_dict["NAME"] = database(size)
    os.environ["DATABASE_URL"] = f"sqlite:///{database(size)}"


def fill(size: str) -> None:
    shutil.copy(database("base"), database(size))
    use(size)
    with transaction.atomic():
        if size == "spread":
            data.add_reports(data.calls_of_ten_years(), each=100)
        else:
            data.add_reports([data.open_call()], each=int(size))
        data.add_member_of(50)


def pages_against_bare(size: str) -> None:
    say()
    say(SIZES[size], "× clock", "× CPU", "at most", "ms", "queries", "HTML bytes")
    site = Server("rekom.wsgi")
    with site, Server("tests.bench.bare", **bare_environment()) as bare:
        site.first_answer(reverse("account_login"))
        bare.first_answer("/10/")
        for page in pages():
            counted = count(page)
            session = cookie(page.person)
            spent, times = ratio(
                site,
                bare,
                lambda server, page=page, session=session: server.get(page.address, session),
                ROUNDS,
            )
            say(
                page.name,
                *(times.clock, times.cpu, page.at_most, spent.clock),
                *(counted.queries, counted.html_bytes),
            )
        spent, times = ratio(site, bare, FieldSaves(), ROUNDS)
        say("one field saved", times.clock, times.cpu, 6, spent.clock)


def exports(size: str) -> None:
    rows = data.open_call().county_governor.partnerships.count()
    for kind in ("xlsx", "csv"):
        cost = measure_export(kind)
        say(f"{rows} rows to {kind}, CPU ms a row", f"{cost.cpu_ms / rows:.2f}")
        say("  memory above rest, MB", cost.peak_mb)


def on_the_wire() -> None:
    say()
    say("In Chromium", "requests", "bytes", "of scripts", "next time", "bytes")
    with Server("rekom.wsgi") as site:
        site.first_answer(reverse("account_login"))
        for name, (first, following) in visits(site, pages()).items():
            say(name, *first, following.requests, following.bytes)


def cold_start_and_memory() -> None:
    say()
    seconds, cpu = [], []
    for _time in range(3):
        with Server("rekom.wsgi") as site:
            site.first_answer(reverse("account_login"))
            seconds.append(site.age())
            cpu.append(cpu_ms([site.process.pid, *children(site.process.pid)]) / 1000)
    say("Cold start to the first answer, s", statistics.median(seconds))
    say("  of which processor time, s", statistics.median(cpu))
    with Server("rekom.wsgi") as site:
        site.first_answer(reverse("account_login"))
        say("A worker before it has answered, MB", site.peak_mb())
        for page in [*pages(), *heaviest()] * 4:
            answer = site.get(page.address, cookie(page.person))
            if answer.status != 200:
                raise RuntimeError(f"{page.name} answers {answer.status}")
        say("A worker after every page, a PDF, a workbook", site.peak_mb())


def heaviest() -> list[Page]:
    """What needs the most memory: a draft on paper and a table as a workbook."""
    draft = reverse("allocation:report_draft_pdf", args=[data.own_report().pk])
    table = reverse("allocation:division_excel", args=[Division.objects.earliest("pk").pk])
    return [Page("draft", "coordinator", draft, 0), Page("workbook", "trondelag", table, 0)]


def papers_and_division() -> None:
    say()
    papers = measure_papers()
    say(f"A needs report of {papers.pages} pages, CPU ms", papers.cpu_ms)
    say("  bare WeasyPrint of the same HTML, CPU ms", papers.bare_ms)
    say("  times the bare", f"{papers.cpu_ms / papers.bare_ms:.2f}")
    say("  two at once, times one", f"{papers.two_seconds / papers.one_seconds:.2f}")
    say("Dividing between 357 rows, CPU ms", divide_ms(357))
    seen = measure_divisions(357, 50)
    say("Ten versions of 357 rows compared, CPU ms", seen.compared_cpu_ms)
    say("  the whole page, CPU ms", seen.page_cpu_ms)
    say("A change in the meeting, 50 networks, ms", seen.room_ms)
    say("  of which processor time, ms", seen.room_cpu_ms)


main()
