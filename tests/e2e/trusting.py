"""Rules of trust, somebody they no longer trust, and rules that learned; for the world."""

from django.urls import reverse
from django.utils import timezone

from participation.moderation.enums import RuleLevel
from participation.moderation.models import HintRule, TrustPause, TrustRule
from participation.moderation.services import trust
from tests.factories.accounts import UserFactory


def pages(region, coordinator):
    rule = rule_of(region, coordinator)
    pause_of(region)
    silent_rule()
    return {
        "vertrauen": reverse("moderation:trust-list"),
        "vertrauen-neu": reverse("moderation:trust-create"),
        "vertrauen-aendern": reverse("moderation:trust-edit", args=[rule.pk]),
        "hinweise": reverse("moderation:hint-rule-list"),
    }


def rule_of(region, coordinator):
    terms = trust.Terms(
        kind="idea",
        region=region,
        accepted=3,
        clean_months=12,
        account_days=30,
        strongest_hint=1,
        check_every=10,
    )
    written = trust.create(terms, by=coordinator)
    return TrustRule.objects.get(pk=written.pk)


def pause_of(region):
    author = UserFactory(display_name="Jemand mit einem langen Namen")
    return TrustPause.objects.create(user=author, region=region, since=timezone.now())


def silent_rule():
    """One that no other test here waits for: all of them share one database."""
    return HintRule.objects.create(
        code="shouting",
        rule="grossbuchstaben",
        level=RuleLevel.SILENT,
        changed_at=timezone.now(),
    )
