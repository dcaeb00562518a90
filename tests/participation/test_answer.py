"""From statements to the answer residents read: draft, preview, publish, tell."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.ideas.enums import Case, Outcome
from participation.moderation.enums import Publication
from participation.referrals.enums import (
    AnswerState,
    PromiseKind,
    ReferralRole,
    ReferralState,
)
from participation.referrals.models import Answer, Referral
from participation.referrals.services import answering
from participation.referrals.services.answering import Words
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

WORDS = Words(text="Im Mai kommen Bänke.", outcome=Outcome.WILL_BE_DONE)


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def edit_url(idea):
    return reverse("referrals:answer-edit", args=[idea.number])


def preview_url(idea):
    return reverse("referrals:answer-preview", args=[idea.number])


def publish(answer, *, by):
    return answering.publish(answer, version=answer.version, by=by)


def code_of(call, *args, **kwargs):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_draft_begins_with_the_leads_words(desk):
    statement = StatementFactory(promised_on=berlin_today() + timedelta(60))
    StatementFactory(
        referral__idea=statement.referral.idea,
        referral__role=ReferralRole.CONSULTED,
        text="Wir haben nichts dagegen.",
    )

    response = desk.get(edit_url(statement.referral.idea))

    form = response.context["form"]
    assert (form.initial["text"], form.initial["outcome"]) == (
        statement.text,
        statement.outcome,
    )
    assert form.initial["promised_on"] == statement.promised_on
    assert "Wir haben nichts dagegen." in response.content.decode()


def test_draft_is_saved_with_all_statements(moderator):
    statement = StatementFactory()

    answer = answering.save_draft(
        statement.referral.idea, WORDS, version=0, by=moderator
    )

    assert (answer.text, answer.written_by, answer.version) == (
        WORDS.text,
        moderator,
        1,
    )
    assert list(answer.statements.all()) == [statement]


def test_incomplete_draft_can_be_saved(desk):
    idea = IdeaFactory(case=Case.OPEN)

    desk.post(edit_url(idea), {"version": 0, "text": "Erst die Hälfte"})

    assert Answer.objects.get().text == "Erst die Hälfte"


def test_draft_of_somebody_else_is_not_overwritten(moderator):
    answer = AnswerFactory(version=3)

    code = code_of(answering.save_draft, answer.idea, WORDS, version=2, by=moderator)

    answer.refresh_from_db()
    assert (code, answer.version) == ("answer_changed", 3)
    assert answer.text != WORDS.text


def test_publishing_answers_the_idea(moderator):
    answer = AnswerFactory(promised_on=berlin_today() + timedelta(30))

    publish(answer, by=moderator)

    answer.refresh_from_db()
    idea = answer.idea
    assert (answer.state, answer.published_by) == (AnswerState.PUBLISHED, moderator)
    assert (idea.case, idea.outcome, idea.next_on) == (
        Case.ANSWERED,
        Outcome.WILL_BE_DONE,
        answer.promised_on,
    )


def test_what_was_promised_is_written_down(moderator):
    last_day = date(berlin_today().year + 1, 9, 30)
    answer = AnswerFactory(promised_on=last_day, promise_kind=PromiseKind.QUARTER)

    publish(answer, by=moderator)

    step = answer.promises.get()
    assert (step.step, step.promised_on, step.said_by) == (
        "promised",
        last_day,
        moderator,
    )
    assert step.words == f"im 3. Quartal {last_day.year}"


def test_author_and_supporter_are_told_once_with_the_answers_words(moderator):
    answer = AnswerFactory(
        outcome=Outcome.NOT_POSSIBLE,
        reason="Unter dem Platz liegt ein Tunnel.",
        instead="Bänke am Rand sind möglich.",
    )
    supporter = UserFactory()
    notifications.follow(answer.idea.author, answer.idea, reason="author")
    notifications.follow(supporter, answer.idea, reason="supporter")

    publish(answer, by=moderator)
    for happening in Happening.objects.filter(expanded_at=None):
        notifications.expand(happening.pk)

    told = Notification.objects.order_by("user_id").values_list("user_id", "reason")
    author = Recipient(user_id=answer.idea.author_id, reason="author")
    letter = registry.get("answer.published").tell(answer, {}, author)
    assert sorted(told) == sorted(
        [(answer.idea.author_id, "author"), (supporter.pk, "supporter")]
    )
    assert letter.subject == f"Antwort zur Idee {answer.idea.number}: nicht möglich"
    for words in (answer.text, answer.reason, answer.instead):
        assert words in letter.text


@pytest.mark.parametrize(
    ("fields", "code"),
    (
        ({"text": ""}, "answer_incomplete"),
        ({"outcome": ""}, "answer_incomplete"),
        ({"outcome": Outcome.DEFERRED}, "answer_reason"),
        ({"outcome": Outcome.NOT_OURS}, "answer_reason"),
        ({"outcome": Outcome.NOT_POSSIBLE, "reason": "Nein."}, "answer_instead"),
        ({"outcome": Outcome.DEFERRED, "reason": "Kein Geld."}, "answer_look_again"),
        (
            {
                "outcome": Outcome.DEFERRED,
                "reason": "Kein Geld.",
                "look_again_on": berlin_today(),
            },
            "answer_look_again_past",
        ),
        ({"outcome": Outcome.TOGETHER}, "answer_support"),
        ({"promised_on": berlin_today() - timedelta(1)}, "answer_promise_past"),
        ({"idea__publication": Publication.HIDDEN}, "not_public"),
        ({"idea__case": Case.REFERRED}, "case_transition"),
        ({"state": AnswerState.PUBLISHED}, "answer_changed"),
    ),
)
def test_what_may_not_be_published_says_why(moderator, fields, code):
    answer = AnswerFactory(**fields)

    assert code_of(publish, answer, by=moderator) == code


def test_draft_that_changed_since_it_was_read_is_not_published(moderator):
    answer = AnswerFactory(version=2)

    code = code_of(answering.publish, answer, version=1, by=moderator)

    assert code == "answer_changed"


def test_four_eyes_want_somebody_else_than_the_writer(moderator):
    statement = StatementFactory(referral__department__needs_four_eyes=True)
    answer = AnswerFactory(idea=statement.referral.idea, written_by=moderator)

    code = code_of(publish, answer, by=moderator)
    publish(answer, by=make_staff())

    assert code == "four_eyes"
    assert Answer.objects.get().state == AnswerState.PUBLISHED


def test_whoever_wrote_publishes_once_somebody_else_has_approved(moderator):
    statement = StatementFactory(referral__department__needs_four_eyes=True)
    answer = AnswerFactory(idea=statement.referral.idea, written_by=moderator)

    code = code_of(answering.approve, answer, version=1, by=moderator)
    answering.approve(answer, version=1, by=make_staff())
    publish(answer, by=moderator)

    assert code == "four_eyes"
    assert Answer.objects.get().state == AnswerState.PUBLISHED


def test_another_wording_needs_another_approval(moderator):
    statement = StatementFactory(referral__department__needs_four_eyes=True)
    answer = AnswerFactory(idea=statement.referral.idea, written_by=moderator)
    answering.approve(answer, version=1, by=make_staff())

    answer = answering.save_draft(answer.idea, WORDS, version=1, by=moderator)

    assert (answer.approved_at, answer.approved_by) == (None, None)
    assert code_of(publish, answer, by=moderator) == "four_eyes"


def test_statements_are_taken_over_without_being_saved(desk):
    lead = StatementFactory(
        promised_on=date(berlin_today().year + 1, 12, 31),
        promise_kind=PromiseKind.BUDGET_YEAR,
    )
    idea = lead.referral.idea
    StatementFactory(
        referral__idea=idea,
        referral__role=ReferralRole.CONSULTED,
        text="Wir haben nichts dagegen.",
    )
    typed = {"version": 0, "text": "Liebe Leute!", "uebernehmen": "alle"}

    form = desk.post(edit_url(idea), typed).context["form"]

    assert form.initial["text"] == (
        f"Liebe Leute!\n\n{lead.text}\n\nWir haben nichts dagegen."
    )
    assert (form.initial["outcome"], form.initial["period"]) == (
        lead.outcome,
        str(berlin_today().year + 1),
    )
    assert not Answer.objects.exists()


def test_answer_without_any_department_is_allowed(moderator):
    answer = AnswerFactory(idea__case=Case.OPEN)

    publish(answer, by=moderator)

    answer.idea.refresh_from_db()
    assert answer.idea.case == Case.ANSWERED


def test_imported_idea_is_answered_straight(moderator):
    answer = AnswerFactory(idea__case=Case.NONE)

    publish(answer, by=moderator)

    answer.idea.refresh_from_db()
    assert answer.idea.case == Case.ANSWERED


def test_those_asked_besides_are_let_off(moderator):
    answer = AnswerFactory()
    consulted = ReferralFactory(idea=answer.idea, role=ReferralRole.CONSULTED)

    publish(answer, by=moderator)

    assert Referral.objects.get(pk=consulted.pk).state == ReferralState.RECALLED


def test_desk_writes_looks_and_publishes(desk):
    idea = StatementFactory().referral.idea
    fields = {"version": 0, "text": "Im Mai.", "outcome": "planned", "vorschau": "1"}

    preview = desk.post(edit_url(idea), fields, follow=True)
    published = desk.post(preview_url(idea), {"version": 1})

    assert preview.request["PATH_INFO"] == preview_url(idea)
    assert "Im Mai." in preview.content.decode()
    assert published.url == idea.get_absolute_url()
    assert Answer.objects.get().is_published


def test_page_of_four_eyes_has_no_button_for_the_writer(desk, moderator):
    statement = StatementFactory(referral__department__needs_four_eyes=True)
    idea = statement.referral.idea
    AnswerFactory(idea=idea, written_by=moderator)

    html = desk.get(preview_url(idea)).content.decode()

    assert "Vier Augen" in html
    assert "Veröffentlichen</button>" not in html


def test_preview_without_a_draft_is_not_there(desk):
    assert desk.get(preview_url(IdeaFactory(case=Case.OPEN))).status_code == 404


def test_answer_stands_under_the_idea_for_everybody(client, moderator):
    answer = AnswerFactory(text="Im **Mai** <b>kommt</b> es.")
    publish(answer, by=moderator)

    html = client.get(answer.idea.get_absolute_url()).content.decode()

    assert "<strong>Mai</strong>" in html
    assert "<b>kommt</b>" not in html


def test_draft_is_not_shown_to_anybody(client):
    answer = AnswerFactory(text="Noch geheim.")

    html = client.get(answer.idea.get_absolute_url()).content.decode()

    assert "Noch geheim." not in html


def test_author_may_not_answer_an_own_idea(client, sign_in, moderator):
    idea = IdeaFactory(author=moderator, case=Case.OPEN)
    sign_in(client, moderator)

    assert client.get(edit_url(idea)).status_code == 403


def test_whoever_writes_sees_what_is_hard_to_read(client, sign_in, moderator):
    sign_in(client, moderator)
    answer = AnswerFactory(
        text="Die Lichtsignalanlage wird geprüft.", outcome=Outcome.IN_PROGRESS
    )
    idea = answer.idea

    for name in ("answer-edit", "answer-preview"):
        page = client.get(reverse(f"referrals:{name}", args=[idea.number]))

        assert "2 Stellen lesen sich schwer" in page.text
        assert "<q>Lichtsignalanlage</q>" in page.text
        assert "Besser: Ampel." in page.text
