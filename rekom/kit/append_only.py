"""Rows that are never altered or deleted, held by the database itself: no service, admin page or SQL
shell gets past.

A whole table can still be emptied by TRUNCATE on PostgreSQL, which its owner alone may do. SQLite makes
a table anew when a later migration changes a column, and the triggers go with the old one: such a
migration must name ``refuse_update`` and the others once more, which PostgreSQL takes as well. A trigger
whose condition asks another table stands in the way when SQLite makes that one anew ("no such table"):
the migration drops it first, by its ``reverse_code``, and names it again afterwards.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

ALWAYS = "TRUE"
# Table and columns are names from migrations, never anybody's input.
CREATE = {
    "sqlite": """
        CREATE TRIGGER {trigger} BEFORE {act} ON {table} WHEN ({when})
        BEGIN SELECT RAISE(ABORT, '{message}'); END
    """,
    "postgresql": """
        CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {when} THEN
                RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$;
        CREATE TRIGGER {trigger} BEFORE {act} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {trigger}()
    """,
}
DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {trigger}",
    "postgresql": "DROP TRIGGER IF EXISTS {trigger} ON {table}; DROP FUNCTION IF EXISTS {trigger}()",
}


def refuse_update(
    table: str, *columns: str, when: str = ALWAYS, rule: str = "is_never_altered"
) -> RunPython:
    """A migration operation: an UPDATE of the table, or of these columns, raises IntegrityError.

    ``when`` is a condition in SQL on the row as it is, and as it would be: "OLD.status = 'approved'".
    A table may have several, each under a ``rule`` of its own: what the error says of the table.
    """
    of_columns = f" OF {', '.join(columns)}" if columns else ""
    return _refuse(f"UPDATE{of_columns}", table, rule, when)


def refuse_delete(table: str, *, when: str = ALWAYS) -> RunPython:
    """A migration operation: a DELETE from the table raises IntegrityError. ``when``: see above."""
    return _refuse("DELETE", table, "is_never_deleted", when)


def refuse_insert(table: str, *, when: str, rule: str) -> RunPython:
    """A migration operation: such a row INSERTed raises IntegrityError. ``when`` and ``rule``: see above."""
    return _refuse("INSERT", table, rule, when)


def _refuse(act: str, table: str, rule: str, when: str) -> RunPython:
    names = {
        "act": act,
        "table": table,
        "trigger": f"{table}_{rule}",
        "when": when,
        "message": f"{table} {rule.replace('_', ' ')}",
    }

    def create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        drop(_apps, schema_editor)
        schema_editor.execute(CREATE[schema_editor.connection.vendor].format(**names), params=None)

    def drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(DROP[schema_editor.connection.vendor].format(**names), params=None)

    return RunPython(create, drop)
