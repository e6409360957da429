"""The yardstick: a Django view that makes one query and answers as many bytes as it is asked for.

No middleware, no template, no session; its own small database, opened for each request as Django
does by default.
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def answer(request: HttpRequest, size: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM person WHERE id = %s", [50])
        cursor.fetchone()
    return HttpResponse(b"x" * size)


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
        cursor.executemany(
            "INSERT INTO person (name) VALUES (%s)", [[f"Person {n}"] for n in range(100)]
        )


urlpatterns = [path("<int:size>/", answer)]

if os.environ.get("BARE_DATABASE"):
    settings.configure(
        SECRET_KEY="bare",
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        MIDDLEWARE=[],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.environ["BARE_DATABASE"],
            }
        },
    )
    django.setup()
    application = get_wsgi_application()

if __name__ == "__main__":
    make_table()
