"""A table whose rows are never altered or deleted, on the database that the tests run on."""

import pytest
from django.db import IntegrityError, connection

from rekom.kit.append_only import refuse_delete, refuse_update

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE diary (day INTEGER, text VARCHAR(20), status VARCHAR(20))")
        cursor.execute("INSERT INTO diary VALUES (1, 'rain', 'open'), (2, 'sun', 'closed')")
    yield "diary"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE diary")


def apply(operation, *, back: bool = False) -> None:
    with connection.schema_editor() as editor:
        (operation.reverse_code if back else operation.code)(None, editor)


def refused(statement: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def held():
    """Puts the operation in place, and takes it away again."""
    operations = []

    def hold(operation):
        apply(operation)
        operations.append(operation)

    yield hold
    for operation in operations:
        apply(operation, back=True)


def test_no_column_of_any_row_is_altered_and_rows_still_come_and_go(table, held):
    held(refuse_update(table))

    assert refused("UPDATE diary SET text = 'snow'")
    assert not refused("INSERT INTO diary VALUES (3, 'wind', 'open')")
    assert not refused("DELETE FROM diary WHERE day = 3")


def test_only_the_named_columns_are_held(table, held):
    held(refuse_update(table, "text"))

    assert refused("UPDATE diary SET text = 'snow'")
    assert not refused("UPDATE diary SET status = 'closed'")


def test_rows_are_held_from_the_moment_the_condition_is_true(table, held):
    held(refuse_update(table, when="OLD.status = 'closed'"))

    assert not refused("UPDATE diary SET text = 'snow' WHERE day = 1")
    assert refused("UPDATE diary SET text = 'snow' WHERE day = 2")
    assert not refused("UPDATE diary SET status = 'closed' WHERE day = 1")
    assert refused("UPDATE diary SET text = 'fog' WHERE day = 1")


def test_no_row_is_deleted_and_rows_still_come_and_change(table, held):
    held(refuse_delete(table))

    assert refused("DELETE FROM diary WHERE day = 1")
    assert not refused("INSERT INTO diary VALUES (3, 'wind', 'open')")
    assert not refused("UPDATE diary SET text = 'snow'")


def test_rows_can_be_deleted_until_the_condition_is_true(table, held):
    held(refuse_delete(table, when="OLD.status = 'closed'"))

    assert not refused("DELETE FROM diary WHERE day = 1")
    assert refused("DELETE FROM diary WHERE day = 2")


def test_what_was_held_can_be_let_go(table):
    for operation in (refuse_update(table), refuse_delete(table)):
        apply(operation)
        apply(operation, back=True)
        assert operation.reversible

    assert not refused("UPDATE diary SET text = 'snow'")
    assert not refused("DELETE FROM diary")
