"""Django's SQLite, where a test that is over can be emptied away.

Emptying is a DELETE here, and the tables whose rows are never deleted refuse it: their triggers stand
aside for as long as it takes. PostgreSQL empties with TRUNCATE, which no such trigger sees.
"""

from django.db.backends.sqlite3 import base, operations

REFUSING = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_is_never_deleted'"
)


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        with self.connection.cursor() as cursor:
            triggers = cursor.execute(REFUSING).fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            try:
                super().execute_sql_flush(sql_list)
            finally:
                for _name, sql in triggers:
                    cursor.execute(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
