"""Who is missing in the directory: anybody may say it, the SPK sees to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.services.own_data import erase, export
from commons.accounts.visitors import Visitor
from commons.followups.registry import sections
from participation.actors.models import ActorHint
from participation.actors.queries import tending
from participation.actors.services import archiving, hinting
from participation.actors.services.hinting import Missing
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.wishing import at_once

pytestmark = pytest.mark.django_db
URL = "/akteure/fehlt/"
NAME = "Reparaturcafé am Markt"


def make_hint(name=NAME, *, region=None, by=None):
    return hinting.suggest(Missing(name, region=region), by=by)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def moderator(client, sign_in, region):
    """Signed in, for one Stadtteil."""
    user = make_regional_moderator(region)
    sign_in(client, user)
    return user


def test_somebody_signed_in_says_who_is_missing(client, sign_in, region):
    user = UserFactory()
    sign_in(client, user)

    response = client.post(URL, {"name": NAME, "region": region.pk, "words": "Di"})

    hint = ActorHint.objects.get()
    assert response.url == reverse("actors:hint-done")
    assert (hint.name, hint.region, hint.words, hint.by) == (NAME, region, "Di", user)


def test_nobody_needs_an_account_to_say_it(client):
    response = client.post(URL, {"name": NAME})

    assert response.status_code == 302
    assert ActorHint.objects.get().by is None


def test_what_looks_like_a_robot_is_asked_for_one_more_click(client):
    response = client.post(URL, {"name": NAME, "homepage": "spam.example"})

    assert response.status_code == 422
    assert NAME in response.content.decode()
    assert not ActorHint.objects.exists()


def test_a_hint_needs_a_name(client, sign_in):
    sign_in(client, UserFactory())

    assert client.post(URL, {"words": "Dort wird repariert."}).status_code == 422


def test_the_form_knows_the_stadtteil_that_one_came_from(client, region):
    page = client.get(URL, {"stadtteil": region.slug})

    assert page.context["form"].initial["region"] == region
    assert client.get(URL, {"stadtteil": "\x00"}).status_code == 200


def test_the_desk_of_the_stadtteil_has_it_on_heute(region, moderator):
    hint, nowhere = make_hint(region=region), make_hint("Chor")
    make_hint("Anderswo", region=RegionFactory())
    visitor = Visitor(user=moderator)

    items = list(tending.hints_today(visitor))

    assert [item.url for item in items] == [
        reverse("actors:hint-show", args=[each.pk]) for each in (hint, nowhere)
    ]
    assert tending.hints_count(visitor) == 2
    assert list(tending.hints_today(Visitor(user=UserFactory()))) == []


def test_a_hint_is_seen_to_beside_the_entries_of_nearly_its_name(
    client, region, moderator
):
    meant = archiving.archive(
        ActorFactory(name="Reparatur-Café Markt"), by=None, why=archiving.Why.SILENT
    )
    ActorFactory(name="Chor im Hof")
    hint = make_hint(region=region)
    url = reverse("actors:hint-show", args=[hint.pk])

    page = client.get(url)
    assert "Keiner davon" in page.content.decode()
    offered = [actor.pk for actor in page.context["form"].fields["actor"].queryset]
    client.post(url, {"actor": meant.pk})

    hint.refresh_from_db()
    assert offered == [meant.pk]
    assert (hint.actor, hint.settled_by) == (meant, moderator)
    since = timezone.now() - timedelta(hours=1)
    assert tending.hints_done(Visitor(user=moderator), since) == 1


def test_whoever_settled_it_first_counts(region):
    hint, first, second = make_hint(region=region), UserFactory(), UserFactory()

    hinting.settle(hint, by=first)
    hinting.settle(hint, by=second)

    hint.refresh_from_db()
    assert hint.settled_by == first


def test_hints_of_other_stadtteile_are_not_there(client, moderator):
    hint = make_hint(region=RegionFactory())

    assert client.get(reverse("actors:hint-show", args=[hint.pk])).status_code == 404
    assert hint.name not in client.get(reverse("actors:hint-list")).content.decode()


def test_hints_are_no_business_of_residents(client, sign_in):
    hint = make_hint()
    sign_in(client, UserFactory())

    assert client.get(reverse("actors:hint-list")).status_code == 403
    assert client.get(reverse("actors:hint-show", args=[hint.pk])).status_code == 403


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_asks_as_often_for_thirty_as_for_one(
    client, django_assert_max_num_queries, region, moderator, count
):
    for number in range(count):
        make_hint(f"Haus {number}", region=region)
    client.get(reverse("actors:hint-list"))

    with django_assert_max_num_queries(20) as counted:
        client.get(reverse("actors:hint-list"))

    rows = [query for query in counted if "actors_actorhint" in query["sql"]]
    assert len(rows) == 1


def test_what_was_settled_half_a_year_ago_is_deleted(region):
    old, fresh, open_ = (make_hint(region=region) for _ in range(3))
    for hint in (old, fresh):
        hinting.settle(hint, by=UserFactory())
    long_ago = timezone.now() - timedelta(days=181)
    ActorHint.objects.filter(pk=old.pk).update(settled_at=long_ago)

    assert hinting.forget_settled(timezone.now()) == 1

    assert set(ActorHint.objects.all()) == {fresh, open_}


def test_a_hint_belongs_to_whoever_gave_it_until_they_leave(region):
    user = at_once(UserFactory())
    hint = make_hint(region=region, by=user)

    exported = str(export(user))
    erase(user)

    hint.refresh_from_db()
    assert NAME in exported
    assert hint.by is None


def test_both_tasks_stand_on_heute():
    keys = {section.key for section in sections()}

    assert {"actor-hints", "actors-unanswered"} <= keys
