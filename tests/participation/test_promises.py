"""What was promised: kept, moved or given up, public at each step."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery.models import Delivery
from commons.delivery.renderers import get as renderer
from commons.errors import RuleViolation
from commons.links import services as links
from commons.notifications import services as notifications
from commons.notifications.enums import Pace
from commons.periods import Period
from commons.terms import services as terms
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import AnswerState, PromiseKind, PromiseStep
from participation.referrals.models import (
    Answer,
    Promise,
    PromiseInquiry,
    PromiseTerms,
    Statement,
)
from participation.referrals.queries import promises as queries, promises_today
from participation.referrals.services import answering, inquiries, promises
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import AnswerFactory, StatementFactory
from tests.wishing import at_once, waits

pytestmark = pytest.mark.django_db
TODAY = berlin_today()
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=60)
WHY = "Die Baufirma hat abgesagt."


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def desk(client, sign_in, by):
    return sign_in(client, by)


def promised(by, day=SOON, **fields):
    """A published answer of an Amt with a mailbox."""
    idea = StatementFactory().referral.idea
    draft = AnswerFactory(idea=idea, promised_on=max(day, TODAY), **fields)
    draft.statements.set(Statement.objects.filter(referral__idea=idea))
    answer = answering.publish(draft, version=1, by=by)
    if day < TODAY:
        Promise.objects.filter(answer=answer).update(promised_on=day)
        Answer.objects.filter(pk=answer.pk).update(
            promised_on=day, published_at=answer.published_at - timedelta(days=90)
        )
    return Answer.objects.select_related("idea").get(pk=answer.pk)


def code_of(call, *args, **kwargs):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def steps_of(answer):
    return list(answer.promises.values_list("step", flat=True))


def show(answer):
    return reverse("referrals:promise-show", args=[answer.idea.number])


def test_a_moved_promise_holds_to_the_new_day_and_keeps_the_old(by):
    answer = promised(by)

    promises.move(answer, to=LATER, reason=WHY, by=by)

    answer.refresh_from_db()
    rows = answer.promises.values_list("step", "promised_on", "was_due_on")
    assert list(rows) == [("promised", SOON, None), ("moved", LATER, SOON)]
    assert (answer.promised_on, answer.idea.next_on) == (LATER, LATER)


def test_a_kept_promise_makes_the_idea_done(by):
    answer = promised(by)

    promises.keep(answer, done_on=TODAY, words="Drei Bänke stehen.", by=by)

    answer.refresh_from_db()
    idea = answer.idea
    assert (idea.outcome, idea.next_on, answer.outcome) == (
        Outcome.DONE,
        None,
        Outcome.WILL_BE_DONE,
    )


def test_a_promise_given_up_needs_a_new_answer(by):
    answer = promised(by)

    promises.give_up(answer, reason=WHY, by=by)

    answer.idea.refresh_from_db()
    assert (answer.idea.case, steps_of(answer)) == (
        Case.REOPENED,
        ["promised", "given_up"],
    )


def test_an_ended_promise_takes_no_more_steps(by):
    answer = promised(by)
    promises.keep(answer, done_on=TODAY, by=by)

    codes = {
        code_of(promises.keep, answer, done_on=TODAY, by=by),
        code_of(promises.move, answer, to=LATER, reason=WHY, by=by),
        code_of(promises.give_up, answer, reason=WHY, by=by),
    }

    assert codes == {"promise_transition"}


@pytest.mark.parametrize(
    ("call", "said", "code"),
    (
        (promises.move, {"to": LATER, "reason": " "}, "reason_missing"),
        (promises.move, {"to": TODAY - timedelta(1), "reason": WHY}, "day_past"),
        (promises.move, {"to": SOON, "reason": WHY}, "day_unchanged"),
        (promises.keep, {"done_on": TODAY + timedelta(1)}, "day_wrong"),
        (promises.keep, {"done_on": TODAY - timedelta(1)}, "day_wrong"),
        (promises.give_up, {"reason": ""}, "reason_missing"),
    ),
)
def test_a_step_that_says_too_little_is_refused(by, call, said, code):
    assert code_of(call, promised(by), by=by, **said) == code


def test_the_table_holds_to_one_end(by):
    answer = promised(by)
    promises.keep(answer, done_on=TODAY, by=by)
    last = answer.promises.last()
    last.pk, last.number = None, 3

    with pytest.raises(IntegrityError), transaction.atomic():
        last.save()


def test_a_new_answer_ends_what_the_old_one_promised(by):
    answer = promised(by)
    promises.move(answer, to=LATER, reason=WHY, by=by)
    idea = answer.idea.__class__.objects.get(pk=answer.idea_id)
    idea.case, idea.next_on = Case.REOPENED, TODAY
    idea.save()

    draft = AnswerFactory(idea=idea, outcome=Outcome.DONE)
    answering.publish(draft, version=1, by=by)

    assert steps_of(answer) == ["promised", "moved", "kept"]


def test_followers_hear_of_each_step_with_its_reason(by):
    answer, follower = promised(by), at_once(UserFactory())
    weekly = UserFactory()
    notifications.expand_due()
    for reader in (follower, weekly):
        notifications.follow(reader, answer.idea, reason="supporter")

    promises.move(answer, to=LATER, reason=WHY, by=by)
    notifications.expand_due()

    assert waits(weekly) == Pace.WEEKLY
    mail = Delivery.objects.get(to_user=follower)
    words = renderer(mail.renderer)(mail)
    assert (
        words.subject == f"Neuer Termin zu „{answer.idea.title}“ ({answer.idea.number})"
    )
    assert WHY in words.text


def test_everybody_reads_the_history_and_the_silence(
    client, by, django_capture_on_commit_callbacks
):
    answer = promised(by, day=due_after(TODAY, -5).day)
    page = answer.idea.get_absolute_url()

    late = client.get(page).text
    with django_capture_on_commit_callbacks(execute=True):
        promises.move(answer, to=LATER, kind=PromiseKind.DAY, reason=WHY, by=by)
    moved = client.get(page).text

    assert late.count("Termin überschritten, wir fragen nach") == 2
    assert "Termin überschritten" not in moved
    assert f'Grund: <span lang="de">{WHY}</span>' in moved


def test_silence_begins_on_the_next_working_day(by):
    friday = date(2027, 1, 8)
    step = Promise(step=PromiseStep.PROMISED, promised_on=friday)

    found = [queries.is_overdue(step, friday + timedelta(n)) for n in range(4)]

    assert found == [False, False, False, True]


def test_a_quarter_is_said_in_words_and_not_as_a_day(client, by):
    last_day = date(TODAY.year + 1, 9, 30)
    answer = promised(by, day=last_day, promise_kind=PromiseKind.QUARTER)

    html = client.get(answer.idea.get_absolute_url()).text

    assert f"Zugesagt im 3. Quartal {last_day.year}" in html
    assert "30. September" not in html
    assert "30.09." not in html


def test_heute_asks_when_the_day_is_near(by):
    near = promised(by, day=due_after(TODAY, 10).day)
    promised(by, day=due_after(TODAY, 11).day)

    items = list(promises_today.promised(Visitor(user=by)))

    assert [item.url for item in items] == [show(near)]


def test_rows_of_an_earlier_release_are_written_down_once(by):
    answer = promised(by)
    Promise.objects.all().delete()

    inquiries.watch()
    inquiries.watch()

    assert steps_of(answer) == ["promised"]


def test_the_amt_is_asked_by_itself_once_a_day_promised(by):
    terms.change(
        PromiseTerms, {"asks_by_itself": True}, by=by, verb="promise.terms_changed"
    )
    answer = promised(by, day=due_after(TODAY, 5).day)

    counts = [inquiries.watch(), inquiries.watch()]
    promises.move(answer, to=due_after(TODAY, 8).day, reason=WHY, by=by)
    counts.append(inquiries.watch())

    assert counts == [1, 0, 1]


def test_the_amt_answers_on_its_link_and_the_desk_makes_a_step_of_it(
    client, by, sign_in
):
    answer = promised(by)
    sign_in(client, by)
    client.post(reverse("referrals:promise-ask", args=[answer.idea.number]))
    inquiry = PromiseInquiry.objects.select_related("link").get()
    client.logout()
    door = reverse("referrals:inquiry-link", args=[links.token_of(inquiry.link)])
    page = client.post(door).url
    said = {
        "way": "kept",
        "done_on": TODAY.isoformat(),
        "text": "Die Bänke stehen.",
        "speaker": "Fachbereich Grün",
    }

    asked = client.get(page).text
    client.post(page, said)
    thanks = client.get(page).text
    sign_in(client, by)
    seen = client.get(show(answer))

    assert "Ist geschehen, was Ihr Amt zugesagt hat?" in asked
    assert "Danke, Ihre Antwort ist da" in thanks
    assert Statement.objects.last().outcome == Outcome.DONE
    assert seen.context["form"].initial["way"] == "kept"
    assert "Die Bänke stehen." in seen.text


def test_the_mail_to_the_amt_names_what_it_promised(by):
    answer = promised(by)
    inquiry = inquiries.ask(queries.newest_of(answer), by=by)

    mail = renderer(inquiry.delivery.renderer)(inquiry.delivery)

    assert queries.newest_of(answer).words in mail.text
    assert code_of(inquiries.ask, queries.newest_of(answer), by=by) == "asked"


def test_an_amt_that_became_part_of_another_is_asked_there(by):
    answer = promised(by)
    old = inquiries.promising(queries.newest_of(answer)).department
    new = DepartmentFactory(email="neues-amt@demo.example")
    Department.objects.filter(pk=old.pk).update(
        is_active=False, ended_on=TODAY, merged_into=new
    )

    inquiry = inquiries.ask(queries.newest_of(answer), by=by)

    assert inquiry.delivery.to_address == inquiry.link.recipient == new.email


def test_an_amt_that_ended_is_not_asked(by):
    answer = promised(by)
    old = inquiries.promising(queries.newest_of(answer)).department
    Department.objects.filter(pk=old.pk).update(is_active=False, ended_on=TODAY)

    code = code_of(inquiries.ask, queries.newest_of(answer), by=by)

    assert code == "no_mailbox"


def test_the_desk_moves_a_promise_on_its_page(desk, by):
    answer = promised(by)
    said = {"way": "moved", "promised_on": LATER.isoformat(), "number": 1}

    refused = desk.post(show(answer), said)
    desk.post(show(answer), said | {"reason": WHY})
    stale = desk.post(show(answer), said | {"reason": WHY})

    assert (refused.status_code, stale.status_code) == (422, 422)
    assert steps_of(answer) == ["promised", "moved"]


def test_the_desk_keeps_and_gives_up_on_the_page(desk, by):
    kept, gone = promised(by), promised(by)

    desk.post(show(kept), {"way": "kept", "done_on": TODAY.isoformat(), "number": 1})
    desk.post(show(gone), {"way": "given_up", "reason": WHY, "number": 1})

    assert (steps_of(kept)[-1], steps_of(gone)[-1]) == ("kept", "given_up")


def test_the_list_and_its_file_name_what_is_open(desk, by):
    late, open_ = promised(by, day=due_after(TODAY, -5).day), promised(by)
    promises.keep(promised(by), done_on=TODAY, by=by)
    url = reverse("referrals:promise-list")

    everything = desk.get(url).context["page"]
    overdue = desk.get(url, {"ansicht": "ueberfaellig"}).context["page"]
    rows = desk.get(reverse("referrals:promise-list-csv")).getvalue().decode()

    assert [step.answer_id for step in everything] == [late.pk, open_.pk]
    assert [step.answer_id for step in overdue] == [late.pk]
    assert late.idea.number in rows


@pytest.mark.parametrize("number", (1, 30))
def test_the_lists_queries_do_not_grow(desk, by, number, django_assert_num_queries):
    for _ in range(number):
        answer = AnswerFactory(
            idea__case=Case.ANSWERED,
            idea__outcome=Outcome.PLANNED,
            state=AnswerState.PUBLISHED,
            promised_on=SOON,
        )
        promises.begin(answer, by=by)
    url = reverse("referrals:promise-list")
    desk.get(url)

    with django_assert_num_queries(LIST_QUERIES):
        desk.get(url)


LIST_QUERIES = 11


def test_the_share_tells_nothing_under_five(by):
    period = Period(TODAY - timedelta(days=100), TODAY)
    early = [promised(by, day=TODAY - timedelta(days=n)) for n in (9, 8, 7, 6)]
    few = queries.kept_share(period)
    early.append(promised(by, day=TODAY - timedelta(days=5)))
    promises.keep(early[0], done_on=TODAY - timedelta(days=10), by=by)
    promises.move(early[1], to=LATER, reason=WHY, by=by)
    promises.give_up(early[2], reason=WHY, by=by)

    share = queries.kept_share(period)

    assert (few.total, few.is_told, few.late) == (4, False, 0)
    assert share == queries.KeptShare(5, in_time=1, moved=1, late=2, given_up=1)
    assert sum(part.total for _, part in queries.kept_share_by_region(period)) == 5
