"""Saved searches: who hears of which new idea, once; and what people do with them."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.notifications.rendering import recipient_of
from commons.search import services as search
from commons.verbs.services import happened
from neighbourhood.regions.models import PlanningArea, Region
from neighbourhood.regions.queries.geometry import to_metres
from participation.ideas.enums import PlaceKind
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.models import SavedSearch
from participation.ideas.queries.searches import people_whose_search_fits
from participation.ideas.services import searches
from participation.ideas.verbs.news import tell_news
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
LIST = "/konto/suchen/"
CREATE = "/ideen/suche-speichern/"


def wish_of(query):
    return IdeaFilterForm(QueryDict(query)).wish()


def save(query, user=None, name="Meine", **options):
    return searches.save(wish_of(query), by=user or UserFactory(), name=name, **options)


def publish(idea):
    """What a moderator's decision makes happen, and its expansion."""
    happening = happened("idea.published", idea, by=None)
    notifications.expand(happening.pk)
    return Notification.objects.filter(happening=happening)


def hears(query, idea):
    search.index("idea", idea)
    saved = save(query)
    return [user for user, _mail in people_whose_search_fits(idea)] == [saved.user_id]


@pytest.fixture
def idea():
    """A playground in a planning area, with pictures, at a place."""
    area = PlanningArea.objects.filter(lor_version="2021").order_by("key").first()
    parent = TopicFactory(key="x-spielen")
    lon, lat = 13.4542, 52.5519
    east, north = to_metres(lon, lat)
    return IdeaFactory(
        title="Spielplätze brauchen Schatten",
        region=area.region,
        planning_area=area,
        topic=TopicFactory(key="x-spielplatz", parent=parent),
        has_pictures=True,
        place_kind=PlaceKind.PIN,
        lon=lon,
        lat=lat,
        east_m=east,
        north_m=north,
    )


@pytest.mark.parametrize(
    "query",
    (
        "stadtteil={region}",
        "stadtteil={region}&stadtteil={other}",
        "stadtteil={region}&raum={area}",
        "thema=x-spielplatz",
        "thema=x-spielen",
        "fotos=ja",
        "q=Spielplatz",
        "q=schatten+spielplatz&stadtteil={region}",
        "bei=52.5522,13.4542&umkreis=250",
        "fotos=ja&stand=beantwortet&zeitraum=letztes-jahr",
    ),
)
def test_a_search_that_fits_hears_of_a_new_idea(idea, query):
    other = Region.objects.exclude(pk=idea.region_id).order_by("number").first()
    values = {"area": idea.planning_area.key, "other": other.slug}

    assert hears(query.format(region=idea.region.slug, **values), idea)


@pytest.mark.parametrize(
    "query",
    (
        "stadtteil={other}",
        "thema=x-anderes",
        "thema=x-spielplatz&stadtteil={other}",
        "q=Radweg",
        "q=schatten+radweg",
        "bei=52.5600,13.4542&umkreis=250",
    ),
)
def test_a_search_that_does_not_fit_hears_nothing(idea, query):
    other = Region.objects.exclude(pk=idea.region_id).order_by("number").first()
    TopicFactory(key="x-anderes")

    assert not hears(query.format(other=other.slug), idea)


def test_an_idea_without_place_pictures_or_area_fits_none_that_asks_for_them():
    area = PlanningArea.objects.filter(lor_version="2021").order_by("key").first()
    plain = IdeaFactory(region=area.region)
    save("fotos=ja")
    save("bei=52.5522,13.4542&umkreis=2000")
    save(f"stadtteil={area.region.slug}&raum={area.key}")

    assert people_whose_search_fits(plain) == []


@pytest.mark.parametrize("state", sorted(set(Publication) - {Publication.PUBLISHED}))
def test_nobody_hears_of_an_idea_that_is_not_public(state):
    hidden = IdeaFactory(publication=state)
    save(f"stadtteil={hidden.region.slug}")

    assert people_whose_search_fits(hidden) == []


def test_somebody_with_several_ways_to_hear_is_told_once(idea):
    author = idea.author
    reader = UserFactory()
    search.index("idea", idea)
    save("q=Spielplatz", author)
    save("q=Spielplatz", reader)
    save("fotos=ja", reader)
    notifications.follow(reader, idea)

    told = publish(idea)

    assert sorted(told.values_list("user_id", "reason")) == sorted(
        [(author.pk, "author"), (reader.pk, "saved_search")]
    )


def test_the_letter_names_the_search_and_the_way_out(idea):
    reader = UserFactory()
    save("fotos=ja", reader, name="Bilder & Bänke", pace="at_once")
    notification = publish(idea).get(user=reader)

    told = tell_news(idea, {}, recipient_of(notification))

    assert told.line == "Neue Idee zu Ihrer Suche: „Spielplätze brauchen Schatten“"
    assert "„Bilder & Bänke“" in str(told.text)
    assert LIST in str(told.text)
    assert Delivery.objects.filter(notifications=notification).count() == 1


def test_without_mail_the_bell_alone_tells(idea):
    reader = UserFactory()
    save("fotos=ja", reader, pace="bell")

    notification = publish(idea).get(user=reader)

    assert notification.delivery is None


@pytest.mark.parametrize(
    ("paces", "soonest"),
    (
        (("",), ""),
        (("bell",), "bell"),
        (("bell", ""), ""),
        (("", "weekly", "daily"), "daily"),
        (("weekly", "at_once", "bell"), "at_once"),
    ),
)
def test_of_several_searches_the_soonest_counts(idea, paces, soonest):
    reader = UserFactory()
    queries = ("fotos=ja", "thema=x-spielen", f"stadtteil={idea.region.slug}")
    for query, pace in zip(queries, paces, strict=False):
        save(query, reader, pace=pace)

    assert people_whose_search_fits(idea) == [(reader.pk, soonest)]


def test_what_the_version_before_stopped_stays_without_mail(idea):
    saved = save("fotos=ja", pace="daily")
    SavedSearch.objects.filter(pk=saved.pk).update(wants_mail=False)
    saved.refresh_from_db()

    assert saved.wished_pace == "bell"
    assert people_whose_search_fits(idea) == [(saved.user_id, "bell")]


def test_a_paused_search_is_quiet_until_it_goes_on(idea):
    saved = save("fotos=ja")
    searches.pause(saved, is_paused=True)
    assert people_whose_search_fits(idea) == []

    searches.pause(saved, is_paused=False)

    assert people_whose_search_fits(idea) == [(saved.user_id, "")]


def test_one_statement_matches_among_many_searches(idea, django_assert_num_queries):
    people = UserFactory.create_batch(2, address=False)
    region = idea.region.slug
    template = save(f"stadtteil={region}&q=Spielplatz", people[0])
    SavedSearch.objects.bulk_create(
        SavedSearch(
            user=people[1],
            name=f"Suche {number}",
            query=f"q={number}",
            region_ids=[number + 1_000_000],
            topic_ids=[0],
            area_ids=[0],
            created_at=timezone.now(),
            seen_at=timezone.now(),
        )
        for number in range(2_000)
    )
    search.index("idea", idea)

    with django_assert_num_queries(1):
        assert people_whose_search_fits(idea) == [(template.user_id, "")]


@pytest.mark.parametrize(
    ("query", "code"),
    (
        ("", "no_filter"),
        ("sortierung=beliebt", "no_filter"),
        ("q=%21%21", "no_words"),
        ("amt=x-amt&stand=beantwortet", "nothing_new"),
        ("zeitraum=30-tage", "nothing_new"),
    ),
)
def test_what_matches_everything_is_not_saved(query, code):
    DepartmentFactory(key="x-amt")

    with pytest.raises(RuleViolation) as refusal:
        save(query)

    assert refusal.value.code == code


def test_saving_twice_renames_and_there_is_a_limit():
    user = UserFactory()
    save("fotos=ja", user, name="Alt")
    save("fotos=ja&sortierung=beliebt", user, name="Neu")
    assert [one.name for one in SavedSearch.objects.filter(user=user)] == ["Neu"]

    for number in range(1, searches.MOST_SEARCHES):
        save(f"q=wort{number}", user)

    with pytest.raises(RuleViolation):
        save("q=zuviel", user)


def test_signed_in_one_saves_under_a_name_made_of_the_filter(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    region = Region.objects.order_by("number").first()
    topic = TopicFactory(name="Spielplätze", key="x-spielplatz")
    address = f"{CREATE}?stadtteil={region.slug}&thema={topic.key}"

    page = client.get(address).content.decode()
    assert f'value="Spielplätze in {region.name}"' in page
    client.post(address, {"name": "Für die Kinder", "pace": "daily"})

    saved = SavedSearch.objects.get(user=user)
    assert (saved.name, saved.pace, saved.wants_mail) == (
        "Für die Kinder",
        "daily",
        True,
    )
    assert (saved.region_ids, saved.topic_ids) == ([region.pk], [topic.pk])


def test_anonymous_people_get_the_feed_and_come_back_to_their_draft(client):
    region = Region.objects.order_by("number").first()
    address = f"{CREATE}?stadtteil={region.slug}"

    page = client.get(address).content.decode()
    posted = client.post(address, {"name": "x"})

    assert f"/ideen/neueste.atom?stadtteil={region.slug}" in page
    assert "csrfmiddlewaretoken" not in page
    back = "%2Fideen%2Fsuche-speichern%2F%3Fstadtteil%3D" + region.slug
    assert f"{reverse('account_login')}?next={back}" in page
    assert posted["Location"] == f"{reverse('account_login')}?next={back}"
    assert SavedSearch.objects.count() == 0


def test_my_searches_tell_what_is_new_and_opening_marks_it_seen(client, sign_in, idea):
    user = UserFactory()
    sign_in(client, user)
    saved = save("fotos=ja", user, name="Mit Bildern")
    SavedSearch.objects.update(seen_at=idea.published_at - timedelta(days=1))
    assert "1 neue Idee" in client.get(LIST).content.decode()

    response = client.post(f"{LIST}{saved.pk}/oeffnen/")

    assert response["Location"] == "/ideen/?fotos=ja"
    assert "nichts Neues" in client.get(LIST).content.decode()


def test_one_renames_pauses_and_deletes_only_ones_own(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    saved = save("fotos=ja", user)
    foreign = save("fotos=ja")
    at = f"{LIST}{saved.pk}/"

    client.post(at, {"name": "Bilder", "pace": "bell"})
    client.post(f"{at}anhalten/", {"is_paused": "on"})
    saved.refresh_from_db()
    assert (saved.name, saved.wants_mail, saved.is_paused) == ("Bilder", False, True)
    for path in ("", "anhalten/", "oeffnen/", "loeschen/"):
        assert client.post(f"{LIST}{foreign.pk}/{path}").status_code == 404
    client.post(f"{at}loeschen/")

    assert list(SavedSearch.objects.all()) == [foreign]


@pytest.mark.parametrize("rows", (1, 30))
def test_my_searches_cost_a_few_queries(
    client, sign_in, django_assert_num_queries, rows
):
    user = UserFactory()
    sign_in(client, user)
    client.get(LIST)
    for number in range(rows):
        save(f"q=wort{number}", user)

    with django_assert_num_queries(7 + STRICT_QUERIES):
        client.get(LIST)
