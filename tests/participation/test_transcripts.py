"""What was said on the phone goes to the Amt, which confirms, corrects or is silent."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import outcomes, renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.services import readdress
from commons.errors import RuleViolation
from commons.followups import registry as today
from commons.links import services as links
from commons.verbs.models import Happening
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import (
    ReferralState,
    SaidWay,
    StatementSource,
    TranscriptState,
)
from participation.referrals.models import (
    PendingStatement,
    Referral,
    Statement,
    Transcript,
)
from participation.referrals.queries import transcripts as queries
from participation.referrals.services import correcting, questions, transcripts
from participation.referrals.services.responding import Said
from participation.referrals.tasks import settle_transcripts
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory

pytestmark = pytest.mark.django_db

SAID = Said("Die Bank kommt im Mai.", Outcome.PLANNED)
HEARD = transcripts.Heard(SaidWay.PHONE, date(2026, 1, 7))
OTHER = "andere@bezirk.example"


@pytest.fixture
def moderator():
    return make_staff()


def by_hand():
    department = DepartmentFactory(email="")
    return ReferralFactory(department=department, link=None)


def recorded(referral=None, *, by=None):
    return transcripts.record(
        referral or ReferralFactory(), SAID, HEARD, by=by or make_staff()
    )


def ended(mail, state):
    times = {f"{state}_at": timezone.now()}
    Delivery.objects.filter(pk=mail.pk).update(state=state, **times)
    mail.refresh_from_db()


def sent(transcript):
    """The outbox has handed it to the mail server."""
    mail = transcript.delivery
    ended(mail, DeliveryState.SENT)
    outcomes.tell(mail)
    transcript.refresh_from_db()
    return transcript


def on_link(client, referral):
    referral.refresh_from_db()
    token = links.token_of(referral.link)
    client.post(reverse("referrals:link-show", args=[token]))
    return client


def silent_until(transcript, day):
    Transcript.objects.filter(pk=transcript.pk).update(object_until=day)


def test_the_department_gets_a_copy_with_its_link(moderator):
    transcript = recorded(by=moderator)

    referral = Referral.objects.get()
    statement = Statement.objects.get()
    assert (referral.state, statement.source) == (
        ReferralState.STATED,
        StatementSource.RECORDED,
    )
    assert transcript.object_until == due_after(berlin_today(), 5).day
    mail = transcript.delivery
    assert mail.to_address == referral.link.recipient
    rendered = renderers.get(mail.renderer)(mail)
    for words in (SAID.text, "am Telefon", "7. Januar 2026"):
        assert words in rendered.text
    assert links.token_of(referral.link) in rendered.text


def test_the_copy_is_not_sent_once_the_department_has_spoken():
    transcript = recorded()
    transcripts.confirm(transcript)

    with pytest.raises(renderers.Withdrawn):
        renderers.get(transcript.delivery.renderer)(transcript.delivery)


def test_its_time_begins_when_the_copy_has_gone():
    transcript = recorded()
    silent_until(transcript, berlin_today() - timedelta(days=1))

    sent(transcript)

    assert transcript.object_until == due_after(berlin_today(), 5).day


def test_an_amt_confirms_on_its_link_with_one_button(client):
    transcript = recorded()
    referral = transcript.statement.referral
    page = on_link(client, referral)
    show = reverse("referrals:case-show", args=[referral.pk])
    html = page.get(show).content.decode()
    assert "so verstanden" in html
    assert "Stimmt" in html

    url = reverse("referrals:case-confirm", args=[referral.pk])
    page.post(url, {"mitschrift": transcript.pk})
    page.post(url, {"mitschrift": transcript.pk})

    transcript.refresh_from_db()
    assert (transcript.state, transcript.settled_by) == (
        TranscriptState.CONFIRMED,
        None,
    )
    verbs = Happening.objects.filter(verb="referral.transcript_confirmed")
    assert verbs.count() == 1
    assert "Sie haben das bestätigt" in page.get(show).content.decode()


def test_nobody_confirms_without_the_link(client):
    transcript = recorded()
    referral = transcript.statement.referral

    url = reverse("referrals:case-confirm", args=[referral.pk])
    client.post(url, {"mitschrift": transcript.pk})

    transcript.refresh_from_db()
    assert transcript.state == TranscriptState.WAITING


def test_a_correction_takes_its_place_and_the_first_stays_on_record():
    transcript = recorded()
    referral = transcript.statement.referral

    correcting.correct(referral, Said("Die Bank kommt im Juni.", Outcome.PLANNED))

    transcript.refresh_from_db()
    assert transcript.state == TranscriptState.CORRECTED
    assert [row.text for row in Statement.objects.counting()] == [
        "Die Bank kommt im Juni."
    ]
    assert Statement.objects.count() == 2
    with pytest.raises(RuleViolation):
        transcripts.confirm(transcript)


@pytest.mark.parametrize(
    ("state", "days", "settled"),
    (
        (DeliveryState.SENT, -1, 1),
        (DeliveryState.SENT, 0, 0),
        (DeliveryState.FAILED, -1, 0),
    ),
)
def test_silence_counts_after_the_term_and_only_for_what_arrived(state, days, settled):
    transcript = recorded()
    ended(transcript.delivery, state)
    silent_until(transcript, berlin_today() + timedelta(days=days))

    assert (settle_transcripts(), settle_transcripts()) == (settled, 0)

    transcript.refresh_from_db()
    states = (TranscriptState.WAITING, TranscriptState.UNOBJECTED)
    assert transcript.state == states[settled]


def test_words_that_wait_for_a_second_person_are_no_silence():
    transcript = sent(recorded())
    silent_until(transcript, berlin_today() - timedelta(days=1))
    PendingStatement.objects.create(
        referral=transcript.statement.referral,
        text="Doch im Juni.",
        outcome=Outcome.PLANNED,
        source=StatementSource.LINK,
        written_at=transcript.statement.stated_at,
    )

    assert settle_transcripts() == 0


def test_a_late_word_still_counts_until_the_answer_is_public():
    transcript = sent(recorded())
    silent_until(transcript, berlin_today() - timedelta(days=1))
    settle_transcripts()

    transcripts.confirm(transcript)

    transcript.refresh_from_db()
    assert transcript.state == TranscriptState.CONFIRMED


def test_a_body_without_a_mailbox_gets_it_from_somebody(client, sign_in, moderator):
    transcript = recorded(by_hand())
    referral = transcript.statement.referral
    assert (transcript.delivery, transcript.object_until) == (None, None)
    section = next(
        part for part in today.sections() if part.key == "referrals-transcripts"
    )
    (item,) = section.items(Visitor(user=moderator))
    assert item.url == referral.get_absolute_url()
    desk = sign_in(client, moderator)
    assert "Abschrift ist übergeben" in desk.get(item.url).content.decode()

    desk.post(reverse("referrals:transcript-hand-over", args=[referral.pk]))

    transcript.refresh_from_db()
    assert transcript.object_until == due_after(berlin_today(), 5).day
    assert list(section.items(Visitor(user=moderator))) == []
    desk.post(reverse("referrals:transcript-confirm", args=[referral.pk]))
    transcript.refresh_from_db()
    assert (transcript.state, transcript.settled_by) == (
        TranscriptState.CONFIRMED,
        moderator,
    )


def test_the_spk_enters_a_correction_told_on_the_phone():
    first = recorded(by_hand())
    referral = first.statement.referral

    second = transcripts.record(
        referral, Said("Doch im Juni.", Outcome.PLANNED), HEARD, by=make_staff()
    )

    first.refresh_from_db()
    assert (first.state, second.state) == (
        TranscriptState.CORRECTED,
        TranscriptState.WAITING,
    )
    assert Statement.objects.counting().get() == second.statement
    referral.refresh_from_db()
    assert referral.idea.case == Case.STATEMENT_IN


def test_nothing_is_written_over_what_an_amt_said_itself():
    referral = recorded().statement.referral
    correcting.correct(referral, SAID)

    with pytest.raises(RuleViolation):
        transcripts.record(referral, SAID, HEARD, by=make_staff())


def test_the_answer_form_says_what_is_not_confirmed(client, sign_in, moderator):
    transcript = recorded()
    url = reverse(
        "referrals:answer-edit", args=[transcript.statement.referral.idea.number]
    )
    desk = sign_in(client, moderator)
    assert "noch nicht bestätigt" in desk.get(url).content.decode()

    transcripts.confirm(transcript)

    assert "vom Amt bestätigt" in desk.get(url).content.decode()


@pytest.mark.parametrize("wrong", ({"way": ""}, {"said_on": "2099-01-01"}))
def test_how_and_when_it_was_said_is_asked(client, sign_in, moderator, wrong):
    referral = ReferralFactory()
    given = {
        "text": SAID.text,
        "outcome": SAID.outcome,
        "way": "meeting",
        "said_on": berlin_today().isoformat(),
    }

    response = sign_in(client, moderator).post(
        reverse("referrals:statement-record", args=[referral.pk]), given | wrong
    )

    assert response.status_code == 422
    assert not Transcript.objects.exists()


def test_readdressed_copy_brings_a_link_of_its_own_address(moderator):
    transcript = recorded()
    referral = transcript.statement.referral
    before = referral.link
    ended(transcript.delivery, DeliveryState.FAILED)

    readdress(transcript.delivery, address=OTHER, because="Anruf", by=moderator)

    referral.refresh_from_db()
    before.refresh_from_db()
    assert (referral.link.recipient, before.revoked_at is None) == (OTHER, False)
    mail = Delivery.objects.get(pk=transcript.delivery_id)
    token = links.token_of(referral.link)
    assert token in renderers.get(mail.renderer)(mail).text


def test_readdressed_answer_to_a_question_brings_one_too(moderator):
    question = QuestionFactory(referral__state=ReferralState.QUESTION)
    questions.answer_question(question, text="Die Nordseite.", by=moderator)
    mail = Delivery.objects.get(renderer=questions.RENDERER)
    before = question.referral.link
    ended(mail, DeliveryState.FAILED)

    readdress(mail, address=OTHER, because="Anruf", by=moderator)

    referral = Referral.objects.get()
    assert (referral.link.recipient, referral.link == before) == (OTHER, False)
    mail.refresh_from_db()
    token = links.token_of(referral.link)
    assert token in renderers.get(mail.renderer)(mail).text


@pytest.mark.parametrize("rows", (1, 30))
def test_heute_costs_one_query(django_assert_num_queries, moderator, rows):
    for _number in range(rows):
        recorded(by_hand())
    visitor = Visitor(user=moderator)
    visitor.has_role("moderator")

    with django_assert_num_queries(1):
        assert len(list(queries.to_hand_over(visitor))) == min(rows, 30)


def test_rows_cannot_lie():
    transcript = recorded()
    rows = Transcript.objects.filter(pk=transcript.pk)

    for wrong in ({"state": "confirmed"}, {"object_until": None}, {"way": "pigeon"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_page_of_the_amt_costs_the_same_with_a_copy(client, django_assert_num_queries):
    referral = recorded().statement.referral
    page = on_link(client, referral)
    url = reverse("referrals:case-show", args=[referral.pk])
    page.get(url)

    with django_assert_num_queries(STRICT_QUERIES + 8):
        page.get(url)
