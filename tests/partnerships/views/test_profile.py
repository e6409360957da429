from django.urls import reverse

PROFILE = reverse("profile")


def test_one_changes_the_own_details_and_not_the_address(cast, client):
    client.force_login(cast.per)

    client.post(
        PROFILE,
        {"name": "Per Nord", "title": "Styrer", "phone": "40 00 00 01", "email": "x@example.no"},
    )

    cast.per.refresh_from_db()
    assert (cast.per.name, cast.per.title, cast.per.phone) == ("Per Nord", "Styrer", "40 00 00 01")
    assert cast.per.email == "per@example.no"


def test_what_is_wrong_is_told_and_stands_in_no_header(cast, client):
    client.force_login(cast.per)

    response = client.post(PROFILE, {"name": "", "phone": "12 34"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "phone"}
    assert response.context["request"].user.name == "Per"


def test_the_language_is_chosen_on_the_page_and_kept_in_the_browser(cast, client):
    client.force_login(cast.per)

    client.post(reverse("set_language"), {"language": "nn", "next": PROFILE})

    assert client.get(PROFILE).headers["Content-Language"] == "nn"
