"""A mail of an Amt, read beside the original: what a person makes of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from commons.accounts.visitors import visitor_for
from commons.clock import berlin_date, berlin_today
from commons.errors import RuleViolation
from commons.files import services as files
from commons.incoming.models import Attachment
from commons.incoming.services.taking import PURPOSE
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.referrals import reply_states
from participation.referrals.enums import (
    ReferralState,
    ReplyState,
    ReturnReason,
    StatementSource,
)
from participation.referrals.models import (
    PendingStatement,
    PunctualityFigure,
    Statement,
)
from participation.referrals.queries import ladder, replies as queries
from participation.referrals.services import releasing, replies
from participation.referrals.services.responding import Said
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
)
from tests.factories.incoming import make_reply
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import QuestionFactory, ReferralFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
SAID = {"text": "Drei Bänke kommen.", "outcome": Outcome.WILL_BE_DONE.value}


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def member_of(department):
    user = UserFactory(secret=generate_totp_secret())
    DepartmentMembershipFactory(user=user, department=department)
    return user


def post(client, reply, action="show", **data):
    return client.post(reverse(f"referrals:reply-{action}", args=[reply.pk]), data)


def states_of(reply):
    reply.refresh_from_db()
    reply.referral.refresh_from_db()
    return reply.state, reply.referral.state


def test_the_amt_may_name_a_day_of_its_own_by_mail(desk, moderator):
    reply = make_reply(ReferralFactory())
    until = due_after(reply.referral.due_day, 10).day

    desk.post(reply.get_absolute_url(), {"action": "interim", "text": "Wir warten."})
    assert states_of(reply) == (ReplyState.DRAFT, ReferralState.SENT)
    desk.post(
        reply.get_absolute_url(),
        {"action": "interim", "text": "Wir warten.", "looking_until": until},
    )

    assert states_of(reply) == (ReplyState.STATED, ReferralState.ACKNOWLEDGED)
    assert (reply.referral.due_day, reply.label) == (
        until,
        "als Zwischenstand übernommen",
    )
    statement = Statement.objects.get()
    assert (statement.source, statement.looking_until, statement.is_interim) == (
        StatementSource.MAIL,
        until,
        True,
    )


def test_a_day_too_far_is_refused_and_the_mail_still_waits(desk):
    reply = make_reply(ReferralFactory())

    response = desk.post(
        reply.get_absolute_url(),
        {"action": "interim", "text": "Später.", "looking_until": "2039-01-03"},
    )

    assert response.status_code == 422
    assert states_of(reply) == (ReplyState.DRAFT, ReferralState.SENT)


def test_an_interim_word_by_mail_waits_for_a_second_person_of_the_amt(client, sign_in):
    department = DepartmentFactory(needs_four_eyes=True)
    reply = make_reply(ReferralFactory(department=department))
    until = due_after(reply.referral.due_day, 10).day

    sign_in(client, member_of(department)).post(
        reply.get_absolute_url(),
        {"action": "interim", "text": "Wir warten.", "looking_until": until},
    )

    assert PendingStatement.objects.get().looking_until == until
    assert not Statement.objects.exists()


def test_the_form_begins_with_what_is_new(desk):
    reply = make_reply(ReferralFactory())

    response = desk.get(reply.get_absolute_url())

    page = response.content.decode()
    assert response.context["form"]["text"].value() == "Guten Tag,\ndrei Bänke."
    assert "&gt; alt" in page


def test_confirmed_it_is_the_statement_of_the_amt(desk, moderator):
    reply = make_reply(ReferralFactory())

    response = post(desk, reply, action="show", **SAID)

    assert states_of(reply) == (ReplyState.STATED, ReferralState.STATED)
    statement = reply.statement
    assert response.url == reply.referral.get_absolute_url()
    assert (statement.text, statement.source, statement.stated_by) == (
        SAID["text"],
        StatementSource.MAIL,
        moderator,
    )
    assert reply.referral.idea.case == Case.STATEMENT_IN
    reply.mail.refresh_from_db()
    assert reply.mail.settled_by == moderator


def test_a_statement_needs_an_outcome_and_the_words_stay(desk):
    reply = make_reply(ReferralFactory())

    response = post(desk, reply, text="Drei Bänke.")

    assert response.status_code == 422
    assert response.context["form"]["text"].value() == "Drei Bänke."
    assert states_of(reply)[0] == ReplyState.DRAFT


def test_one_click_makes_it_a_question(desk):
    reply = make_reply(ReferralFactory())

    desk.post(reply.get_absolute_url(), {"text": "Welche Seite?", "action": "ask"})

    assert states_of(reply) == (ReplyState.ASKED, ReferralState.QUESTION)
    assert reply.referral.questions.get().text == "Welche Seite?"


def test_one_click_makes_it_a_return(desk):
    reply = make_reply(ReferralFactory())

    desk.post(reply.get_absolute_url(), {"text": "Der Senat.", "action": "return"})

    assert states_of(reply) == (ReplyState.RETURNED, ReferralState.RETURNED)
    assert (reply.referral.return_reason, reply.referral.return_text) == (
        ReturnReason.NOT_RESPONSIBLE,
        "Der Senat.",
    )


@pytest.mark.parametrize(
    ("action", "after"),
    (
        ("acknowledge", (ReplyState.ACKNOWLEDGED, ReferralState.ACKNOWLEDGED)),
        ("note", (ReplyState.NOTED, ReferralState.SENT)),
    ),
)
def test_what_is_no_answer_is_put_away(desk, action, after):
    reply = make_reply(ReferralFactory())

    post(desk, reply, action)

    assert states_of(reply) == after


def test_a_machines_mail_that_was_a_persons_is_taken_up(desk):
    reply = make_reply(ReferralFactory(), is_note=True, automatic="absence")
    label = reply.label

    post(desk, reply, "take-up")

    assert label == "Abwesenheitsnotiz"
    assert states_of(reply)[0] == ReplyState.DRAFT


@pytest.mark.parametrize("state", [s for s in ReplyState if s != ReplyState.DRAFT])
def test_nobody_decides_twice(desk, state):
    """Whatever became of it, a second press changes nothing."""
    reply = make_reply(ReferralFactory())
    post(desk, reply, "note")
    allowed = reply_states.may_become(ReplyState.NOTED, state)

    post(desk, reply, "acknowledge")

    assert not allowed
    assert states_of(reply)[0] == ReplyState.NOTED


def test_a_case_that_closed_meanwhile_takes_it_as_a_note_alone(desk):
    reply = make_reply(ReferralFactory(state=ReferralState.STATED))

    response = post(desk, reply, **SAID)
    post(desk, reply, "note")

    assert response.status_code == 422
    assert states_of(reply)[0] == ReplyState.NOTED


def test_a_member_of_the_amt_may_confirm(client, sign_in):
    reply = make_reply(ReferralFactory())
    member = member_of(reply.referral.department)
    sign_in(client, member)

    response = post(client, reply, **SAID)

    assert response.url == reverse("referrals:case-show", args=[reply.referral_id])
    assert states_of(reply)[0] == ReplyState.STATED


def test_by_mail_nobody_gets_round_the_second_pair_of_eyes(client, sign_in):
    """Whoever writes a mail and confirms it with an account is still one person."""
    department = DepartmentFactory(needs_four_eyes=True)
    reply = make_reply(ReferralFactory(department=department))
    member, second = member_of(department), member_of(department)
    sign_in(client, member)

    post(client, reply, **SAID)

    assert states_of(reply) == (ReplyState.NOTED, ReferralState.ACKNOWLEDGED)
    assert not Statement.objects.exists()
    waiting = PendingStatement.objects.waiting().get()
    assert (waiting.text, waiting.written_by) == (SAID["text"], member)
    with pytest.raises(RuleViolation):
        releasing.release(waiting, releaser="Zweites Postfach", by=member)
    releasing.release(waiting, releaser="Leitung", by=second)
    assert Statement.objects.get().text == SAID["text"]


@pytest.mark.parametrize("who", ("resident", "elsewhere", "author"))
def test_others_do_not_read_it(client, sign_in, who):
    author = UserFactory()
    reply = make_reply(ReferralFactory(idea__author=author))
    users = {
        "resident": UserFactory,
        "elsewhere": lambda: make_regional_moderator(RegionFactory()),
        "author": lambda: author,
    }
    sign_in(client, users[who]())

    assert client.get(reply.get_absolute_url()).status_code == 404


def test_nobody_reads_mails_about_an_own_idea(client, sign_in, moderator):
    reply = make_reply(ReferralFactory(idea__author=moderator))
    sign_in(client, moderator)

    assert client.get(reply.get_absolute_url()).status_code == 403
    assert list(queries.waiting(visitor_for(moderator))) == []


def test_pictures_and_pdf_go_along_and_outlive_the_mail(desk):
    reply = make_reply(ReferralFactory())
    plan = files.store_bytes("plan.pdf", one_page(), "application/pdf", purpose=PURPOSE)
    text = files.store_bytes("liste.csv", b"a;b", "text/csv", purpose=PURPOSE)
    for position, file in enumerate((plan, text)):
        Attachment.objects.create(
            mail=reply.mail, position=position, fate="kept", size=3, file=file
        )

    post(desk, reply, **SAID)

    reply.refresh_from_db()
    (row,) = reply.statement.attachments.all()
    assert row.stored_file.name == "plan.pdf"
    assert (row.stored_file.pk, row.stored_file.path) != (plan.pk, "")
    assert row.stored_file.path == plan.path


@pytest.mark.parametrize("what", ("stated", "returned"))
def test_days_that_a_mail_lay_unread_are_not_the_amts(moderator, what):
    sent_at = timezone.now() - timedelta(days=60)
    due_on = due_after(berlin_today(), -20)
    referral = ReferralFactory(
        referred_at=sent_at, sent_at=sent_at, due_on=due_on, first_due_on=due_on
    )
    in_time = timezone.now() - timedelta(days=45)
    reply = make_reply(referral, received_at=in_time)

    if what == "stated":
        replies.state(reply, Said("Kommt.", Outcome.WILL_BE_DONE), by=moderator)
    else:
        replies.give_back(reply, text="Das ist Sache der Forsten.", by=moderator)

    figure = PunctualityFigure.objects.get(referral=referral)
    assert (figure.done_on, figure.is_on_time) == (berlin_date(in_time), True)


def test_clock_rests_from_the_day_on_which_a_question_came(moderator):
    sent_at = timezone.now() - timedelta(days=20)
    reply = make_reply(
        ReferralFactory(referred_at=sent_at, sent_at=sent_at),
        received_at=timezone.now() - timedelta(days=6),
    )

    replies.ask(reply, text="Welche Seite des Platzes?", by=moderator)

    reply.referral.refresh_from_db()
    assert reply.referral.paused_at == reply.received_at


def test_mail_from_before_a_question_changes_no_day_that_was_counted(moderator):
    referral = ReferralFactory(state=ReferralState.QUESTION)
    QuestionFactory(referral=referral, asked_at=referral.paused_at)
    reply = make_reply(referral, received_at=timezone.now() - timedelta(days=6))

    replies.state(reply, Said("Kommt.", Outcome.WILL_BE_DONE), by=moderator)

    figure = PunctualityFigure.objects.get(referral=referral)
    assert figure.done_on == berlin_today()


@pytest.mark.parametrize("number", (1, 30))
def test_heute_asks_once_for_one_as_for_thirty(
    moderator, number, django_assert_num_queries
):
    for _each in range(number):
        make_reply(ReferralFactory())
    visitor = visitor_for(moderator)
    assert visitor.grants

    with django_assert_num_queries(1):
        items = list(queries.waiting(visitor))

    assert len(items) == number


def test_nobody_is_reminded_while_an_answer_waits_to_be_read():
    reply = make_reply(ReferralFactory())
    other = ReferralFactory()

    assert list(ladder.running()) == [other]
    replies.note(reply, by=make_staff())
    assert ladder.running().count() == 2


def test_the_case_lists_its_mails(desk):
    reply = make_reply(ReferralFactory(), subject="Zu den Bänken")

    page = desk.get(reply.referral.get_absolute_url()).content.decode()

    assert "Zu den Bänken" in page
    assert "noch nicht gelesen" in page


def one_page():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
