"""Migrations tell a story: one after the other, each with a name that says what it does."""

import re

import pytest
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import APPS

OURS = [app.split(".")[-1] for app in APPS]
LOADER = MigrationLoader(connection=None)
MIGRATIONS = sorted(key for key in LOADER.disk_migrations if key[0] in OURS)


def speaks(name: str) -> bool:
    """0004_minutes_approval, not 0004_auto_20260101_1200 and not 0001_initial."""
    return bool(re.fullmatch(r"\d{4}(_[a-z]+)+", name)) and not re.search(
        "auto|initial|merge", name
    )


def gaps(names: list[str]) -> list[str]:
    """Names whose number is not the one that should come in that place."""
    return [name for place, name in enumerate(sorted(names), 1) if int(name[:4]) != place]


def one_way(operations: list) -> list:
    """Operations that cannot be undone."""
    return [
        operation
        for operation in operations
        if isinstance(operation, migrations.RunPython | migrations.RunSQL)
        and not operation.reversible
    ]


@pytest.mark.parametrize(("app", "name"), MIGRATIONS)
def test_a_migration_has_a_name_that_speaks(app, name):
    assert speaks(name)


@pytest.mark.parametrize(("app", "name"), MIGRATIONS)
def test_a_migration_can_be_undone(app, name):
    assert one_way(LOADER.disk_migrations[app, name].operations) == []


@pytest.mark.parametrize("app", sorted({app for app, _name in MIGRATIONS}))
def test_the_migrations_of_an_app_stand_in_one_line(app):
    assert gaps([name for one, name in MIGRATIONS if one == app]) == []
    assert len(LOADER.graph.leaf_nodes(app)) == 1


def test_every_app_with_tables_has_migrations():
    assert {app for app, _name in MIGRATIONS} == set(OURS) - {"kit"}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("0004_minutes_approval", True),
        ("0002_auto_20260101_1200", False),
        ("0001_initial", False),
        ("0003_merge_0002_a_0002_b", False),
        ("0005_alter_call_opens_at_and_more2", False),
    ],
)
def test_a_name_that_says_nothing_is_found(name, good):
    assert speaks(name) is good


def test_two_migrations_with_one_number_are_found():
    assert gaps(["0001_offices", "0002_people", "0002_roles"]) == ["0002_roles"]


def test_a_migration_of_no_return_is_found():
    forward = migrations.RunSQL("SELECT 1")
    both = migrations.RunSQL("SELECT 1", reverse_sql="SELECT 2")

    assert one_way([forward, both]) == [forward]
