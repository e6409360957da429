"""Django's admin is the operator's console: for superusers, for reference data, and for nobody else."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.builders import make_user
from tests.conftest import EVERYONE

ONLY_LOOKED_AT = {"dbtaskresult"}  # what the worker has done
ADDRESSES = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
    for model in admin.site._registry
    for page in ("changelist", "add")
    if page == "changelist" or model._meta.model_name not in ONLY_LOOKED_AT
] + [reverse("admin:index")]

# People and what they have written are never changed behind the services' back.
REFERENCE_DATA = {
    "countygovernor",
    "municipality",
    "network",
    "organisation",
    "partnership",
    "scheme",
}


def test_only_reference_data_of_ours_stands_in_the_console():
    ours = {
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label in ("partnerships", "measures", "allocation")
    }

    assert ours == REFERENCE_DATA


@pytest.mark.parametrize("name", [None, *EVERYONE])
def test_nobody_with_a_role_gets_into_the_console(cast, client, name):
    if name:
        client.force_login(getattr(cast, name))

    found = {client.get(address).status_code for address in ADDRESSES}

    assert found == {302}


def test_the_operator_gets_in(db, client):
    operator = make_user("Operator", is_staff=True, is_superuser=True)
    client.force_login(operator)

    assert {client.get(address).status_code for address in ADDRESSES} == {200}
