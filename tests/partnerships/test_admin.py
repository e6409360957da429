"""The console holds reference data and nothing that happens."""

import pytest
from django.contrib import admin
from django.urls import reverse

from partnerships.models import Organisation
from tests.builders import make_user


@pytest.fixture
def operator(db, client):
    operator = make_user("Odd", is_staff=True, is_superuser=True)
    client.force_login(operator)
    return operator


def test_only_reference_data_stands_in_the_console():
    of_partnerships = {
        model.__name__ for model in admin.site._registry if model._meta.app_label == "partnerships"
    }

    assert of_partnerships == {
        "CountyGovernor",
        "Municipality",
        "Network",
        "Organisation",
        "Partnership",
        "Scheme",
    }


@pytest.mark.parametrize(
    "model", ["countygovernor", "municipality", "network", "organisation", "partnership", "scheme"]
)
def test_the_operator_lists_adds_and_never_deletes(cast, client, operator, model):
    name = f"admin:partnerships_{model}"

    assert client.get(reverse(f"{name}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 200
    assert client.get(reverse(f"{name}_delete", args=[1])).status_code == 403


def test_the_account_is_masked_and_not_written_in_the_console(cast, client, operator):
    cast.university.bank_account = "86011117947"
    cast.university.save(update_fields=["bank_account"])
    url = reverse("admin:partnerships_organisation_change", args=[cast.university.pk])
    page = client.get(url)

    assert "7947" in page.content.decode()
    assert "8601" not in page.content.decode()

    client.post(
        url,
        {
            "name": "Universitetet",
            "kind": "university",
            "written_form": "nb",
            "bank_account": "12345678903",
            "names-TOTAL_FORMS": "0",
            "names-INITIAL_FORMS": "0",
        },
    )
    saved = Organisation.objects.get(pk=cast.university.pk)
    assert (saved.name, saved.bank_account) == ("Universitetet", "86011117947")


@pytest.mark.parametrize("name", ["kari", "siri", "anne"])
def test_the_console_is_shut_for_the_people_of_the_site(cast, client, name):
    client.force_login(getattr(cast, name))

    assert client.get("/admin/").status_code != 200
