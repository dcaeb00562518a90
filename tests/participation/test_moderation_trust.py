"""Rules of trust publish at once what people with a clean record write."""

from datetime import timedelta
from itertools import cycle

import pytest
from django.db import IntegrityError
from django.utils import timezone

from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.moderation import services, tasks
from participation.moderation.enums import (
    Automation,
    Cause,
    Publication,
    Reason,
    Strength,
    Verdict,
)
from participation.moderation.models import (
    Decision,
    QueueItem,
    TrustPause,
    TrustRule,
)
from participation.moderation.queries import trust as queries
from participation.moderation.services import hints, trust
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
OLD = timedelta(days=400)
LOUD = "Rufen Sie mich bitte deswegen an: 030 90295 2700, gern abends."
# Each time something else, or it would be hinted at as said already.
WISHES = cycle(
    (
        ("Zebrastreifen", "Morgens kommt niemand sicher über die breite Fahrbahn."),
        ("Bücherbox", "Eine alte Telefonzelle könnte Romane zum Tauschen aufnehmen."),
        ("Trinkbrunnen", "Im Juli verdursten hier Spaziergänger mitsamt Hund."),
        ("Hochbeete", "Nachbarn würden gern Tomaten und Kräuter gießen."),
        ("Schachtische", "Rentner spielen bisher auf einer wackligen Holzkiste."),
        ("Nachtbus", "Nach Mitternacht läuft man vom Theater eine Stunde heim."),
        ("Wickelraum", "Eltern finden nirgends eine saubere Ablage für Säuglinge."),
        ("Skateranlage", "Jugendliche rollen derzeit vor dem Supermarkt umher."),
        ("Blühwiese", "Statt kurzem Rasen wären Mohn und Kornblumen schön."),
        ("Reparaturtreff", "Toaster landen im Schrott, obwohl ein Kabel fehlt."),
    )
)


@pytest.fixture
def staff():
    return make_staff()


def terms(**changes):
    said = {
        "kind": "idea",
        "region": None,
        "accepted": 2,
        "clean_months": 12,
        "account_days": 30,
        "strongest_hint": Strength.WEAK,
        "check_every": 0,
    }
    return trust.Terms(**(said | changes))


def somebody(staff, accepted=2, **fields):
    """An account of long standing with so many accepted ideas."""
    fields.setdefault("date_joined", timezone.now() - OLD)
    author = UserFactory(**fields)
    for _ in range(accepted):
        services.decide(
            make_item(author=author), verdict=Verdict.PUBLISH, version=1, by=staff
        )
    return author


def handed_in(author, text="", **fields):
    title, words = next(WISHES)
    item = make_item(author=author, title=title, text=text or words, **fields)
    tasks.screen(item_id=item.pk)
    item.refresh_from_db()
    return item


def state_of(item):
    return Idea.objects.get(pk=item.target_id).publication


def decline(item, staff, reason=Reason.INSULT):
    return services.decide(
        item,
        verdict=Verdict.DECLINE,
        reason=reason,
        text="Bitte sachlich.",
        version=1,
        by=staff,
    )


def test_a_rule_publishes_what_somebody_trusted_writes(staff):
    rule = trust.create(terms(), by=staff)
    item = handed_in(somebody(staff))

    assert state_of(item) == Publication.PUBLISHED
    assert not item.is_open
    decision = Decision.objects.get(item=item)
    assert (decision.trust_rule, decision.decided_by, decision.automation) == (
        rule,
        None,
        Automation.TRUST_RULE,
    )


@pytest.mark.parametrize(
    ("changes", "person"),
    (
        ({"accepted": 3}, {}),
        ({"account_days": 500}, {}),
        ({"kind": "comment"}, {}),
        ({}, {"accepted": 1}),
        ({}, {"date_joined": timezone.now()}),
        ({}, {"is_active": False}),
    ),
)
def test_whoever_does_not_fit_the_rule_is_read_first(staff, changes, person):
    trust.create(terms(**changes), by=staff)

    assert state_of(handed_in(somebody(staff, **person))) == Publication.SUBMITTED


def test_without_a_rule_everything_is_read_first(staff):
    assert state_of(handed_in(somebody(staff))) == Publication.SUBMITTED


def test_a_rule_of_one_region_trusts_nobody_elsewhere(staff):
    here, there = RegionFactory(), RegionFactory()
    trust.create(terms(region=here), by=staff)
    author = somebody(staff)

    assert state_of(handed_in(author, region=there)) == Publication.SUBMITTED
    assert state_of(handed_in(author, region=here)) == Publication.PUBLISHED


@pytest.mark.parametrize(
    ("allowed", "state"),
    (
        (Strength.MEDIUM, Publication.SUBMITTED),
        (Strength.STRONG, Publication.PUBLISHED),
    ),
)
def test_a_strong_hint_stops_a_rule_unless_it_says_otherwise(staff, allowed, state):
    trust.create(terms(strongest_hint=allowed), by=staff)

    assert state_of(handed_in(somebody(staff), LOUD)) == state


def test_a_decision_against_somebody_stops_the_rule_for_its_months(staff):
    trust.create(terms(clean_months=6), by=staff)
    author = somebody(staff)
    decision = decline(make_item(author=author), staff)

    assert state_of(handed_in(author)) == Publication.SUBMITTED
    Decision.objects.filter(pk=decision.pk).update(
        decided_at=timezone.now() - timedelta(days=200)
    )
    assert state_of(handed_in(author)) == Publication.PUBLISHED


def test_being_sent_another_way_is_nothing_against_anybody(staff):
    trust.create(terms(), by=staff)
    author = somebody(staff)
    decline(make_item(author=author), staff, reason=Reason.DEFECT)

    assert state_of(handed_in(author)) == Publication.PUBLISHED


def test_what_a_rule_published_makes_nobody_more_trusted(staff):
    trust.create(terms(accepted=2), by=staff)
    author = somebody(staff)
    handed_in(author)

    record = queries.records_of([author.pk])[author.pk]

    assert len(record.accepted) == 2


def test_what_somebody_reads_just_now_is_left_to_them(staff):
    trust.create(terms(), by=staff)
    title, words = next(WISHES)
    item = make_item(author=somebody(staff), title=title, text=words)
    services.claim(item, by=staff)

    tasks.screen(item_id=item.pk)

    assert state_of(item) == Publication.SUBMITTED


def test_a_changed_rule_is_a_new_version_and_the_old_one_stays_true(staff):
    rule = trust.create(terms(), by=staff)
    item = handed_in(somebody(staff))

    fresh = trust.change(rule, terms(accepted=5), by=staff)

    decision = Decision.objects.get(item=item)
    assert (str(decision.trust_rule), decision.trust_rule.accepted) == ("Regel 1", 2)
    assert (str(fresh), fresh.is_active) == ("Regel 1, Fassung 2", True)
    assert TrustRule.objects.active().get() == fresh


def test_two_versions_never_count_at_once(staff):
    rule = trust.create(terms(), by=staff)
    trust.change(rule, terms(accepted=5), by=staff)

    with pytest.raises(RuleViolation) as refusal:
        trust.change(rule, terms(accepted=9), by=staff)
    assert refusal.value.code == "rule_ended"
    with pytest.raises(IntegrityError):
        TrustRule.objects.update(ended_at=None)


def test_a_rule_that_is_switched_off_publishes_nothing(staff):
    trust.end(trust.create(terms(), by=staff), by=staff)

    assert state_of(handed_in(somebody(staff))) == Publication.SUBMITTED


def test_every_drawn_contribution_is_looked_at_and_stays_public(staff):
    trust.create(terms(check_every=1), by=staff)
    item = handed_in(somebody(staff))

    check = QueueItem.objects.open().get(target_id=item.target_id)

    assert (check.cause, state_of(item)) == (Cause.SPOT_CHECK, Publication.PUBLISHED)
    tasks.screen(item_id=check.pk)
    check.refresh_from_db()
    assert check.is_open


def test_the_seed_draws_about_every_tenth_and_the_same_each_time(staff):
    rule = trust.create(terms(check_every=10), by=staff)

    drawn = [pk for pk in range(5_000) if trust.is_drawn(rule, "idea", pk)]

    assert 400 < len(drawn) < 600
    assert drawn == [pk for pk in range(5_000) if trust.is_drawn(rule, "idea", pk)]
    rule.seed += 1
    assert drawn != [pk for pk in range(5_000) if trust.is_drawn(rule, "idea", pk)]


def spot_check_of(author):
    item = handed_in(author)
    return QueueItem.objects.open().get(target_id=item.target_id)


def test_a_spot_check_that_passes_changes_nothing(staff):
    trust.create(terms(check_every=1), by=staff)
    author = somebody(staff)
    check = spot_check_of(author)

    services.decide(check, verdict=Verdict.KEEP, version=1, by=staff)

    assert state_of(check) == Publication.PUBLISHED
    assert state_of(handed_in(author)) == Publication.PUBLISHED


def test_a_failed_spot_check_takes_the_trust_away_until_staff_look(staff):
    trust.create(terms(check_every=1), by=staff)
    author = somebody(staff)
    services.decide(
        spot_check_of(author),
        verdict=Verdict.REMOVE,
        reason=Reason.INSULT,
        version=1,
        by=staff,
    )

    assert state_of(handed_in(author)) == Publication.SUBMITTED
    pause = TrustPause.objects.get(user=author)
    trust.trust_again(pause, by=staff)
    assert state_of(handed_in(author)) == Publication.PUBLISHED


def test_trust_comes_back_with_a_decision_that_is_reversed(staff):
    trust.create(terms(check_every=1), by=staff)
    author = somebody(staff)
    decision = services.decide(
        spot_check_of(author),
        verdict=Verdict.REMOVE,
        reason=Reason.INSULT,
        version=1,
        by=staff,
    )
    Decision.objects.filter(pk=decision.pk).update(
        undo_until=decision.decided_at + timedelta(seconds=30),
        kept={},
        undone_at=decision.decided_at,
    )

    assert not queries.is_paused(author.pk)


def test_a_decision_against_somebody_never_trusted_pauses_nobody(staff):
    decline(make_item(author=somebody(staff)), staff)

    assert not TrustPause.objects.exists()


def test_a_strong_hint_that_was_marked_wrong_counts_for_nothing(staff):
    item = handed_in(somebody(staff), LOUD)
    before = queries.strongest_hint(item.pk)

    for hint in item.hints.filter(code="personal_data"):
        hints.mark_wrong(hint, by=staff)

    assert (before, queries.strongest_hint(item.pk)) == (Strength.STRONG, 0)


def test_a_dry_run_says_what_a_rule_would_have_done(staff):
    author, newcomer = somebody(staff), somebody(staff, accepted=0)
    later = [handed_in(author) for _ in range(3)]
    handed_in(author, LOUD)
    handed_in(newcomer)
    for item in later:
        services.decide(item, verdict=Verdict.PUBLISH, version=1, by=staff)
    services.decide_directly(
        Idea.objects.get(pk=later[0].target_id),
        verdict=Verdict.REMOVE,
        reason=Reason.INSULT,
        version=1,
        by=staff,
    )
    rule = TrustRule(number=0, seed=0, **vars(terms()))

    seen = queries.rehearse(rule)

    # Two ideas made the author trusted, three and the loud one came after.
    assert (seen.total, seen.published, seen.removed) == (7, 3, 1)
    assert not Decision.objects.filter(trust_rule__isnull=False).exists()


def test_a_dry_run_asks_as_often_for_thirty_as_for_one(
    staff, django_assert_num_queries
):
    rule = TrustRule(number=0, seed=0, **vars(terms()))
    handed_in(somebody(staff))
    with django_assert_num_queries(16):
        queries.rehearse(rule)
    for _ in range(29):
        make_item(author=UserFactory())

    with django_assert_num_queries(16):
        queries.rehearse(rule)
