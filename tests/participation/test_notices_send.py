"""What was released leaves: one mail a person, the bell, the way, the next day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.notifications import services as follows, subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Notification
from commons.notifications.services import preferences
from commons.notifications.services.follows import mute
from commons.verbs.models import Happening
from participation.ideas.enums import AnswerWay, Case
from participation.ideas.queries.way import way_of
from participation.ideas.services import cases, support
from participation.moderation.enums import Publication, Verdict
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.services import receipts, releasing, sending
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import DecisionFactory, IdeaFactory
from tests.factories.notices import NoticeFactory
from tests.participation.breaking import break_row, mend_row
from tests.participation.entering import published, submitted
from tests.participation.noticing import after, on, open_case, watched
from tests.wishing import at_once, waits

pytestmark = pytest.mark.django_db
DAY = after(14)


def mails():
    return list(Delivery.objects.filter(renderer=sending.RENDERER).order_by("pk"))


def rendered(delivery):
    return renderers.get(delivery.renderer)(delivery)


def released(**idea):
    open_case(next_in=10, **idea)
    notice = watched(DAY)[-1]
    with on(DAY):
        return releasing.release(notice, by=make_staff())


def leave():
    with on(DAY, hour=10):
        return sending.send_due()


def test_nothing_leaves_before_its_hour():
    released()

    with on(DAY, hour=9):
        assert sending.send_due() == 0
    assert mails() == []


def test_it_is_told_once_and_the_named_day_moves():
    notice = released()

    assert (leave(), leave()) == (1, 0)

    notice.refresh_from_db()
    mail = rendered(mails()[0])
    assert notice.state == NoticeState.SENT
    assert notice.idea.next_on == notice.next_on
    assert notice.text.splitlines()[0] in mail.text
    assert mail.subject == f"Zwischennachricht zur Idee {notice.idea.number}"
    assert ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") in mail.headers


def test_one_that_breaks_keeps_none_waiting():
    broken, other = released(), released()
    break_row(broken)

    assert leave() == 1
    broken.refresh_from_db()
    other.refresh_from_db()
    assert (broken.state, other.state) == (NoticeState.RELEASED, NoticeState.SENT)

    mend_row(broken)
    assert (leave(), leave()) == (1, 0)


def test_several_ideas_of_one_person_make_one_mail():
    author = UserFactory()
    titles = [released(author=author).idea.title for _number in range(3)]

    leave()

    mail = rendered(*mails())
    assert [title in mail.text for title in titles] == [True] * 3
    assert mail.subject == "Zwischennachrichten zu 3 Ideen"
    assert Notification.objects.filter(user=author).count() == 3


def test_followers_get_theirs_together_with_their_own():
    first, second = released(), released()
    reader = at_once(UserFactory())
    for notice in (first, second):
        support.give(notice.idea, by=reader)

    leave()

    mine = Delivery.objects.get(to_user=reader)
    assert len(mine.params["notices"]) == 2
    assert "Sie bekommen diese Mail" in rendered(mine).text


def test_whoever_gathers_mail_about_what_they_follow_gets_none_of_its_own():
    notice = released()
    reader = UserFactory()
    support.give(notice.idea, by=reader)

    leave()

    assert [mail.to_user for mail in mails()] == [notice.idea.author]
    assert waits(reader) == Pace.WEEKLY


@pytest.mark.parametrize("pace", (Pace.DAILY, Pace.WEEKLY))
def test_even_of_own_ideas_only_who_hears_at_once_gets_a_mail_of_its_own(pace):
    notice = released()
    preferences.set_pace(notice.idea.author, subjects.OWN, pace)

    leave()

    assert mails() == []
    assert waits(notice.idea.author) == pace


def test_during_a_pause_it_waits_for_the_mail_after_it():
    notice = released()
    preferences.pause(notice.idea.author, DAY + timedelta(days=7))

    leave()

    assert mails() == []
    assert waits(notice.idea.author) == Pace.DAILY


def test_whoever_wants_no_mail_has_the_bell():
    notice = released()
    follows.set_mail(notice.idea.author, wanted=False)

    leave()

    assert mails() == []
    assert Notification.objects.filter(user=notice.idea.author).count() == 1


def test_a_muted_idea_says_nothing():
    notice = released()
    follows.follow(notice.idea.author, notice.idea)
    mute(notice.idea.author, notice.idea)

    assert leave() == 1
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("way", (AnswerWay.LETTER, AnswerWay.CALL, AnswerWay.MAIL))
def test_people_without_an_account_are_reached_their_way(way):
    idea = submitted(way)
    published(idea)
    NoticeFactory(idea=idea, state=NoticeState.RELEASED)
    before = Delivery.objects.count()

    sending.send_due()

    told = Delivery.objects.order_by("pk")[before:]
    assert [row.to_address for row in told] == [f"idea-contact:{idea.contact.pk}"]
    assert idea.title in rendered(told[0]).text


def test_what_was_overtaken_meanwhile_stays():
    notice = released()
    InterimNotice.objects.update(released_at=timezone.now() - timedelta(days=999))

    assert leave() == 0

    notice.refresh_from_db()
    assert notice.state == NoticeState.OVERTAKEN


def test_the_way_shows_it_with_day_and_words_and_not_before():
    notice = released()
    early = [step.title for step in way_of(notice.idea)]
    leave()
    notice.idea.refresh_from_db()

    steps = {step.title: step for step in way_of(notice.idea)}

    assert "Zwischennachricht" not in early
    assert "Wir haben sie nicht vergessen" in steps["Zwischennachricht"].text
    named = steps["Nächste Nachricht, spätestens an diesem Tag"]
    assert named.at == notice.next_on


def test_edited_words_are_told_as_they_are_in_every_language():
    reader = at_once(UserFactory(language="en"))
    notice = NoticeFactory(
        state=NoticeState.RELEASED, text="Wir sind dran.", is_edited=True
    )
    follows.follow(reader, notice.idea)

    sending.send_due()

    assert "Wir sind dran." in rendered(Delivery.objects.get(to_user=reader)).text


def test_an_idea_that_left_the_public_is_told_to_its_author_alone():
    notice = released()
    reader = at_once(UserFactory())
    support.give(notice.idea, by=reader)
    leave()
    notice.idea.publication = Publication.HIDDEN
    notice.idea.decision = DecisionFactory(verdict=Verdict.HIDE)
    notice.idea.save()

    with pytest.raises(Withdrawn):
        rendered(Delivery.objects.get(to_user=reader))
    assert rendered(Delivery.objects.get(to_user=notice.idea.author)).text


def test_a_killed_run_tells_nobody_half(monkeypatch):
    notice = released()

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(sending, "_mail", die)
        with pytest.raises(KeyboardInterrupt):
            leave()

    notice.refresh_from_db()
    assert notice.state == NoticeState.RELEASED
    assert Happening.objects.filter(verb="notice.sent").count() == 0
    assert leave() == 1


def test_the_receipt_names_the_day_of_the_first_look():
    author = UserFactory()
    idea = IdeaFactory(publication=Publication.SUBMITTED, case=Case.NONE, author=author)
    happening = type("Verb", (), {"key": "idea.submitted"})

    receipts.follow(verb=happening, target=idea, happening=None)
    receipts.follow(verb=happening, target=idea, happening=None)

    mail = rendered(Delivery.objects.get(key=f"receipt:{idea.pk}"))
    first = [step.at for step in way_of(idea) if step.state == "next"]
    assert f"Sie hören bis zum {first[0].day}. " in mail.text
    assert first[0] > berlin_today()


def test_whose_idea_is_public_by_then_gets_no_receipt():
    idea = IdeaFactory()
    verb = type("Verb", (), {"key": "idea.submitted"})
    receipts.follow(verb=verb, target=idea, happening=None)

    with pytest.raises(Withdrawn):
        rendered(Delivery.objects.get(key=f"receipt:{idea.pk}"))


@pytest.mark.parametrize(
    "wish",
    (
        lambda author: follows.set_mail(author, wanted=False),
        lambda author: preferences.set_pace(author, subjects.OWN, Pace.WEEKLY),
        lambda author: preferences.set_pace(author, subjects.OWN, Pace.BELL),
        lambda author: preferences.pause(author, berlin_today() + timedelta(days=3)),
    ),
    ids=("none", "weekly", "bell", "pause"),
)
def test_a_receipt_goes_at_once_or_not_at_all(wish):
    author = UserFactory()
    idea = IdeaFactory(publication=Publication.SUBMITTED, case=Case.NONE, author=author)
    happening = type("Verb", (), {"key": "idea.submitted"})
    receipts.follow(verb=happening, target=idea, happening=None)

    wish(author)

    with pytest.raises(Withdrawn):
        rendered(Delivery.objects.get(key=f"receipt:{idea.pk}"))


def test_a_closed_case_keeps_no_day():
    notice = released()
    cases.close(notice.idea, by=make_staff())

    assert leave() == 0


def test_all_of_an_hour_lock_the_digests_of_their_readers_once_and_in_order():
    first, second = UserFactory(), UserFactory()
    for reader in (second, first):
        notice = NoticeFactory(state=NoticeState.RELEASED)
        follows.follow(reader, notice.idea)

    with CaptureQueriesContext(connection) as captured:
        sending.send_due()

    opening = [
        q["sql"] for q in captured if "INSERT INTO notifications_digest" in q["sql"]
    ]
    rows = [q["sql"] for q in captured if "INSERT INTO notifications_notif" in q["sql"]]
    assert (len(opening), len(rows)) == (1, 2)
    assert "ORDER BY user_id, pace" in opening[0]
    assert (waits(first), waits(second)) == (Pace.WEEKLY, Pace.WEEKLY)
