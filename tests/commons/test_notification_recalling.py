"""News that no longer hold: taken back where no mail has told them, and only there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery import renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.notifications import services as notifications
from commons.notifications.models import Digest, Notification
from commons.notifications.services.digests import close_due
from commons.notifications.services.recalling import recall
from commons.verbs.models import Happening
from commons.verbs.services import happened
from participation.discussion.models import Comment
from participation.moderation.enums import Publication, Verdict
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DecisionFactory, IdeaFactory
from tests.participation.test_discussion_write import said
from tests.telling import past_undoing
from tests.wishing import at_once

pytestmark = pytest.mark.django_db


def followed(*users):
    idea = IdeaFactory(case="referred")
    for user in users:
        notifications.follow(user, idea, reason="supporter")
    return idea


def told(idea):
    happening = happened("idea.referred", idea, by=None)
    notifications.expand_due()
    return Happening.objects.get(pk=happening.pk)


def a_week_later():
    close_due(timezone.now() + timedelta(days=8))


def test_what_nobody_was_told_yet_is_told_to_nobody():
    idea = followed(UserFactory())
    happening = happened("idea.referred", idea, by=None)

    assert recall(happening) == 0

    assert notifications.expand_due() == 0
    assert not Notification.objects.exists()


def test_a_mail_of_its_own_is_recalled_and_the_line_goes_with_it():
    happening = told(followed(at_once(UserFactory())))

    assert recall(happening) == 1

    assert Delivery.objects.get().state == DeliveryState.RECALLED
    assert not Notification.objects.exists()


def test_what_waits_for_the_week_is_taken_out_and_no_empty_mail_goes():
    happening = told(followed(UserFactory()))

    assert recall(happening) == 1
    a_week_later()

    assert Digest.objects.get().delivery is None
    assert not Delivery.objects.exists()


def test_what_was_read_at_the_bell_stays_there():
    reader = UserFactory()
    happening = told(followed(reader))
    Notification.objects.update(read_at=timezone.now())

    assert recall(happening) == 0

    assert Notification.objects.filter(user=reader).count() == 1


def test_a_gathered_mail_that_still_waits_goes_without_it():
    reader = UserFactory()
    kept, wrong = followed(reader), followed(reader)
    told(kept)
    happening = told(wrong)
    a_week_later()

    assert recall(happening) == 1

    mail = Delivery.objects.get()
    text = renderers.get(mail.renderer)(mail).text
    assert mail.state == DeliveryState.QUEUED
    assert (kept.title in text, wrong.title in text) == (True, False)


def test_a_gathered_mail_in_which_nothing_is_left_does_not_go():
    happening = told(followed(UserFactory()))
    a_week_later()

    recall(happening)

    mail = Delivery.objects.get()
    with pytest.raises(Withdrawn):
        renderers.get(mail.renderer)(mail)


def test_a_mail_that_has_gone_stays_and_its_line_with_it():
    happening = told(followed(at_once(UserFactory()), UserFactory()))
    a_week_later()
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now())

    assert recall(happening) == 0

    assert Notification.objects.count() == 2


def test_a_telling_under_way_stops():
    happening = happened("idea.referred", followed(UserFactory()), by=None)
    Happening.objects.filter(pk=happening.pk).update(told_up_to=0)

    recall(happening)

    assert notifications.expand_due() == 0
    assert not Notification.objects.exists()


def test_a_line_of_several_tells_one_less_and_leads_to_the_newest_that_holds():
    reader = UserFactory()
    idea = followed(reader)
    comments = [said(idea, f"Nummer {number}") for number in range(3)]
    past_undoing()
    notifications.expand_due()
    last = Happening.objects.get(verb="comment.published", target_id=comments[2].pk)

    recall(last)

    line = Notification.objects.get(user=reader)
    assert (line.folded, line.happening.target_id) == (2, comments[1].pk)


def test_a_recalled_piece_inside_a_line_makes_it_one_less_and_it_leads_on():
    reader = UserFactory()
    idea = followed(reader)
    comments = [said(idea, f"Nummer {number}") for number in range(4)]
    past_undoing()
    notifications.expand_due()
    first, second, third, last = Happening.objects.filter(
        verb="comment.published", target_id__in=[one.pk for one in comments]
    ).order_by("pk")

    assert recall(second) == 2  # its author hears of it, too
    inside = Notification.objects.get(user=reader)
    Comment.objects.filter(pk=comments[1].pk).update(
        publication=Publication.HIDDEN, decision=DecisionFactory(verdict=Verdict.HIDE)
    )
    for happening in (last, third):
        recall(happening)

    line = Notification.objects.get(user=reader)
    assert (inside.folded, inside.happening) == (3, last)
    assert (line.folded, line.happening) == (1, first)


def test_a_piece_of_an_earlier_line_takes_nothing_from_a_later_one():
    reader = UserFactory()
    idea = followed(reader)
    early = told_comment(idea, "Nummer 1")
    told_comment(idea, "Nummer 2")
    notifications.mark_all_read(reader, up_to=timezone.now())
    told_comment(idea, "Nummer 3")
    told_comment(idea, "Nummer 4")

    assert recall(early) == 1  # the author of the idea has read nothing

    folded = Notification.objects.filter(user=reader).order_by("pk")
    assert [row.folded for row in folded] == [2, 2]


def told_comment(idea, text):
    comment = said(idea, text)
    past_undoing()
    notifications.expand_due()
    return Happening.objects.get(verb="comment.published", target_id=comment.pk)
