"""A signed link opens one case for one recipient, by a button, until it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from commons.links import services as links
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@public
def show(request, token):
    return link_page(
        request,
        token,
        purpose="test",
        destination=lambda link: f"/fall/{link.target_id}/",
    )


@public
def case(request, number):
    link = links.opened_in(request, "test", "thing", number)
    return HttpResponse(str(link.pk) if link else "verschlossen")


@public
def leave(request):
    links.close(request)
    return HttpResponse()


urlpatterns = [
    path("link/<str:token>/", show, name="link"),
    path("fall/<int:number>/", case),
    path("zu/", leave),
    path("", include("config.urls")),
]


def grant(purpose="test", target_id=42, **changes):
    expires_at = changes.pop("expires_at", timezone.now() + timedelta(days=60))
    return links.grant(
        purpose, "thing", target_id, recipient="amt@example.org", expires_at=expires_at
    )


def address_of(link):
    return reverse("link", args=[links.token_of(link)])


def test_the_token_is_made_anew_each_time_and_is_nowhere_in_the_table():
    link = grant()
    token = links.token_of(link)

    link.refresh_from_db()
    assert links.token_of(link) == token
    assert len(token) == 43
    assert token not in str(vars(link))
    assert links.resolve("test", token) == link


def test_each_link_has_a_token_of_its_own():
    assert links.token_of(grant()) != links.token_of(grant())


@pytest.mark.parametrize("token", ("", "x", "ä" * 43, "A" * 43, "../../x", "A" * 5000))
def test_what_is_no_token_resolves_to_nothing(token):
    grant()

    assert links.resolve("test", token) is None


def test_a_link_of_another_purpose_expired_or_revoked_resolves_to_nothing():
    other = grant("other")
    revoked = grant()
    expired = grant(expires_at=timezone.now() + timedelta(hours=1))
    links.revoke(revoked)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert links.resolve("test", links.token_of(other)) is None
        assert links.resolve("test", links.token_of(revoked)) is None
        assert links.resolve("test", links.token_of(expired)) is None


def test_links_outlive_a_change_of_the_secret_key(settings):
    link = grant()
    token = links.token_of(link)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert links.token_of(link) == token
    assert links.token_of(grant()) != token
    settings.SECRET_KEY_FALLBACKS = []

    assert links.resolve("test", token) == link
    with pytest.raises(links.KeyRetiredError):
        links.token_of(link)


def test_a_link_ends_after_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(expires_at=timezone.now() - timedelta(days=1))


def test_looking_shows_a_neutral_page_and_opens_nothing(client):
    link = grant()

    for method in (client.get, client.head):
        response = method(address_of(link))
        assert response.status_code == 200
        assert "session" not in response.cookies
    page = client.get(address_of(link))
    link.refresh_from_db()

    assert "Vorgang öffnen" in page.content.decode()
    assert link.opened_at is None
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert client.get("/fall/42/").content == b"verschlossen"


def test_looking_tells_nobody_whether_a_link_is_valid(client):
    valid = client.get(address_of(grant()))
    unknown = client.get(reverse("link", args=["A" * 43]))

    assert valid.status_code == unknown.status_code
    assert len(valid.content) == len(unknown.content)


def test_the_button_opens_this_case_and_no_other(client):
    link = grant()

    response = client.post(address_of(link))
    link.refresh_from_db()

    assert (response.status_code, response["Location"]) == (302, "/fall/42/")
    assert link.opened_at is not None
    assert client.get("/fall/42/").content == str(link.pk).encode()
    assert client.get("/fall/43/").content == b"verschlossen"


def test_opening_again_keeps_the_first_moment(client):
    link = grant()
    client.post(address_of(link))
    first = SignedLink.objects.get().opened_at

    client.post(address_of(link))

    assert SignedLink.objects.get().opened_at == first


def test_unknown_expired_and_revoked_links_give_the_same_page(client):
    expired, revoked = grant(), grant()
    SignedLink.objects.filter(pk=expired.pk).update(
        created_at=timezone.now() - timedelta(days=3),
        expires_at=timezone.now() - timedelta(days=1),
    )
    links.revoke(revoked)

    answers = [
        client.post(address)
        for address in (
            reverse("link", args=["A" * 43]),
            address_of(expired),
            address_of(revoked),
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert all(
        "Dieser Link gilt nicht" in answer.content.decode() for answer in answers
    )
    assert len({len(answer.content) for answer in answers}) == 1


def test_revoking_ends_sessions_that_have_opened_it(client):
    link = grant()
    client.post(address_of(link))

    links.revoke(link)

    assert client.get("/fall/42/").content == b"verschlossen"


def test_a_session_keeps_a_case_open_for_twelve_hours_or_until_it_is_left(client):
    link = grant()
    client.post(address_of(link))

    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert client.get("/fall/42/").content == b"verschlossen"
    assert client.get("/fall/42/").content == str(link.pk).encode()
    client.post("/zu/")
    assert client.get("/fall/42/").content == b"verschlossen"


def test_several_cases_are_open_side_by_side(client):
    first, second = grant(), grant(target_id=43)

    client.post(address_of(first))
    client.post(address_of(second))

    assert client.get("/fall/42/").content == str(first.pk).encode()
    assert client.get("/fall/43/").content == str(second.pk).encode()


def test_the_session_key_changes_with_the_rights(client):
    client.post(address_of(grant()))
    before = client.cookies["session"].value

    client.post(address_of(grant(target_id=43)))

    assert client.cookies["session"].value != before


def test_another_site_can_press_no_button():
    link = grant()

    response = Client(enforce_csrf_checks=True).post(address_of(link))

    assert response.status_code == 403
    assert SignedLink.objects.get().opened_at is None


def test_the_token_is_swapped_only_by_post(rf):
    with pytest.raises(ValueError, match="POST only"):
        links.open_link(rf.get("/"), grant())


def test_addresses_of_recipients_are_forgotten_after_ninety_days():
    link = grant(expires_at=timezone.now() + timedelta(days=1))
    now = timezone.now()

    assert links.forget_recipients(now + timedelta(days=90)) == 0
    assert links.forget_recipients(now + timedelta(days=92)) == 1
    assert links.forget_recipients(now + timedelta(days=92)) == 0

    link.refresh_from_db()
    assert link.recipient == ""
