"""Settings as in earnest, but for the certificate. To be called before anything of Django is read."""

import os

import django


def set_up(database_url: str) -> None:
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
