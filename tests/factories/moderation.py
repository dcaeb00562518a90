import factory
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from participation.moderation import services
from participation.moderation.enums import (
    Basis,
    HintCode,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.models import (
    BulkRun,
    Complaint,
    Decision,
    Hint,
    Report,
    TextModule,
)
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import RegionGrantFactory


def make_item(**fields):
    """An idea that waits at the desk, put there by the real service; gives its item.

    `fields` are those of the idea; it is submitted unless they say otherwise.
    """
    fields.setdefault("publication", Publication.SUBMITTED)
    return services.submit(IdeaFactory(**fields))


def make_regional_moderator(*regions, role=Role.MODERATOR):
    """Somebody who moderates these regions alone, with a second factor."""
    user = UserFactory(secret=generate_totp_secret())
    for region in regions:
        RegionGrantFactory(user=user, role=role, region=region)
    return user


class HintFactory(DjangoModelFactory):
    """Needs an item."""

    class Meta:
        model = Hint

    code = HintCode.SHORT
    reason = "nur 2 Wörter"
    created_at = factory.LazyFunction(timezone.now)


class DecisionFactory(DjangoModelFactory):
    """Needs `target_id`; states nothing about the contribution itself."""

    class Meta:
        model = Decision

    kind = "idea"
    verdict = Verdict.DECLINE
    reason = Reason.ADVERTISING
    basis = Basis.RULE_ADVERTISING
    facts = "Der Beitrag wirbt für ein Angebot."
    text = "Das ist Werbung."
    version = 1
    state_before = Publication.SUBMITTED
    decided_at = factory.LazyFunction(timezone.now)


class ReportFactory(DjangoModelFactory):
    """Needs `target_id`."""

    class Meta:
        model = Report

    kind = "idea"
    reason = Reason.INSULT
    text = "Das beleidigt die Nachbarn."
    reported_at = factory.LazyFunction(timezone.now)


class ComplaintFactory(DjangoModelFactory):
    """Needs a decision."""

    class Meta:
        model = Complaint

    text = "Ich sehe das anders."
    complained_at = factory.LazyFunction(timezone.now)


class BulkRunFactory(DjangoModelFactory):
    """A run that is done; needs `made_by`. Its picks come apart."""

    class Meta:
        model = BulkRun

    verdict = Verdict.PUBLISH
    made_at = factory.LazyFunction(timezone.now)
    undo_until = factory.SelfAttribute("made_at")
    finished_at = factory.SelfAttribute("made_at")


def refused_pick(run, item):
    """What a run left as it was."""
    refusal = "Über eigene Beiträge entscheidet jemand anderes."
    return run.picks.create(item=item, version=item.version, refusal=refusal)


class TextModuleFactory(DjangoModelFactory):
    class Meta:
        model = TextModule

    reason = Reason.UNCLEAR
    title = factory.Sequence(lambda n: f"Nachfrage {n}")
    text = "Bitte schreiben Sie, wo genau das ist."
