"""What Ämter write about an idea: each place that may quote it has a row."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from commons.links import services as links
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import RoundChange, RoundMessage, RoundStatement
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleHandOver, BundleItem
from participation.casework.models import CaseNote
from participation.ideas.enums import Outcome
from participation.referrals.enums import AnswerState
from participation.referrals.models import (
    Deferral,
    Feedback,
    HandOver,
    InternalNote,
    PendingStatement,
    Promise,
    Route,
)
from tests.factories.incoming import MailFactory, make_reply
from tests.factories.notices import NoticeFactory
from tests.factories.referrals import AnswerFactory, ResidentQuestionFactory
from tests.factories.rounds import make_round


def write(idea, referral, question, words):
    """`words` stand in a mail that nobody could place."""
    now = timezone.now()
    _inside(referral, now)
    CaseNote.objects.create(idea=idea, text="Notiz.", written_at=now)
    ResidentQuestionFactory(question=question, reply="Links.", closed_at=now)
    make_reply(referral)
    MailFactory(subject="Anruf", text=words)
    answer = AnswerFactory(
        idea=idea,
        state=AnswerState.PUBLISHED,
        outcome=Outcome.PLANNED,
        support="Wir leihen Schaufeln.",
        joining="Am Samstag am Platz.",
    )
    _kept_or_not(answer, now)
    Feedback.objects.create(
        answer=answer, idea=idea, has_helped=False, text="Fehlt.", given_at=now
    )
    if not Route.objects.filter(referral=referral).exists():
        Route.objects.create(referral=referral, way="person", chosen_at=now)
    _round(idea, now)
    _bundle(referral, now)
    NoticeFactory(idea=idea, state="sent", text="Wir sind noch dran.", is_edited=True)


def _bundle(referral, now):
    """What goes to an Amt with several ideas may quote one of them."""
    bundle = Bundle.objects.create(
        number="2024-00001",
        department=referral.department,
        state=BundleState.SENT,
        title="Anruf",
        cover_note="Bitte prüfen.",
        working_days=20,
        due_on=now.date(),
        made_at=now,
        queued_at=now,
        sent_at=now,
    )
    BundleItem.objects.create(bundle=bundle, referral=referral, position=1)
    link = links.grant(
        "bundle",
        "bundle",
        bundle.pk,
        recipient="kollegin@amt.example",
        expires_at=now + timedelta(days=3),
    )
    BundleHandOver.objects.create(
        bundle=bundle, link=link, note="Bitte.", handed_at=now
    )


def _kept_or_not(answer, now):
    """What was promised and put off, each with a public reason."""
    day = berlin_today()
    said = {"answer": answer, "said_at": now}
    Promise.objects.create(
        **said,
        idea=answer.idea,
        number=2,
        step="moved",
        promised_on=day,
        was_due_on=day,
        reason="Es dauert.",
    )
    Deferral.objects.create(**said, number=2, look_again_on=day, reason="Kein Geld.")


def _inside(referral, now):
    link = links.grant(
        "referral",
        "referral",
        referral.pk,
        recipient="kollegin@amt.example",
        expires_at=now + timedelta(days=3),
    )
    HandOver.objects.create(referral=referral, link=link, note="Bitte.", handed_at=now)
    InternalNote.objects.create(referral=referral, text="Notiz.", written_at=now)
    PendingStatement.objects.create(
        referral=referral,
        text="Geht.",
        outcome=Outcome.PLANNED,
        written_at=now,
        speaker="Fachbereich",
        source="account",
    )


def _round(idea, now):
    make_round(about=idea, state=RoundState.CLOSED)
    row = make_round(about=idea)
    party = row.parties.first()
    RoundStatement.objects.create(
        party=party,
        version=1,
        position="agree",
        text="Ja.",
        speaker="Fachbereich",
        unit="SGA 3",
        source="link",
        stated_at=now,
    )
    RoundMessage.objects.create(
        round=row, text="Hallo.", speaker="Fachbereich", unit="SGA 3", said_at=now
    )
    RoundChange.objects.create(
        round=row,
        kind="reopened",
        reason="Ein Amt fehlte.",
        result_code="agreed",
        result="Alle sind dafür.",
        changed_at=now,
    )
