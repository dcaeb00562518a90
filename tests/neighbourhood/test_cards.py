""" "Was geht?": what is known of a topic, kept true by those who know it."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import IntegrityError, transaction
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.search.queries import search
from neighbourhood.departments import demo
from neighbourhood.departments.models import Card, Topic
from neighbourhood.departments.queries.cards import card_for, cards_of
from neighbourhood.departments.queries.today import cards_to_check
from neighbourhood.departments.services import cards as services, facts
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory

pytestmark = pytest.mark.django_db

LIST = reverse("departments:card-list")


def member_of(department=None):
    person = UserFactory(secret=generate_totp_secret())
    where = {"department": department} if department else {}
    DepartmentMembershipFactory(user=person, **where)
    return person


def at(name, card):
    return reverse(f"departments:{name}", args=[card.key])


@pytest.fixture
def bench():
    return Card.objects.get(key="bank")


@pytest.fixture
def office(bench):
    """The bench belongs to it."""
    bench.department = DepartmentFactory()
    bench.save()
    return bench.department


@pytest.fixture
def member(client, sign_in, office):
    return sign_in(client, member_of(office))


def leave(rows):
    """So many cards and no others."""
    template = Card.objects.first()
    Card.objects.all().delete()
    for number in range(rows):
        template.pk, template.key = None, f"karte-{number}"
        template.save(force_insert=True)


def fields(card, **changes):
    names = (
        *("title", "words", "in_short", "who_decides", "usual_time", "usual_cost"),
        *("district_can", "district_cannot", "neighbours_can", "sources", "version"),
    )
    kept = {name: getattr(card, name) for name in names}
    return {**kept, "topic": card.topic_id, "check_months": 12, "is_public": "on"} | (
        changes
    )


def test_there_are_25_cards_and_more_each_an_example_to_confirm():
    cards = Card.objects.all()

    assert len(cards) >= 25
    assert {card.is_example for card in cards} == {True}
    assert {card.check_due_on > berlin_today() for card in cards} == {True}


def test_facts_come_once_and_edits_stay(bench):
    Card.objects.filter(pk=bench.pk).update(title="Bänke")

    assert (facts.load_cards(), facts.load_signposts()) == (0, 0)
    bench.refresh_from_db()
    assert bench.title == "Bänke"


def test_examples_go_to_the_department_they_are_meant_for(bench):
    parks = DepartmentFactory(key="sga")

    facts.give_to_owners()

    bench.refresh_from_db()
    assert bench.department == parks


def test_a_card_that_somebody_wrote_is_not_given_away(bench):
    services.save(bench, version=1, by=None)
    DepartmentFactory(key="sga")

    facts.give_to_owners()

    bench.refresh_from_db()
    assert bench.department is None


@pytest.mark.parametrize(
    ("title", "topic", "card"),
    (
        ("Mehr Bänke am Anger", "gruen", "bank"),
        ("Zebrastreifen vor der Grundschule", "gehwege", "querung"),
        ("Fahrradbügel am S-Bahnhof Buch", "radverkehr", "fahrradbuegel"),
        ("Trinkbrunnen am Helmholtzplatz", "umwelt", "trinkbrunnen"),
        ("Spielstraße auf Zeit", "nachbarschaft", "spielstrasse-auf-zeit"),
        ("Bücherschrank am Markt", "kultur", "bibliothek"),
        ("Eine Toilette im Park", "gesundheit", "toilette"),
        ("Hundeauslauf am Mauerpark", "gruen", "hundeauslauf"),
        ("Tempo 30 in der Florastraße", "strassen", "tempo-30"),
        (
            "Abgesenkter Bordstein Ecke Florastraße",
            "barrierefreiheit",
            "abgesenkter-bord",
        ),
        (
            "Nachbarschaftsgarten auf der Brache",
            "nachbarschaft",
            "nachbarschaftsgarten",
        ),
        ("Blühwiese statt Rasen", "umwelt", "bienen-und-dachgruen"),
        ("Beutelspender gegen Hundekot", "sauberkeit", "hundeauslauf"),
        ("Bücherschrank am Markt", "anderes", "bibliothek"),
        ("Ein Feuerwerk ohne Lärm", "anderes", None),
        ("Ein Chor für alle", "kultur", None),
    ),
)
def test_an_idea_finds_its_card(title, topic, card):
    found = card_for(title, "", Topic.objects.get(key=topic).pk)

    assert (found.key if found else None) == card


def test_words_of_the_text_lead_only_to_a_card_of_the_topic():
    text = "Dort fehlt auch eine Bank."
    green, culture = (Topic.objects.get(key=key).pk for key in ("gruen", "kultur"))

    assert card_for("Etwas Schönes", text, green).key == "bank"
    assert card_for("Etwas Schönes", text, culture) is None


def test_a_change_shows_at_once(bench, django_capture_on_commit_callbacks):
    assert "bank" in {card.key for card in cards_of(bench.topic_id)}

    bench.is_public = False
    with django_capture_on_commit_callbacks(execute=True):
        services.save(bench, version=1, by=None)

    assert card_for("Mehr Bänke", "", None) is None


def test_everybody_reads_the_cards(client, bench):
    page = client.get(LIST).content.decode()
    card = client.get(bench.get_absolute_url()).content.decode()

    assert bench.title in page
    assert "Beispiel, vom Amt noch nicht bestätigt." in card
    assert "Stimmt noch" not in card


@pytest.mark.parametrize(
    ("query", "keys"),
    (
        ({"thema": "kultur"}, {"bibliothek"}),
        ({"q": "Wippe"}, {"spielplatz"}),
        ({"q": "Lärm"}, {"laerm"}),
        ({"q": "gibtesnicht"}, set()),
    ),
)
def test_cards_are_found_by_topic_and_by_words_one_would_say(client, query, keys):
    response = client.get(LIST, query)

    assert {card.key for card in response.context["cards"]} == keys


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same_for_many(client, rows, django_assert_num_queries):
    leave(rows)

    with django_assert_num_queries(2 + STRICT_QUERIES):
        response = client.get(LIST)

    assert len(response.context["cards"]) == rows


@pytest.mark.parametrize("rows", (1, 30))
def test_what_is_to_check_costs_the_same_for_many(
    client, sign_in, rows, django_assert_num_queries
):
    leave(rows)
    sign_in(client, make_staff(Role.COORDINATOR))

    with django_assert_num_queries(5 + STRICT_QUERIES):
        response = client.get(reverse("departments:card-check"))

    assert len(response.context["cards"]) == rows


def test_a_member_confirms_the_card_of_the_own_office(client, member, bench):
    client.post(at("card-confirm", bench))

    bench.refresh_from_db()
    assert (bench.checked_on, bench.is_example) == (berlin_today(), False)
    assert bench.check_due_on == berlin_today() + timedelta(days=360)


def test_a_member_writes_the_card_and_keeps_it(client, member, bench, office):
    new = fields(bench, in_short="Bänke stehen schnell.", version=bench.version)

    client.post(at("card-edit", bench), new)

    bench.refresh_from_db()
    assert (bench.in_short, bench.department, bench.version, bench.is_example) == (
        "Bänke stehen schnell.",
        office,
        2,
        False,
    )


def test_a_member_creates_a_card_for_the_own_office(client, member, bench, office):
    new = fields(bench, title="Parkbank mit Lehne", version="")

    client.post(reverse("departments:card-create"), new)

    assert Card.objects.get(key="parkbank-mit-lehne").department == office


def test_nobody_overwrites_what_another_wrote(client, member, bench):
    services.save(bench, version=1, by=None)

    response = client.post(
        at("card-edit", bench), fields(bench, version=1, title="Alt")
    )

    assert response.status_code == 422
    assert "inzwischen geändert" in response.content.decode()
    assert Card.objects.get(pk=bench.pk).title == "Sitzbank"


@pytest.mark.parametrize("words", ("-bank", "*\n-neu", "\n".join(["bank"] * 61)))
def test_words_that_say_nothing_are_refused(client, member, bench, words):
    response = client.post(at("card-edit", bench), fields(bench, words=words))

    assert list(response.context["form"].errors) == ["words"]


@pytest.mark.parametrize(
    ("who", "sees"),
    (("coordinator", 200), ("member", 200), ("foreign", 403), ("moderator", 403)),
)
def test_who_may_write_a_card(client, sign_in, office, bench, who, sees):
    people = {
        "coordinator": lambda: make_staff(Role.COORDINATOR),
        "moderator": lambda: make_staff(Role.MODERATOR),
        "member": lambda: member_of(office),
        "foreign": member_of,
    }
    sign_in(client, people[who]())

    assert client.get(at("card-edit", bench)).status_code == sees
    assert client.post(at("card-confirm", bench)).status_code in {302, sees}


def test_a_hidden_card_is_seen_by_its_keepers_alone(client, sign_in, office, bench):
    Card.objects.filter(pk=bench.pk).update(is_public=False)

    assert client.get(bench.get_absolute_url()).status_code == 404
    sign_in(client, member_of(office))
    assert client.get(bench.get_absolute_url()).status_code == 200


def test_an_overdue_card_waits_in_heute(client, sign_in, office, bench):
    Card.objects.filter(pk=bench.pk).update(check_due_on=berlin_today())
    member = member_of(office)
    foreign = member_of()

    waiting = {
        name: [item.title for item in cards_to_check(visitor_for(person))]
        for name, person in (
            ("member", member),
            ("foreign", foreign),
            ("coordinator", make_staff(Role.COORDINATOR)),
            ("resident", UserFactory()),
        )
    }

    assert waiting == {
        "member": ["Sitzbank"],
        "foreign": [],
        "coordinator": ["1 Karte ist zu prüfen"],
        "resident": [],
    }


@pytest.mark.parametrize("rows", (1, 25))
def test_heute_costs_one_query(rows, office, django_assert_num_queries):
    cards = Card.objects.order_by("pk")[:rows]
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(
        check_due_on=berlin_today(), department=office
    )
    visitor = visitor_for(member_of(office))
    assert visitor.department_ids

    with django_assert_num_queries(1):
        assert len(list(cards_to_check(visitor))) == rows


def test_a_card_is_found_by_the_search(bench):
    services.save(bench, version=1, by=None)

    found = search(visitor_for(None), "Sitzbank", kinds=["card"])

    assert [hit.target_id for hit in found.hits] == [bench.pk]


def test_a_card_that_was_never_checked_is_an_example(bench):
    bench.is_example = False

    with pytest.raises(IntegrityError), transaction.atomic():
        bench.save()


def test_the_demo_has_cards_confirmed_and_one_that_is_due():
    demo.build()

    due = Card.objects.overdue(berlin_today())
    assert [card.key for card in due] == ["fahrradbuegel"]
    assert Card.objects.filter(is_example=False).count() == 3
