"""Profiles at the desk: what is read there, what a verdict does, what rules hold."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.search import services as search
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from neighbourhood.regions.models import Region
from participation.actors.models import ActorHandover, ConductTerms
from participation.actors.services import profile as profiles
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.queries.finding import find
from participation.moderation.services.undoing import undo
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_change, make_member, make_profile
from tests.factories.pool import OfferFactory
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
ELECTION = "Vor der Wahl gilt: keine Wahlwerbung"


@pytest.fixture
def moderator():
    return make_staff()


def decide(actor, by, verdict, **ruling):
    moderation.decide_directly(
        actor, verdict=verdict, version=actor.version, by=by, **ruling
    )
    actor.refresh_from_db()


def told(verb):
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    rows = Notification.objects.filter(happening__verb=verb)
    return set(rows.values_list("user", "reason"))


def test_the_desk_shows_the_whole_profile_and_its_rules(client, sign_in, moderator):
    said = make_profile(
        summary="Ein Haus für alle",
        opening_hours="Montags",
        contact_phone="030 1234",
        links=(("Der Garten", "https://garten.example"),),
    )
    profiles.found(said, by=UserFactory())
    item = QueueItem.objects.open().get()

    text = sign_in(client, moderator).get(item.get_absolute_url()).text

    shown = ("Ein Haus für alle", "Montags", "030 1234", "https://garten.example")
    assert all(words in text for words in (*shown, "Parteien und Wählergruppen"))


def test_a_change_is_shown_word_by_word_against_the_profile(client, sign_in, moderator):
    actor = ActorFactory(text="Bei uns gibt es Tee.")
    change = make_change(actor=actor)
    there = Region.objects.order_by("number").last()
    change.content |= {
        "text": "Bei uns gibt es Kaffee.",
        "languages": ["tr"],
        "regions": [there.key_2021],
    }
    change.save()
    item = moderation.submit(change)

    text = sign_in(client, moderator).get(item.get_absolute_url()).text

    assert "<del>Tee." in text
    assert "<ins>Kaffee." in text
    assert "Türkisch" in text
    assert there.name in text


def test_hidden_a_profile_is_gone_from_the_page_and_the_search(client, moderator):
    actor = ActorFactory()
    owner = make_member(actor)
    search.index("actor", actor)

    decide(actor, moderator, Verdict.HIDE, reason=Reason.ADVERTISING, facts="Preise.")

    assert client.get(actor.get_absolute_url()).status_code == 404
    assert not SearchRow.objects.filter(kind="actor").exists()
    assert told("actor.hidden") == {(owner.pk, "actor_owner")}


def test_restored_it_is_back_and_its_owners_hear_of_it(client, moderator):
    actor = ActorFactory()
    owner = make_member(actor)
    decide(actor, moderator, Verdict.HIDE, reason=Reason.ADVERTISING, facts="Preise.")

    decide(actor, moderator, Verdict.RESTORE)

    assert client.get(actor.get_absolute_url()).status_code == 200
    assert SearchRow.objects.filter(kind="actor").exists()
    assert told("actor.unhidden") == {(owner.pk, "actor_owner")}


def test_removed_it_answers_that_it_is_gone(client, moderator):
    actor = ActorFactory()

    decide(actor, moderator, Verdict.REMOVE, reason=Reason.SPAM, facts="Serie.")

    assert client.get(actor.get_absolute_url()).status_code == 410


def test_undone_at_once_nobody_heard_and_the_row_is_as_it_was(moderator):
    actor = profiles.found(make_profile(), by=UserFactory())
    decide(actor, moderator, Verdict.PUBLISH)

    undo(Decision.objects.get(), by=moderator)

    actor.refresh_from_db()
    assert (actor.publication, actor.published_at, actor.confirmed_at) == (
        Publication.SUBMITTED,
        None,
        None,
    )
    assert QueueItem.objects.open().get().target_id == actor.pk
    assert told("actor.published") == set()


def test_a_house_that_is_turned_down_needs_no_owner(moderator):
    actor = profiles.found(make_profile(), by=moderator, for_others=True)
    waiting = ActorHandover.objects.filter(closed_at=None).count()

    decide(
        actor,
        make_staff(),
        Verdict.DECLINE,
        reason=Reason.PARTY_POLITICAL,
        facts="Es ist eine Partei.",
    )

    assert waiting == 1
    assert not ActorHandover.objects.filter(closed_at=None).exists()


def test_everybody_may_report_a_profile(client):
    actor = ActorFactory()
    address = reverse("moderation:report-create", args=["actor", actor.pk])

    assert address in client.get(actor.get_absolute_url()).text
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("day", "is_said"),
    (
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 21), False),
    ),
)
def test_the_rule_for_elections_is_said_in_its_time_alone(
    client, sign_in, day, is_said
):
    ConductTerms.objects.create(
        election_from=date(2026, 9, 1), election_until=date(2026, 9, 20)
    )
    user = UserFactory()

    with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
        text = sign_in(client, user).get(reverse("actors:actor-create")).text

    assert (ELECTION in text) == is_said


def test_the_coordination_alone_changes_the_rules(client, sign_in, moderator):
    address = reverse("actors:conduct-terms")
    form = {
        "rule_text": "Nur Gutes.",
        "election_text": "Nichts.",
        "election_from": "2026-09-01",
        "election_until": "2026-09-20",
    }

    refused = sign_in(client, moderator).post(address, form)
    saved = sign_in(client, make_staff(Role.COORDINATOR)).post(address, form)

    assert (refused.status_code, saved.status_code) == (403, 302)
    assert ConductTerms.objects.get().rule_text == "Nur Gutes."


def test_half_an_election_is_refused(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    form = {"rule_text": "A", "election_text": "B", "election_from": "2026-09-01"}

    response = client.post(reverse("actors:conduct-terms"), form)

    assert response.status_code == 422
    assert "beide Tage" in response.text


def test_an_actor_and_an_entry_of_the_pool_never_share_a_number(moderator):
    actor = ActorFactory()
    offer = OfferFactory(pk=actor.pk)

    assert find(visitor_for(moderator), f"A-{actor.pk}") == actor
    assert find(visitor_for(moderator), f"P-{offer.pk}") == offer
