"""Rules that publish at once what trusted people write, and looking after them.

A rule decides for nobody: it only publishes. Whatever speaks against a person takes
the trust away until staff have looked.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.regions.models import Region
from participation.moderation.enums import Cause, Verdict
from participation.moderation.models import (
    Decision,
    Moderated,
    QueueItem,
    TrustPause,
    TrustRule,
)
from participation.moderation.queries import trust as queries
from participation.moderation.services.decisions import decide
from participation.moderation.services.queue import open_spot_check

log = structlog.get_logger(__name__)
DECIDED = "moderation.decided"


@dataclass(frozen=True)
class Terms:
    """What a rule says; see TrustRule."""

    kind: str
    region: Region | None
    accepted: int
    clean_months: int
    account_days: int
    strongest_hint: int
    check_every: int


def publish_if_trusted(item_id: int) -> Decision | None:
    """Publish what a rule trusts; the last step of screening, by the same task.

    What somebody reads just now, what was handed in anew and what nobody wrote with an
    account is left to people.
    """
    item = (
        QueueItem.objects.open()
        .filter(Q(lease_by__isnull=True) | Q(lease_until__lt=Now()), pk=item_id)
        .filter(cause=Cause.SUBMITTED, author__is_active=True)
        .filter(screened_version=F("version"))
        .select_related("author")
        .first()
    )
    rule = trusting(item) if item is not None else None
    if item is None or rule is None:
        return None
    try:
        return _publish(item, rule)
    except RuleViolation as violation:  # decided or changed at the same moment
        log.info("moderation.trust_too_late", item=item.pk, why=violation.code)
        return None


def trusting(item: QueueItem) -> TrustRule | None:
    """The first rule that trusts a screened item's author with it."""
    rules = list(queries.rules_for(item.kind, item.region_id))
    author = item.author
    if author is None or not rules or queries.is_paused(author.pk):
        return None
    record = queries.records_of([author.pk])[author.pk]
    case = queries.Case(
        author.pk,
        author.date_joined,
        timezone.now(),
        queries.strongest_hint(item.pk),
    )
    return next((rule for rule in rules if queries.fits(rule, case, record)), None)


def is_drawn(rule: TrustRule, kind: str, target_id: int) -> bool:
    """Whether a spot check falls on it: at random for all who don't know the seed."""
    if not rule.check_every:
        return False
    digest = hashlib.sha256(f"{rule.seed}:{kind}:{target_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % rule.check_every == 0


@transaction.atomic
def create(terms: Terms, *, by: User) -> TrustRule:
    """Write a rule under the next number; it publishes from now on."""
    known = TrustRule.objects.select_for_update().order_by("-number").first()
    number = (known.number if known else 0) + 1
    rule = _written(terms, number=number, version=1, seed=_seed(), by=by)
    happened("trust_rule.created", rule, by=by)
    return rule


@transaction.atomic
def change(rule: TrustRule, terms: Terms, *, by: User) -> TrustRule:
    """Write a new version; what the old one published still names the old one.

    Raises:
        RuleViolation: somebody changed or ended it meanwhile (`rule_ended`).
    """
    old = _ended(rule)
    fresh = _written(
        terms, number=old.number, version=_next_version(old), seed=old.seed, by=by
    )
    happened("trust_rule.changed", fresh, by=by)
    return fresh


@transaction.atomic
def end(rule: TrustRule, *, by: User) -> TrustRule:
    """Let the rule publish nothing any more.

    Raises:
        RuleViolation: as `change` does.
    """
    rule = _ended(rule)
    happened("trust_rule.ended", rule, by=by)
    return rule


@transaction.atomic
def trust_again(pause: TrustPause, *, by: User) -> TrustPause:
    """Staff have looked: what was decided up to now counts against nobody any more."""
    pause = TrustPause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if pause.ended_at is None:
        pause.ended_at, pause.ended_by = timezone.now(), by
        pause.save(update_fields=["ended_at", "ended_by"])
        happened("trust.given_again", pause, by=by)
    return pause


def withdraw_after(*, verb: Any, target: Any, happening: Any) -> None:
    """A decision against somebody who was trusted takes the trust away."""
    if verb.key != DECIDED or happening.by_id is None:
        return
    author_id = getattr(target, "author_id", None)
    verdict, reason = happening.params["verdict"], happening.params["reason"]
    if author_id is None or not queries.speaks_against(verdict, reason):
        return
    decision = Decision.objects.filter(pk=happening.params["decision"]).first()
    if decision is not None and _was_trusted(target):
        _pause(author_id, decision, target)


def forget(user: Any) -> None:
    """What was noted of somebody who is erased; as staff they only lose the name."""
    TrustPause.objects.filter(user=user).delete()
    TrustPause.objects.filter(ended_by=user).update(ended_by=None)


def _pause(author_id: int, decision: Decision, contribution: Moderated) -> None:
    # A pause that goes on keeps its decision: undoing this one must not end it.
    TrustPause.objects.get_or_create(
        user_id=author_id,
        ended_at=None,
        defaults={
            "decision": decision,
            "region_id": contribution.region_id,
            "since": decision.decided_at,
        },
    )


def _was_trusted(contribution: Moderated) -> bool:
    """Whether a rule ever published something that this person wrote."""
    kind = kinds.of(contribution).key
    own = Decision.objects.filter(kind=kind, target_id=contribution.pk)
    others = Decision.objects.filter(item__author=contribution.author_id)
    return (own | others).filter(trust_rule__isnull=False).exists()


@transaction.atomic
def _publish(item: QueueItem, rule: TrustRule) -> Decision:
    decision = decide(item, verdict=Verdict.PUBLISH, version=item.version, by=None)
    decision.trust_rule = rule
    decision.save(update_fields=["trust_rule"])
    if is_drawn(rule, item.kind, item.target_id):
        contribution = kinds.load(item.kind, item.target_id)
        if isinstance(contribution, Moderated):
            open_spot_check(contribution)
    return decision


def _written(
    terms: Terms, *, number: int, version: int, seed: int, by: User
) -> TrustRule:
    # Not `asdict`: it would copy the region.
    said = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
    return TrustRule.objects.create(
        number=number,
        version=version,
        seed=seed,
        created_by=by,
        created_at=timezone.now(),
        **said,
    )


def _ended(rule: TrustRule) -> TrustRule:
    rule = TrustRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if not rule.is_active:
        raise RuleViolation(
            _("Diese Regel gilt nicht mehr. Bitte laden Sie die Seite neu."),
            code="rule_ended",
        )
    rule.ended_at = timezone.now()
    rule.save(update_fields=["ended_at"])
    return rule


def _next_version(rule: TrustRule) -> int:
    rows = TrustRule.objects.filter(number=rule.number)
    last: int = rows.aggregate(last=Max("version"))["last"]
    return last + 1


def _seed() -> int:
    return secrets.randbits(62)
