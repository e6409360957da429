"""Many people writing at once: `bin/load`. docs/reference/speed.md tells what was seen.

Fifty people, five in each of ten reports, each in a field of their own, save without a pause. Afterwards
every field must hold what its writer was last told is saved, and no report may have a row more than before.
"""

import os
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench.environment import prepare, set_up

set_up(os.environ["DATABASE_URL"])

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from measures.choices import ReportStatus  # noqa: E402
from measures.models import FundingLine, Measure  # noqa: E402
from measures.services.merging import mark  # noqa: E402
from partnerships.choices import MembershipRole  # noqa: E402
from partnerships.models import Membership, User  # noqa: E402
from tests.bench import data  # noqa: E402
from tests.bench.servers import Server  # noqa: E402

SECONDS = int(os.environ.get("LOAD_SECONDS", "60"))
REPORTS = 10
FIELDS = ["anchoring", "collective_process", "teacher_education", "plan_anchoring", "owner_use"]


@dataclass
class Writer:
    """One person in one field of one measure."""

    measure: Measure
    name: str
    cookie: str
    text: str  # what is stored, as far as the person has been told
    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def write_until(self, end: float, server: Server) -> None:
        address = reverse("measures:field", args=[self.measure.report_id])
        place = f"measures-{self.measure.pk}"
        while time.perf_counter() < end:
            text = f"{self.name}, gang {sum(self.answers.values())}. " * 20
            form = {"place": place, "field": self.name, "seen": mark(self.text), self.name: text}
            answer = server.post(address, self.cookie, form)
            self.answers[answer.status] += 1
            self.seconds.append(answer.seconds)
            if answer.status == 200:
                self.text = text.strip()

    def lost(self) -> bool:
        self.measure.refresh_from_db(fields=[self.name])
        return getattr(self.measure, self.name) != self.text


def main() -> None:
    prepare()
    with transaction.atomic():
        data.add_reports([data.open_call()], each=REPORTS * len(data.STATUSES))
    writers = people()
    lines = FundingLine.objects.count()
    connection.close()
    with Server("rekom.wsgi") as server:
        server.first_answer(reverse("account_login"))
        end = time.perf_counter() + SECONDS
        with ThreadPoolExecutor(len(writers)) as pool:
            for each in [pool.submit(one.write_until, end, server) for one in writers]:
                each.result()
    tell(writers, added=FundingLine.objects.count() - lines)


def people() -> list[Writer]:
    drafts = Measure.objects.filter(
        report__call=data.open_call(),
        report__status=ReportStatus.DRAFT,
        report__partnership__name__startswith="Nettverk",
        number=1,
    )
    return [
        Writer(measure, name, session_of(measure, name), getattr(measure, name))
        for measure in drafts.select_related("report__partnership")
        for name in FIELDS
    ]


def session_of(measure: Measure, name: str) -> str:
    """A new coordinator of the report's partnership, logged in."""
    email = f"{name}-{measure.pk}@example.no"
    person = User.objects.create_user(email, name=f"Skribent {name}")
    Membership.objects.create(
        user=person,
        partnership=measure.report.partnership,
        role=MembershipRole.COORDINATOR,
    )
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    found = client.cookies[settings.SESSION_COOKIE_NAME]
    return f"{found.key}={found.value}"


def tell(writers: list[Writer], added: int) -> None:
    answers = sum((one.answers for one in writers), Counter())
    seconds = sorted(each for one in writers for each in one.seconds)
    lost = sum(one.lost() for one in writers)
    lines = [
        f"{len(writers)} people in {REPORTS} reports for {SECONDS} s on {connection.vendor}",
        f"Saved: {answers.pop(200, 0)}; other answers: {dict(answers) or 'none'}",
        f"Fields that do not hold what was last saved: {lost}; rows more than before: {added}",
        f"Median {statistics.median(seconds) * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if answers or lost or added:
        sys.exit(1)


main()
