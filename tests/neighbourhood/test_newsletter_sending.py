"""Letting a Rundbrief go: who gets it, when, and how it is stopped."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.models import PlatformGrant
from commons.clock import BERLIN
from commons.delivery import renderers
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.terms import services as terms
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms
from neighbourhood.newsletters.queries.sending import progress
from neighbourhood.newsletters.services import (
    correcting,
    editing,
    leaving,
    releasing,
    sending,
)
from tests.factories.accounts import make_staff
from tests.neighbourhood.reading_letters import ADDRESS, here, published, subscribed
from tests.neighbourhood.writing_letters import (
    code_of,
    draft,
    readers,
    released,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_alone")]


def mails(newsletter):
    return Delivery.objects.filter(key__startswith=newsletter.key_prefix)


def state_of(newsletter):
    return Newsletter.objects.values_list("state", flat=True).get(pk=newsletter.pk)


def went(newsletter):
    """As if the outbox had sent all that waits."""
    waiting = mails(newsletter).filter(
        state=DeliveryState.QUEUED, next_attempt_at__lte=timezone.now()
    )
    return waiting.update(state=DeliveryState.SENT, sent_at=timezone.now())


def test_each_confirmed_subscriber_of_the_stadtteil_gets_one_mail_in_the_slow_lane():
    mine = readers(3)
    subscribed("woanders@example.net", here("buch"))
    everywhere = subscribed("alle@example.net", is_everywhere=True)
    newsletter = released()

    handed = sending.run(newsletter.pk) + sending.run(newsletter.pk)

    assert handed == 4
    assert {row.key for row in mails(newsletter)} == {
        f"newsletter:{newsletter.pk}:{row.pk}" for row in (*mine, everywhere)
    }
    assert set(mails(newsletter).values_list("lane", "renderer")) == {
        (Lane.BULK, "newsletter")
    }
    assert state_of(newsletter) == NewsletterState.SENDING
    assert went(newsletter) == 4
    sending.send_due()
    assert state_of(newsletter) == NewsletterState.SENT


def test_it_has_a_number_of_its_stadtteil_and_year_from_its_release(editor):
    first, second = released(by=editor), released(by=editor)
    elsewhere = released(by=editor, region=here("buch"))

    year = timezone.localtime().year
    assert [(row.year, row.number) for row in (first, second, elsewhere)] == [
        (year, 1),
        (year, 2),
        (year, 1),
    ]


def test_who_subscribes_after_it_went_gets_the_next_one_who_leaves_gets_none():
    early, leaves = readers(2)
    newsletter = released()
    sending.run(newsletter.pk)

    readers(1, start=7)
    Newsletter.objects.filter(pk=newsletter.pk).update(handed_at=None)
    sending.run(newsletter.pk)
    leaving.end(leaves.pk)

    assert mails(newsletter).count() == 2
    with pytest.raises(renderers.Withdrawn):
        renderers.get("newsletter")(
            mails(newsletter).get(key__endswith=f":{leaves.pk}")
        )
    kept = renderers.get("newsletter")(
        mails(newsletter).get(key__endswith=f":{early.pk}")
    )
    assert "Guten Tag." in kept.text


def test_without_any_subscriber_it_is_public_all_the_same():
    newsletter = released()

    sending.send_due()

    assert state_of(newsletter) == NewsletterState.SENT
    assert Newsletter.objects.public().get() == newsletter


def test_it_waits_for_its_hour_and_may_be_taken_back_until_then(editor):
    hour = timezone.now() + timedelta(hours=5)
    newsletter = released(by=editor, planned_for=hour)
    readers(1)

    assert sending.send_due() == 0
    releasing.take_back(newsletter, by=editor)
    assert sending.send_due(now=hour) == 0
    newsletter.refresh_from_db()
    assert (newsletter.state, newsletter.number, newsletter.planned_for) == (
        NewsletterState.DRAFT,
        1,
        None,
    )
    releasing.release(newsletter, changes=newsletter.changes, by=editor)
    assert sending.send_due() == 1
    assert code_of(releasing.take_back, newsletter, by=editor) == (
        "newsletter_transition"
    )


def test_nobody_stands_for_it_any_more_so_it_is_a_draft_again(editor):
    newsletter = released(by=editor)
    PlatformGrant.objects.filter(user=editor).update(withdrawn_at=timezone.now())

    sending.send_due()

    assert state_of(newsletter) == NewsletterState.DRAFT


def test_an_hour_lies_ahead_within_three_months(editor):
    newsletter = draft(by=editor, intro="Guten Tag.")
    now = timezone.now()

    for hour in (now - timedelta(hours=1), datetime(2999, 1, 1, tzinfo=BERLIN)):
        assert (
            code_of(
                releasing.release, newsletter, changes=0, by=editor, planned_for=hour
            )
            == "newsletter_hour"
        )


def test_nobody_releases_what_they_have_not_seen_or_what_says_nothing(editor):
    empty = draft(by=editor)
    newsletter = draft(by=editor, intro="Guten Tag.")
    news = editing.News("Fest", "Samstag.")
    editing.add_news(newsletter, news, by=make_staff())

    assert code_of(releasing.release, empty, changes=0, by=editor) == (
        "newsletter_empty"
    )
    assert code_of(releasing.release, newsletter, changes=0, by=editor) == (
        "newsletter_changed"
    )


def test_a_second_person_releases_where_the_house_says_so(editor):
    terms.change(
        NewsletterTerms,
        {"needs_second_person": True},
        by=make_staff(Role.COORDINATOR),
        verb="newsletter.terms_changed",
    )
    newsletter = draft(by=editor, intro="Guten Tag.")

    assert code_of(releasing.release, newsletter, changes=0, by=editor) == (
        "newsletter_second_person"
    )
    releasing.release(newsletter, changes=0, by=make_staff())
    assert state_of(newsletter) == NewsletterState.RELEASED


def test_stopped_nothing_leaves_continued_the_rest_does(editor):
    readers(4)
    newsletter = released(by=editor)
    sending.run(newsletter.pk)
    gone = mails(newsletter).order_by("pk").first()
    mails(newsletter).filter(pk=gone.pk).update(
        state=DeliveryState.SENT, sent_at=timezone.now()
    )

    sending.stop(newsletter, by=editor)
    while_stopped = (went(newsletter), sending.send_due(), sending.run(newsletter.pk))
    sending.resume(newsletter, by=editor)

    assert while_stopped == (0, 0, 0)
    assert went(newsletter) == 3
    sending.send_due()
    assert state_of(newsletter) == NewsletterState.SENT


def test_what_a_server_turned_away_while_stopped_does_not_leave(editor):
    readers(1)
    newsletter = released(by=editor)
    sending.run(newsletter.pk)
    sending.stop(newsletter, by=editor)
    mails(newsletter).update(next_attempt_at=timezone.now())

    sending.send_due()

    assert went(newsletter) == 0


def test_stopped_in_the_middle_of_handing_over_it_goes_on_there(editor, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    readers(5)
    newsletter = released(by=editor)
    sending._begin(newsletter.pk)
    sending._hand_over(newsletter.pk)

    sending.stop(newsletter, by=editor)
    assert (sending._hand_over(newsletter.pk), mails(newsletter).count()) == (0, 2)
    sending.resume(newsletter, by=editor)

    assert sending.send_due() == 3
    assert mails(newsletter).count() == 5


def test_left_at_that_the_rest_never_gets_it(editor):
    readers(3)
    newsletter = released(by=editor)
    sending.run(newsletter.pk)
    sending.stop(newsletter, by=editor)

    sending.leave_at_that(newsletter, by=editor)
    sending.send_due()

    assert state_of(newsletter) == NewsletterState.SENT
    assert set(mails(newsletter).values_list("state", flat=True)) == {
        DeliveryState.RECALLED
    }
    assert progress(newsletter).left_over == 3
    assert code_of(sending.resume, newsletter, by=editor) == "newsletter_transition"


def test_a_test_goes_to_whoever_asks_alone_as_often_as_they_like(editor):
    newsletter = draft(by=editor, intro="Guten Tag.")

    for _ in range(2):
        releasing.send_test(newsletter, by=editor)

    rows = list(Delivery.objects.filter(renderer="newsletter"))
    assert [row.to_user_id for row in rows] == [editor.pk, editor.pk]
    mail = renderers.get("newsletter")(rows[0])
    assert mail.subject.startswith("Probe: ")
    assert "List-Unsubscribe" not in dict(mail.headers)
    assert progress(newsletter).total == 0


def test_a_correction_goes_by_mail_only_where_chosen_and_only_to_who_got_it(editor):
    got = subscribed(ADDRESS)
    newsletter = released(by=editor)
    sending.run(newsletter.pk)
    assert code_of(
        correcting.correct, newsletter, "Um 15 Uhr.", is_mailed=True, by=editor
    ) == ("newsletter_on_its_way")
    went(newsletter)
    sending.send_due()
    readers(1)

    quiet = correcting.correct(newsletter, "Um 15 Uhr.", is_mailed=False, by=editor)
    loud = correcting.correct(newsletter, "Um 16 Uhr.", is_mailed=True, by=editor)
    sending.send_due()
    sending.send_due()

    keys = Delivery.objects.filter(renderer="newsletter_correction")
    assert [row.key for row in keys] == [f"correction:{loud.pk}:{got.pk}"]
    assert (progress(quiet).total, progress(loud).waiting) == (0, 1)


def test_a_draft_is_changed_and_not_corrected(editor):
    newsletter = draft(by=editor)

    assert code_of(
        correcting.correct, newsletter, "Nein.", is_mailed=False, by=editor
    ) == ("newsletter_not_public")
    correcting.correct(published(), "Ja.", is_mailed=False, by=editor)
