"""Divisions in the meeting and side by side: the server's time for what a forum waits for."""

import time
from typing import NamedTuple

from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from allocation.models import Basis, Division, Post
from allocation.templatetags.divisions import side_by_side_rows, side_by_side_sums
from tests.bench.pages import log_in
from tests.bench.papers import divide_ms, median
from tests.builders import make_basis, make_division, make_post

VERSIONS = 10


class Divisions(NamedTuple):
    compared_cpu_ms: (
        float  # ten versions: divided once more, held against each other, written as a table
    )
    page_cpu_ms: float  # the whole page, as the server makes it
    room_cpu_ms: float  # the answer to a change in the meeting
    room_ms: float


def measure_divisions(rows: int, networks: int) -> Divisions:
    """Ten versions of so many rows, and so many networks on the projector."""
    first = Division.objects.earliest("pk")
    frame, by = first.post.frame, first.made_by
    with transaction.atomic():
        post = make_post(frame=frame, title="Mange")
        basis = _basis(frame.call.county_governor, rows, by)
        for percent in range(VERSIONS):
            make_division(post=post, basis=basis, flat_percent=percent, by=by)
        meeting = make_post(frame=frame, title="Møte")
        few = _basis(frame.call.county_governor, networks, by)
        make_division(post=meeting, basis=few, by=by, status="laid")
    client = log_in("trondelag")
    client.raise_request_exception = True
    page = reverse("allocation:versions", args=[post.pk])
    compared = divide_ms(rows) + _compare_ms(client, page)
    return Divisions(
        compared_cpu_ms=compared,
        page_cpu_ms=1000 * median(lambda: _get(client, page), time.process_time),
        room_cpu_ms=1000 * median(lambda: _try(client, meeting, few), time.process_time),
        room_ms=1000 * median(lambda: _try(client, meeting, few), time.perf_counter),
    )


def _basis(office: object, count: int, by: object) -> Basis:
    figures = [
        (f"Nettverk {count} {n}", 1 + n % 7, str((1 + n * 37 % 991) / 10)) for n in range(count)
    ]
    return make_basis(office=office, figures=figures, by=by, title=f"{count} nettverk")


def _compare_ms(client: Client, page: str) -> float:
    """Without reading from the database: the table, every change of it, and its HTML."""
    setup_test_environment()  # an answer has its context with it only then
    try:
        table = _get(client, page).context["table"]
    finally:
        teardown_test_environment()

    def write() -> None:
        table.widest  # noqa: B018
        side_by_side_rows(table)
        side_by_side_sums(table, "Sum")

    return 1000 * median(write, time.process_time)


def _try(client: Client, post: Post, basis: Basis) -> None:
    rules = {
        "pot_nok": post.amount_nok,
        "flat_percent": "12",
        "basis": basis.pk,
        "rounding": "exact",
        "steg": "1",
    }
    _get(client, reverse("allocation:meeting_room", args=[post.pk]), rules, HTTP_HX_REQUEST="true")


def _get(client: Client, address: str, data: dict | None = None, **extra: str):
    response = client.get(address, data, **extra)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return response
