"""What goes to an Amt and comes back may quote an idea; its dossier holds all of it."""

from django.db.models import Q, QuerySet

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.files import services as files
from participation.referrals import dossiers
from participation.referrals.letters import Letter
from participation.referrals.models import (
    Answer,
    Feedback,
    Question,
    Referral,
    ResidentQuestion,
    Reuse,
    Statement,
)

ANSWERED = ("text", "reason", "instead", "support", "joining")


def register() -> None:
    copies.register("referrals.Referral", ("cover_note", "return_text"), _referrals)
    copies.register(
        "referrals.Statement", ("text", "reference", "cost_note"), _statements
    )
    copies.register("referrals.Question", ("text", "answer"), _questions)
    copies.register("referrals.ResidentQuestion", ("text", "reply"), _passed)
    copies.register("referrals.Answer", ANSWERED, _answers)
    copies.register("referrals.Feedback", ("text",), _feedback)
    copies.register("referrals.Reuse", ("objection", "review"), _reuses)
    copies.add_effect("dossiers", _set_dossiers_anew)


def _referrals(about: About, _black: Blackening) -> QuerySet:
    return Referral.objects.filter(idea__in=about.of("idea"))


def _statements(about: About, _black: Blackening) -> QuerySet:
    return Statement.objects.filter(referral__idea__in=about.of("idea"))


def _questions(about: About, _black: Blackening) -> QuerySet:
    return Question.objects.filter(referral__idea__in=about.of("idea"))


def _passed(about: About, _black: Blackening) -> QuerySet:
    return ResidentQuestion.objects.filter(
        question__referral__idea__in=about.of("idea")
    )


def _answers(about: About, _black: Blackening) -> QuerySet:
    return Answer.objects.filter(idea__in=about.of("idea"))


def _feedback(about: About, _black: Blackening) -> QuerySet:
    return Feedback.objects.filter(idea__in=about.of("idea"))


def _reuses(about: About, _black: Blackening) -> QuerySet:
    return Reuse.objects.filter(idea__in=about.of("idea"))


def _set_dossiers_anew(about: About, black: Blackening) -> None:
    """The frozen papers of ideas: what was sent cannot be called back, ours can."""
    rows = _referrals(about, black).filter(~Q(dossier=None)).order_by("pk")
    for referral in rows.select_related("idea", "department", "delivery", "dossier"):
        before = referral.dossier
        referral.dossier = dossiers.stored(Letter.of(referral), by=referral.referred_by)
        referral.save(update_fields=["dossier"])
        if referral.delivery is not None:
            referral.delivery.attachments.set([referral.dossier])
        files.delete([before])
