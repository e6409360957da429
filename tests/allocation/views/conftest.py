import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation


@pytest.fixture
def client_of(client):
    """A browser in which the person has logged in and reads English, the language of the source."""

    def log_in(user) -> Client:
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return log_in


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
