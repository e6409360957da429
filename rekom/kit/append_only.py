"""Rows that are never altered, held by the database itself: no service, admin page or SQL shell gets past.

Deleting stays possible. SQLite makes a table anew when a later migration changes a column, and the
trigger goes with the old one: such a migration must name ``refuse_update`` once more.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

# Table and columns are names from migrations, never anybody's input.
CREATE = {
    "sqlite": """
        CREATE TRIGGER {trigger} BEFORE UPDATE{of_columns} ON {table}{when}
        BEGIN SELECT RAISE(ABORT, '{message}'); END
    """,
    "postgresql": """
        CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
        CREATE TRIGGER {trigger} BEFORE UPDATE{of_columns} ON {table}
        FOR EACH ROW{when} EXECUTE FUNCTION {trigger}()
    """,
}
DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {trigger}",
    "postgresql": "DROP TRIGGER IF EXISTS {trigger} ON {table}; DROP FUNCTION IF EXISTS {trigger}()",
}


def refuse_update(table: str, *columns: str, when: str = "") -> RunPython:
    """A migration operation: an UPDATE of the table, or of these columns, raises IntegrityError.

    ``when`` is a condition in SQL on the row as it is: "OLD.status = 'approved'".
    """
    names = {
        "table": table,
        "trigger": f"{table}_is_never_altered",
        "of_columns": f" OF {', '.join(columns)}" if columns else "",
        "when": f" WHEN ({when})" if when else "",
        "message": f"{table} is never altered",
    }

    def create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(CREATE[schema_editor.connection.vendor].format(**names), params=None)

    def drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(DROP[schema_editor.connection.vendor].format(**names), params=None)

    return RunPython(create, drop)
