"""Reports are weighed by independence: many of one kind say as much as one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participation.moderation import services
from participation.moderation.enums import Cause, Publication, ReportReason, Verdict
from participation.moderation.models import QueueItem, Report
from participation.moderation.queries.reports import reported_on
from participation.moderation.queries.weighing import weigh
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice, Origin
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import DecisionFactory, ReportFactory
from tests.participation.objections import tell_everything

pytestmark = pytest.mark.django_db
NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
OLD = 400  # days


def said(text="", *, at=0, days=None, network=""):
    """A report `at` so many seconds after noon, by an account so many days old."""
    return Report(
        reason=ReportReason.INSULT,
        text=text,
        reported_at=NOON + timedelta(seconds=at),
        account_days=days,
        network=network,
    )


def independent(*rows):
    return weigh(rows).independent


def test_people_who_are_known_count_for_themselves_whenever_they_come():
    rows = [said(f"Das stört mich aus Grund {n}", at=n, days=OLD) for n in range(5)]

    assert weigh(rows).independent == 5
    assert weigh(rows).reasons == []


def test_fresh_accounts_within_a_minute_of_each_other_are_one_wave():
    wave = [said(f"Das ist Grund Nummer {n}", at=n * 30, days=0) for n in range(50)]

    assert independent(*wave) == 1
    assert independent(*wave, said("Ich wohne dort", at=3, days=OLD)) == 2


def test_two_strangers_within_a_minute_are_two():
    assert independent(said("Eins", at=0), said("Zwei", at=40)) == 2


def test_strangers_hours_apart_are_independent():
    assert independent(*(said(at=n * 3600) for n in range(4))) == 4


def test_the_same_words_in_another_order_are_one_voice():
    rows = (
        said("Das ist eine üble Beleidigung!", at=0, days=OLD),
        said("Eine üble Beleidigung ist das", at=9_000, days=OLD),
        said("Ich fühle mich davon angegriffen.", at=20_000, days=OLD),
    )

    assert independent(*rows) == 2


def test_one_word_alike_says_nothing():
    assert independent(said("Spam", days=OLD), said("Spam", at=9_000, days=OLD)) == 2


def test_a_network_joins_strangers_and_no_whole_school():
    strangers = [said(at=n * 900, network="a") for n in range(3)]
    school = [said(at=n * 900, days=OLD, network="b") for n in range(30)]

    assert independent(*strangers) == 1
    assert independent(*school) == 30


def test_one_link_after_the_other_makes_one_voice():
    rows = (
        said("Weg mit diesem dummen Zeug", at=0, network="a"),
        said("Weg mit diesem dummen Zeug", at=4_000, network="b"),
        said("Ganz andere Worte als sonst", at=8_000, network="b"),
    )

    assert independent(*rows) == 1


def test_the_reasons_of_the_weighing_stand_in_words():
    wave = [said(at=n, network="a") for n in range(3)]

    assert weigh(wave).reasons == [
        "3 kamen kurz hintereinander, ohne Konto oder von sehr jungen Konten",
        "3 kamen aus demselben Netz",
    ]


def test_fifty_fresh_accounts_within_a_minute_hide_nothing_and_make_one_task():
    idea = IdeaFactory()
    notice = Notice(ReportReason.INSULT, "Das beleidigt alle hier.")

    for number in range(50):
        reports.report(
            idea, notice, by=UserFactory(), origin=Origin(network=f"192.0.2.{number}")
        )

    idea.refresh_from_db()
    item = QueueItem.objects.open().get()
    assert (idea.publication, item.cause) == (Publication.PUBLISHED, Cause.REPORTED)
    assert (item.report_count, item.report_weight) == (50, 1)
    assert idea.support_count == 0


def test_the_queue_marks_by_weight(client, sign_in):
    idea = IdeaFactory()
    for _ in range(12):
        reports.report(
            idea, Notice(ReportReason.OTHER, "Weg damit bitte jetzt"), by=None
        )

    page = sign_in(client, make_staff()).get(reverse("moderation:queue"))

    assert "12 Meldungen, davon etwa 1 unabhängig" in " ".join(page.text.split())


def test_the_item_shows_weight_reasons_and_what_people_say(client, sign_in):
    idea = IdeaFactory()
    for number in range(4):
        reports.report(
            idea,
            Notice(
                ReportReason.UNLAWFUL if number else ReportReason.ADVERTISING,
                f"Das geht so nicht, Nummer {number}",
                law_field="hate" if number else "",
                passage="der zweite Satz" if number else "",
            ),
            by=None,
        )
    item = QueueItem.objects.open().get()

    page = sign_in(client, make_staff()).get(item.get_absolute_url())

    text = " ".join(page.text.split())
    assert "4 Meldungen, davon etwa 1 unabhängig" in text
    assert "4 kamen kurz hintereinander" in text
    assert "Hass oder Hetze gegen Menschen" in text
    assert "der zweite Satz" in text
    assert "verbergen bis zur Entscheidung" in text


def test_a_hold_keeps_the_reports_waiting_and_has_a_clock():
    idea = IdeaFactory()
    reports.report(idea, Notice(ReportReason.INSULT), by=UserFactory())
    moderator = make_staff()

    held = services.decide(
        QueueItem.objects.open().get(),
        verdict=Verdict.HIDE,
        reason=ReportReason.INSULT,
        version=1,
        by=moderator,
    )

    item = QueueItem.objects.open().get()
    assert (item.cause, item.report_count) == (Cause.HELD, 1)
    assert item.hold_until is not None
    assert not held.reports.exists()
    restored = services.decide(item, verdict=Verdict.RESTORE, version=1, by=moderator)
    assert restored.reports.count() == 1


def test_a_hold_that_lapses_is_overdue_at_the_desk(client, sign_in):
    idea = IdeaFactory()
    services.decide_directly(
        idea, verdict=Verdict.HIDE, reason="insult", version=1, by=make_staff()
    )
    late = timezone.now() - timedelta(days=3)
    QueueItem.objects.open().update(hold_until=late, promised_on=late.date())

    item = QueueItem.objects.open().get()
    page = sign_in(client, make_staff()).get("/heute/")

    assert item.is_overdue
    assert idea.title in page.text


def in_vain(neighbour, count):
    for _ in range(count):
        kept = DecisionFactory(target_id=0, verdict=Verdict.KEEP, reason="", text="")
        ReportFactory(target_id=0, reported_by=neighbour, decision=kept)


@pytest.mark.parametrize(("count", "hint"), ((19, 0), (20, 20)))
def test_many_reports_in_vain_are_a_hint_and_nothing_more(count, hint):
    neighbour, idea = UserFactory(), IdeaFactory()
    in_vain(neighbour, count)

    report = reports.report(idea, Notice(ReportReason.OTHER), by=neighbour)

    found = reported_on(report.item)
    assert (found.in_vain, found.weighing.independent) == (hint, 1)


def test_somebody_who_was_right_once_is_no_abuser():
    neighbour, idea = UserFactory(), IdeaFactory()
    in_vain(neighbour, 30)
    right = DecisionFactory(target_id=0, verdict=Verdict.REMOVE)
    ReportFactory(target_id=0, reported_by=neighbour, decision=right)

    report = reports.report(idea, Notice(ReportReason.OTHER), by=neighbour)

    assert reported_on(report.item).in_vain == 0


@pytest.mark.parametrize("rows", (1, 30))
def test_reports_cost_the_same_with_1_and_30(django_assert_num_queries, rows):
    idea = IdeaFactory()
    for _ in range(rows):
        reports.report(idea, Notice(ReportReason.OTHER), by=UserFactory())
    item = QueueItem.objects.open().get()
    tell_everything()

    with django_assert_num_queries(3):
        assert reported_on(item).total == rows
