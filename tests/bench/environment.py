"""The site as in earnest, but for the certificate."""

import os
from io import StringIO

import django
from django.core.management import call_command
from django.test.utils import override_settings


def set_up(database_url: str) -> None:
    """To be called before models are read."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "rekom.settings",
        "SECRET_KEY": "only-for-measuring-on-this-computer",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "DATABASE_URL": database_url,
        "DEBUG": "false",
        "DEMO": "false",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
    }
    django.setup()


def prepare() -> None:
    """Catalogues, collected files, and a database with the demo."""
    call_command("compile_catalogues", stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_register", stdout=StringIO())
    with override_settings(DEMO=True):
        call_command("load_demo", stdout=StringIO())
