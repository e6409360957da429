"""Safe when nothing is set, and live where it counts: on the connection, in the answer.

Each case starts a Python of its own, for settings are read once in a process.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SECRET = "a-secret-of-more-than-fifty-characters-for-nothing-but-tests"

pytestmark = pytest.mark.skipif(
    (ROOT / ".env").exists(), reason="your .env would answer in place of the empty environment"
)

SHOW = """
import json
from django.conf import settings
names = ["DEBUG", "DEMO", "HTTPS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE",
         "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLOWED_HOSTS"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
PRAGMAS = """
import json
import django
from django.db import connection
django.setup()
names = ["journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout"]
with connection.cursor() as cursor:
    print(json.dumps({name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a fresh Python with nothing in its environment but what is given."""
    base = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "rekom.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=base | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(code: str, **environment: str) -> dict:
    result = python("-c", code, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_there_is_no_start_without_a_secret():
    result = python("-c", SHOW)

    assert result.returncode != 0
    assert "Set the SECRET_KEY environment variable" in result.stderr


def test_with_only_a_secret_everything_is_shut():
    assert shown(SHOW, SECRET_KEY=SECRET) == {
        "DEBUG": False,
        "DEMO": False,
        "HTTPS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1"],
    }


def test_https_can_be_told_apart_from_debug():
    assert shown(SHOW, SECRET_KEY=SECRET, DEBUG="true")["SECURE_SSL_REDIRECT"] is False
    assert shown(SHOW, SECRET_KEY=SECRET, DEBUG="true", HTTPS="true")["SECURE_SSL_REDIRECT"] is True


def test_a_secret_can_stand_in_a_file(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")  # as an editor leaves it

    assert shown(SHOW, SECRET_KEY_FILE=str(secret))["DEBUG"] is False
    show_key = "import json; from rekom import settings; print(json.dumps(settings.SECRET_KEY))"
    assert shown(show_key, SECRET_KEY_FILE=str(secret)) == SECRET


@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "HTTPS", "BEHIND_PROXY", "MULTI_FACTOR"])
def test_a_word_that_is_neither_true_nor_false_is_an_error(name):
    result = python("-c", SHOW, SECRET_KEY=SECRET, **{name: "ture"})

    assert result.returncode != 0
    assert name in result.stderr


def test_the_deployment_check_finds_nothing(tmp_path: Path):
    result = python(
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="rekom.example.no",
        DATABASE_URL=f"sqlite:///{tmp_path / 'rekom.sqlite3'}",
    )

    assert (result.returncode, result.stderr) == (0, "")


def test_the_deployment_check_would_find_something(tmp_path: Path):
    result = python(
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=SECRET,
        HTTPS="false",
        DATABASE_URL=f"sqlite:///{tmp_path / 'rekom.sqlite3'}",
    )

    assert result.returncode != 0
    assert "security.W012" in result.stderr  # cookies without HTTPS


def test_sqlite_keeps_what_it_has_said_it_keeps(tmp_path: Path):
    database = f"sqlite:///{tmp_path / 'rekom.sqlite3'}"

    assert shown(PRAGMAS, SECRET_KEY=SECRET, DATABASE_URL=database) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL: what was acknowledged survives a power cut
        "foreign_keys": 1,
        "recursive_triggers": 1,  # without it INSERT OR REPLACE walks past a delete trigger
        "busy_timeout": 30_000,
    }
