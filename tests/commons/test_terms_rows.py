"""Rules of the house: rows are added, never changed, and the newest holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.incoming.models import MailTerms
from commons.terms import queries
from commons.terms.services import change
from commons.verbs.models import Happening
from participation.referrals.enums import Automatic
from participation.referrals.models import ClockTerms, SuggestionTerms
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db
VERB = "mail.terms_changed"


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


def test_defaults_hold_until_somebody_changes_them():
    held = queries.current(MailTerms)

    assert (held.pk, held.keep_days, held.most_megabytes) == (None, 90, 20)
    assert not MailTerms.objects.exists()


def test_change_is_a_row_of_its_own_and_is_recorded(coordinator):
    first = change(MailTerms, {"keep_days": 30}, by=coordinator, verb=VERB)
    second = change(MailTerms, {"most_an_hour": 5}, by=coordinator, verb=VERB)

    assert queries.earlier(MailTerms) == [second, first]
    assert queries.current(MailTerms) == second
    assert (second.keep_days, second.most_an_hour) == (30, 5)
    assert (second.changed_by, first.most_an_hour) == (coordinator, 30)
    told = Happening.objects.filter(verb=VERB).values_list("kind", "target_id", "by_id")
    assert list(told.order_by("pk")) == [
        ("mail_terms", first.pk, coordinator.pk),
        ("mail_terms", second.pk, coordinator.pk),
    ]
    assert AuditEntry.objects.filter(verb=VERB).count() == 2


def test_same_rules_again_write_nothing(coordinator):
    held = change(MailTerms, {"keep_days": 30}, by=coordinator, verb=VERB)

    again = change(MailTerms, {"keep_days": 30}, by=coordinator, verb=VERB)
    defaults = change(SuggestionTerms, {"is_shown": True}, by=coordinator, verb=VERB)

    assert (again, defaults.pk) == (held, None)
    assert Happening.objects.filter(verb=VERB).count() == 1


def test_rules_of_the_one_row_are_the_first_version(coordinator):
    old = MailTerms.objects.create(pk=1, keep_days=60, changed_at=timezone.now())

    new = change(MailTerms, {"keep_days": 30}, by=coordinator, verb=VERB)

    assert queries.earlier(MailTerms) == [new, old]
    assert new.pk > old.pk


def test_change_by_the_release_before_counts_and_meets_no_row_of_ours(coordinator):
    """During a rollover old processes still write into the row with the key 1."""
    ours = change(MailTerms, {"keep_days": 30}, by=coordinator, verb=VERB)
    later = timezone.now() + timedelta(seconds=1)
    values = {"keep_days": 60, "changed_at": later, "changed_by": coordinator}

    theirs, is_new = MailTerms.objects.update_or_create(pk=1, defaults=values)

    assert (is_new, ours.pk > 1) == (True, True)
    assert queries.current(MailTerms) == theirs
    assert change(MailTerms, {"keep_days": 7}, by=coordinator, verb=VERB).pk > 1


def test_row_without_a_day_is_older_than_one_with():
    undated = MailTerms.objects.create(keep_days=60)
    dated = MailTerms.objects.create(keep_days=30, changed_at=timezone.now())
    MailTerms.objects.create(keep_days=7)

    assert queries.current(MailTerms) == dated
    assert queries.earlier(MailTerms)[-1] == undated


def test_facts_speak_as_people_do():
    terms = ClockTerms(automatic=Automatic.HEAD, board_email="")
    said = {fact.label: fact.value for fact in queries.facts_of(terms)}
    switch = queries.facts_of(SuggestionTerms(is_shown=False))[0]

    assert said["Ohne Freigabe geht hinaus"] == str(Automatic.HEAD.label)
    assert said["Postfach für die Liste des Bezirksamts"] == "nicht gesetzt"
    assert (switch.label, switch.value) == ("Vorschläge zeigen", "nein")


def test_line_made_of_labels_stands_where_an_app_has_no_words():
    line = queries.in_one_line(SuggestionTerms())

    assert line == (
        "Vorschläge zeigen: ja · Ab wie viel Prozent ein Vorschlag als sicher gilt: 60"
    )
