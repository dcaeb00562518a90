"""An idea is offered to an actor or a network, or taken up; its author comes first."""

import uuid
from datetime import timedelta

import pytest

from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from participation.together.enums import Consent, State
from participation.together.models import Undertaking
from participation.together.queries import partners
from participation.together.services import beginning, consent, taking
from participation.together.services.beginning import Call
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import (
    NetworkFactory,
    make_house,
    make_network,
    speaker_of,
)
from tests.factories.regions import RegionFactory
from tests.factories.together import WORDS, make_undertaking
from tests.participation.telling_together import told

pytestmark = pytest.mark.django_db
SOON = berlin_today() + timedelta(days=30)


@pytest.fixture
def by():
    return make_staff()


def call(partner, key=None):
    return Call(partner, WORDS, key or uuid.uuid4())


def test_the_author_is_asked_before_the_partner_hears_of_it(by):
    idea, house = IdeaFactory(), make_house()
    speaker_of(house)

    row = beginning.offer(idea, call(house), by=by)

    assert (row.state, row.consent) == (State.ASKING, Consent.OPEN)
    assert told("together.asked") == {(idea.author_id, "author")}
    assert told("together.offered") == set()


def test_with_the_authors_yes_those_who_speak_for_the_partner_are_asked(by):
    idea, house = IdeaFactory(), make_house()
    owner, member = speaker_of(house), speaker_of(house, level="member")
    row = beginning.offer(idea, call(house), by=by)

    row = consent.agree(row, words="Ich helfe gern mit.", by=idea.author)

    assert row.state == State.OFFERED
    assert told("together.offered") == {(owner.pk, "together_partner")}
    assert member.pk not in {pk for pk, _reason in told("together.offered")}


def test_the_authors_no_ends_it_and_the_idea_stays_as_it_is(by):
    idea = IdeaFactory()
    row = beginning.offer(idea, call(make_house()), by=by)

    row = consent.refuse(row, by=idea.author)

    idea.refresh_from_db()
    assert (row.state, row.next_on) == (State.REFUSED, None)
    assert (idea.case, idea.publication) == (Case.NONE, Publication.PUBLISHED)
    assert told("together.refused") == {(by.pk, "moderator")}


def test_who_adopts_begins_with_the_authors_yes_and_followers_hear_of_it():
    idea = IdeaFactory()
    network, coordinator = make_network()
    row = beginning.adopt(idea, call(network), by=coordinator)

    row = consent.agree(row, by=idea.author)

    idea.refresh_from_db()
    assert (row.state, row.accepted_by) == (State.RUNNING, coordinator)
    assert (idea.case, idea.next_on) == (Case.OPEN, row.next_on)
    assert (coordinator.pk, "together_partner") in told("together.accepted")


def test_nobody_asks_an_author_who_speaks_for_the_partner(by):
    network, coordinator = make_network()
    idea = IdeaFactory(author=coordinator)

    adopted = beginning.adopt(idea, call(network), by=coordinator)

    assert (adopted.state, adopted.consent) == (State.RUNNING, Consent.OWN)


def test_without_an_account_to_ask_the_spk_asks_and_notes_it(by):
    row = beginning.offer(IdeaFactory(author=None), call(make_house()), by=by)

    row = consent.go_on_without(row, has_agreed=True, by=by)

    assert (row.state, row.consent) == (State.OFFERED, Consent.AGREED)


def test_an_author_has_their_days_before_the_spk_goes_on(by):
    row = beginning.offer(IdeaFactory(), call(make_house()), by=by)
    with pytest.raises(RuleViolation) as early:
        consent.go_on_without(row, has_agreed=False, by=by)
    Undertaking.objects.update(next_on=berlin_today() - timedelta(days=1))

    row = consent.go_on_without(row, has_agreed=False, by=by)

    assert early.value.code == "still_time"
    assert (row.state, row.consent) == (State.OFFERED, Consent.UNREACHED)


def test_a_double_click_asks_once_and_a_second_request_is_refused(by):
    idea, house, key = IdeaFactory(), make_house(), uuid.uuid4()
    first = beginning.offer(idea, call(house, key), by=by)

    assert beginning.offer(idea, call(house, key), by=by) == first
    with pytest.raises(RuleViolation) as again:
        beginning.offer(idea, call(house), by=by)

    assert again.value.code == "is_open"


@pytest.mark.parametrize(
    "fields",
    (
        {"visibility": Visibility.HIDDEN, "joining": "invitation"},
        {"publication": Publication.SUBMITTED},
    ),
    ids=("hidden", "waiting"),
)
def test_nothing_is_given_to_a_network_that_not_everybody_may_know(by, fields):
    network = NetworkFactory(**fields)

    with pytest.raises(RuleViolation) as refusal:
        beginning.offer(IdeaFactory(), call(network), by=by)

    assert refusal.value.code == "no_partner"


def test_an_actor_that_the_spk_does_not_know_carries_no_idea(by):
    with pytest.raises(RuleViolation) as refusal:
        beginning.offer(IdeaFactory(), call(make_house(is_verified=False)), by=by)

    assert refusal.value.code == "no_partner"


def test_those_near_and_on_topic_come_first_and_others_by_name():
    topic, elsewhere = TopicFactory(), RegionFactory()
    idea = IdeaFactory(topic=topic)
    near = make_house(name="Stadtteilzentrum nebenan")
    both = make_house(name="Initiative Platz", region=elsewhere)
    both.topics.add(topic)
    both.regions.add(idea.region)
    on_topic = NetworkFactory(region=elsewhere)
    on_topic.regions.clear()
    on_topic.topics.add(topic)
    far = make_house(name="Verein am Rand", region=elsewhere)
    make_undertaking(idea=idea, actor=make_house(name="Haus, das schon gefragt ist"))

    found = [each.partner for each in partners.proposals(idea)]
    by_name = [each.partner for each in partners.proposals(idea, "rand")]

    assert found == [both, near, on_topic]
    assert by_name == [far]


def test_the_partner_says_yes_and_all_who_follow_hear_until_when():
    row = make_undertaking(State.OFFERED)
    speaker = speaker_of(row.actor)

    row = taking.accept(row, report_on=SOON, joining="Samstags um zehn.", by=speaker)

    row.idea.refresh_from_db()
    assert (row.state, row.joining) == (State.RUNNING, "Samstags um zehn.")
    assert (row.idea.case, row.idea.next_on) == (Case.OPEN, SOON)


def test_the_clock_of_an_amt_goes_on_where_one_has_the_idea():
    idea = IdeaFactory(case=Case.REFERRED)
    due = idea.next_on
    row = make_undertaking(State.OFFERED, idea=idea)

    taking.accept(row, report_on=SOON, by=speaker_of(row.actor))

    idea.refresh_from_db()
    assert (idea.case, idea.next_on) == (Case.REFERRED, due)


@pytest.mark.parametrize("days", (0, -1, 400))
def test_a_report_is_promised_for_a_day_that_comes_soon_enough(days):
    row = make_undertaking(State.OFFERED)

    day = berlin_today() + timedelta(days=days)

    with pytest.raises(RuleViolation) as refusal:
        taking.accept(row, report_on=day, by=UserFactory())

    assert refusal.value.code == "day_wrong"


def test_a_no_reaches_whoever_asked_with_its_reason(by):
    row = make_undertaking(State.OFFERED, begun_by=by)

    row = taking.decline(row, reason="Uns fehlen die Leute.", by=speaker_of(row.actor))

    assert (row.state, row.ended_reason) == (State.DECLINED, "Uns fehlen die Leute.")
    assert told("together.declined") == {(by.pk, "moderator")}


def test_who_gives_up_hands_the_idea_back_to_the_spk():
    idea = IdeaFactory(case=Case.OPEN)
    row = make_undertaking(idea=idea)
    before = idea.next_on

    taking.give_up(row, reason="Der Verein löst sich auf.", by=speaker_of(row.actor))

    idea.refresh_from_db()
    assert idea.next_on < before
    with pytest.raises(RuleViolation) as again:
        taking.give_up(row, reason="Noch einmal.", by=UserFactory())
    assert again.value.code == "together_transition"


def test_a_reason_is_asked_for():
    row = make_undertaking(State.OFFERED)

    with pytest.raises(RuleViolation) as refusal:
        taking.decline(row, reason="  ", by=UserFactory())

    assert refusal.value.code == "reason_missing"
