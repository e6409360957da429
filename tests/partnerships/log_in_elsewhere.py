"""Run by test_openid_connect.py in a process of its own: the provider's apps belong to the settings.

Logs in through the provider at OIDC_SERVER_URL as each address given, and prints, a line each, who
came in or which page was shown.
"""

import sys
from urllib.parse import parse_qsl, urlsplit

import django
import requests
from django.contrib.auth import get_user
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment

django.setup()
setup_test_environment()

from partnerships.models import User  # noqa: E402


def log_in(email: str) -> str:
    client = Client()
    start = client.post("/konto/oidc/oidc/login/?process=login")
    back = requests.post(start.url, data={"sub": email}, allow_redirects=False, timeout=10).headers[
        "location"
    ]
    answer = client.get(urlsplit(back).path, dict(parse_qsl(urlsplit(back).query)), follow=True)
    user = get_user(client)
    return user.email if user.is_authenticated else answer.templates[0].name


call_command("migrate", verbosity=0)
User.objects.create_user("known@example.no", name="Known")
User.objects.create_user("closed@example.no", name="Closed", is_active=False)
for email in sys.argv[1:]:
    sys.stdout.write(f"{log_in(email)}\n")
page = Client().get("/konto/logg-inn/").content.decode()
sys.stdout.write(f"{User.objects.count()} users, {page.count('/konto/oidc/oidc/login/')} button\n")
