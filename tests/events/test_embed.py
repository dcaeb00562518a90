"""An actor's Termine on its own site, and nowhere else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.calendar.views.embedding import origins_of
from participation.actors.enums import Level
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, make_member
from tests.factories.events import EventFactory, at

pytestmark = pytest.mark.django_db


def address_of(actor):
    return reverse("calendar:embed-show", args=[actor.pk])


def policy_of(response):
    header = response.headers["Content-Security-Policy"]
    parts = (part.strip().partition(" ") for part in header.split(";"))
    return {name: value for name, _blank, value in parts}


def test_only_the_site_of_the_profile_may_frame_it(client):
    actor = ActorFactory(website="https://www.anger.example/kontakt?x=1")

    response = client.get(address_of(actor))

    policy = policy_of(response)
    assert policy["frame-ancestors"] == (
        "https://anger.example https://www.anger.example"
    )
    assert "X-Frame-Options" not in response.headers
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert policy["form-action"] == "'none'"


def test_without_a_site_nobody_may_frame_it(client):
    response = client.get(address_of(ActorFactory(website="")))

    assert policy_of(response)["frame-ancestors"] == "'none'"


def test_every_other_page_of_ours_is_framed_by_nobody(client):
    event = EventFactory()

    response = client.get(event.get_absolute_url())

    assert policy_of(response)["frame-ancestors"] == "'none'"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("website", "expected"),
    (
        (
            "http://haus.example:8080/",
            ["http://haus.example:8080", "http://www.haus.example:8080"],
        ),
        ("javascript:alert(1)", []),
        ("https://*/", []),
        ("https://a.example;script-src *", []),
        ("https://a.example *", []),
        ("https://localhost/", []),
        ("ftp://a.example/", []),
        (
            "https://name:pass@a.example/",
            ["https://a.example", "https://www.a.example"],
        ),
        ("", []),
    ),
)
def test_an_address_of_a_site_says_nothing_else_in_a_header(website, expected):
    assert origins_of(website) == expected


def test_it_sets_no_cookie_and_runs_no_script(client, sign_in):
    actor = ActorFactory(website="https://anger.example")
    EventFactory(actor=actor, title="Chor im Hof")
    sign_in(client, UserFactory())

    response = client.get(address_of(actor))

    page = response.content.decode()
    assert "Chor im Hof" in page
    assert response.cookies == {}
    assert "<script" not in page
    assert "<form" not in page
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_it_shows_what_comes_of_this_actor_alone(client):
    actor = ActorFactory()
    EventFactory(actor=actor, title="Morgen", starts_at=at(1))
    EventFactory(
        actor=actor,
        title="Ausgefallen",
        starts_at=at(2),
        occurrence__cancelled_at=timezone.now(),
    )
    EventFactory(actor=actor, title="Unsichtbar alt", starts_at=at(-2))
    EventFactory(title="Unsichtbar fremd")
    EventFactory(actor=actor, title="Unsichtbar neu", publication=Publication.SUBMITTED)

    page = client.get(address_of(actor)).content.decode()

    assert "Unsichtbar" not in page
    assert page.index("Morgen") < page.index("Ausgefallen")
    assert "abgesagt" in page


@pytest.mark.parametrize(
    "fields", ({"publication": Publication.SUBMITTED}, {"archived_at": True})
)
def test_who_is_in_no_directory_is_embedded_nowhere(client, fields):
    if "archived_at" in fields:
        fields = {"archived_at": timezone.now()}

    response = client.get(address_of(ActorFactory(**fields)))

    assert response.status_code == 404


@pytest.mark.parametrize("count", (1, 30))
def test_it_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    actor = ActorFactory()
    for number in range(count):
        EventFactory(actor=actor, starts_at=at(number + 1))

    with django_assert_num_queries(3 + STRICT_QUERIES):
        client.get(address_of(actor))


def test_the_lines_for_the_site_are_for_who_looks_after_the_profile(client, sign_in):
    actor = ActorFactory(website="https://anger.example")
    help_page = reverse("calendar:embed-help", args=[actor.pk])

    assert client.get(help_page).status_code == 302
    sign_in(client, UserFactory())
    assert client.get(help_page).status_code == 403
    sign_in(client, make_member(actor, Level.EDITOR))
    page = client.get(help_page).content.decode()
    assert "&lt;iframe" in page
    assert address_of(actor) in page
    assert "https://anger.example" in page


def test_without_a_site_the_way_to_the_profile_is_shown(client, sign_in):
    actor = ActorFactory(website="")
    sign_in(client, make_member(actor, Level.EDITOR))

    page = client.get(reverse("calendar:embed-help", args=[actor.pk]))

    assert reverse("actors:actor-edit", args=[actor.pk]) in page.content.decode()
