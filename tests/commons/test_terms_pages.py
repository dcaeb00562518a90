"""Regeln des Hauses: one page for each set of rules, and the page that lists them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from commons import kinds, owndata
from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.incoming.models import MailTerms
from commons.terms import queries, registry
from commons.verbs import registry as verbs
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db
INDEX = reverse("terms:terms-list")
MAIL = reverse("incoming:mail-terms")
VALUES = {"keep_days": 30, "most_megabytes": 20, "most_an_hour": 30}
BESIDES = 10  # of which the frame of the page has nine, the rules one


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR, display_name="Koordination")


@pytest.fixture
def office(client, sign_in, coordinator):
    return sign_in(client, coordinator)


def houses():
    return registry.read_by(visitor_for(make_staff(Role.COORDINATOR)))


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def test_every_set_of_rules_has_its_page_its_words_and_its_records(office):
    for house in houses():
        names = [field.name for field in queries.fields_of(house.model)]
        page = office.get(house.url)

        assert page.status_code == 200, house.key
        assert str(house.title) in words(page), house.key
        assert sorted(house.form_class.base_fields) == sorted(names), house.key
        assert verbs.find(house.verb) is not None, house.key
        assert kinds.of(house.model()).label == house.title, house.key
        entry = owndata.entry_for(house.model)
        assert "changed_by" in entry.user_fields, house.key


def test_what_is_in_force_can_be_saved_and_changes_nothing(office):
    for house in houses():
        page = office.get(house.url)
        held = page.context["form"].initial
        data = {
            name: value for name, value in held.items() if value not in (None, False)
        }

        response = office.post(house.url, data)

        assert response.status_code == 302, (house.key, response.context["form"].errors)
        assert not house.model._default_manager.exists(), house.key


def test_index_says_in_one_line_what_is_in_force_and_since_when(office, coordinator):
    before = words(office.get(INDEX))

    office.post(MAIL, VALUES)

    after = words(office.get(INDEX))
    assert "Originale bleiben 90 Tage" in before
    assert "Originale bleiben 30 Tage" in after
    assert f"zuletzt geändert {timezone.localdate().day}." in after
    assert "Koordination" in after
    assert all(str(house.title) in after for house in houses())
    assert " object (" not in after


def test_index_asks_once_for_each_set_of_rules(office, django_assert_max_num_queries):
    most = BESIDES + len(houses())
    with django_assert_max_num_queries(most) as few:
        office.get(INDEX)
    for days in range(7, 37):
        MailTerms.objects.create(keep_days=days, changed_at=timezone.now())

    with django_assert_max_num_queries(most) as many:
        office.get(INDEX)

    assert len(many) == len(few)


def test_history_names_who_changed_what_when_and_what_it_was(office):
    office.post(MAIL, VALUES)
    office.post(MAIL, VALUES | {"most_an_hour": 5})

    page = office.get(MAIL)

    newest, older, beginning = page.context["versions"]
    assert [(fact.value, fact.before) for fact in newest.changed] == [("5", "30")]
    assert [(fact.value, fact.before) for fact in older.changed] == [("30", "90")]
    assert beginning.is_first
    assert "Wie viele Mails einer Adresse in einer Stunde: 5 (vorher 30)" in words(page)
    assert words(page).count("· Koordination") == 2
    assert words(page).count("gilt jetzt") == 1


def test_history_costs_the_same_for_one_row_and_for_thirty(
    office, django_assert_num_queries
):
    MailTerms.objects.create(keep_days=7, changed_at=timezone.now())
    with django_assert_num_queries(BESIDES):
        office.get(MAIL)
    for days in range(8, 37):
        MailTerms.objects.create(keep_days=days, changed_at=timezone.now())

    with django_assert_num_queries(BESIDES):
        office.get(MAIL)


def test_who_saves_over_somebody_elses_change_is_told_first(office):
    seen = office.get(MAIL).context["seen"]
    office.post(MAIL, VALUES | {"most_an_hour": 5, "seen": seen})

    late = office.post(MAIL, VALUES | {"seen": seen})

    assert late.status_code == 422
    assert "Inzwischen hat jemand diese Regeln geändert" in words(late)
    assert queries.current(MailTerms).most_an_hour == 5
    office.post(MAIL, VALUES | {"seen": late.context["seen"]})
    assert queries.current(MailTerms).most_an_hour == 30


def test_number_out_of_range_is_refused(office):
    response = office.post(MAIL, VALUES | {"keep_days": 3})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"keep_days"}
    assert not MailTerms.objects.exists()


def test_moderator_reads_the_suggestions_and_changes_nothing(client, sign_in):
    sign_in(client, make_staff())
    page = reverse("referrals:suggestions")

    index, shown = client.get(INDEX), client.get(page)
    refused = client.post(page, {"is_shown": "on", "least_confidence": 70})

    entries = [entry for group in index.context["groups"].values() for entry in group]
    assert "suggestion" in {entry["house"].key for entry in entries}
    assert "mail" not in {entry["house"].key for entry in entries}
    assert shown.context["form"] is None
    assert "Ab wie viel Prozent ein Vorschlag als sicher gilt 60" in words(shown)
    assert refused.status_code == 403


def test_residents_find_no_rules_and_no_way_to_them(client, sign_in):
    sign_in(client, UserFactory())

    assert client.get(INDEX).status_code == 403
    assert client.get(MAIL).status_code == 403
    assert INDEX not in client.get(reverse("home")).content.decode()


def test_menu_of_the_coordination_leads_to_the_rules(office):
    assert INDEX in office.get(reverse("home")).content.decode()
