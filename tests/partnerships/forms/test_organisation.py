import pytest
from django.core.exceptions import ValidationError

from partnerships.forms import OrganisationField
from partnerships.models import Organisation
from partnerships.services import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(db):
    load_register()


def refused(text: str) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        OrganisationField().clean(text)
    return refused.value


@pytest.mark.parametrize(
    "written",
    [
        "918108467",
        "918 108 467",
        "918\u00a0108\u00a0467",
        "918.108.467",
        "Universitetet i Innlandet",
        "universitetet i innlandet",
        "Høgskolen i Innlandet",
        "INN",
        "Universitetet i Innlandet, 918 108 467",
    ],
)
def test_the_university_is_found_by_number_and_by_every_name(written):
    assert OrganisationField().clean(written).organisation_number == "918108467"


def offered(error: ValidationError) -> list[str]:
    return [o.name for o in Organisation.objects.all() if o.name in error.message]


@pytest.mark.parametrize("written", ["Snåsa", "Snåase", "snåsa kommune", "Snåase - Snåsa"])
def test_a_municipality_is_found_in_both_its_languages(written):
    assert OrganisationField().clean(written).name == "Snåsa kommune"


def test_two_swapped_digits_are_told_and_the_right_one_is_offered():
    error = refused("918107468")

    assert error.code == "check_digit"
    assert "918107468" in error.message
    assert "Universitetet i Innlandet, 918 108 467" in error.message


def test_a_right_number_that_is_not_here_is_not_called_wrong():
    error = refused("974 760 673")

    assert error.code == "unknown"
    assert offered(error) == []


def test_a_misspelt_name_is_offered_the_right_one():
    assert offered(refused("Alstadhaug")) == ["Alstahaug kommune"]


def test_a_name_like_none_is_offered_nothing():
    assert offered(refused("Xyzzy")) == []


def test_only_what_the_field_is_for_is_found_and_offered():
    field = OrganisationField(queryset=Organisation.objects.owners())

    with pytest.raises(ValidationError) as refused:
        field.clean("918108467")

    assert "Innlandet" not in " ".join(refused.value.messages)


def test_nothing_written_is_nothing_where_it_may_be_left_out():
    assert OrganisationField(required=False).clean("  ") is None


def test_what_is_chosen_already_stands_as_it_is_offered():
    university = Organisation.objects.get(organisation_number="918108467")

    assert OrganisationField().prepare_value(university) == "Universitetet i Innlandet, 918 108 467"
