"""Learning from decisions, in a worker. Imports scikit-learn: never from a view."""

import hashlib
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commons.alone import alone
from commons.verbs.services import happened
from participation.referrals.learning.training import TooFewError, Trained, train
from participation.referrals.models import LearnedWeights, Training
from participation.referrals.queries.learning import (
    count_of_decisions,
    examples,
    newest_decision,
)
from participation.referrals.queries.suggesting import NEEDED, current_training

log = structlog.get_logger(__name__)

# Texts that were deleted or blackened meanwhile leave the model after so long at most.
LONGEST_LIFE = timedelta(days=30)


def learn(*, is_asked: bool = False) -> Training | None:
    """Learn if there is enough that is new, or if somebody asked for it.

    Whatever goes wrong, the model in use stays; what went wrong stands in the row.

    Returns: the run, or None if there was none.
    """
    with alone("referrals.learn") as may_learn:
        if not may_learn or not (is_asked or is_due()):
            return None
        return _learn()


def is_due() -> bool:
    """Fifty new decisions, or a model so old that it may still hold deleted words."""
    current = current_training()
    if current is None:
        return count_of_decisions() >= NEEDED
    if count_of_decisions(after=current.newest_referral) >= NEEDED:
        return True
    return timezone.now() - current.ended_at >= LONGEST_LIFE


def _learn() -> Training | None:
    """Outside of any transaction: it may take a minute."""
    began_at, newest = timezone.now(), newest_decision()
    found = list(examples())
    facts = {"began_at": began_at, "newest_referral": newest, "decisions": len(found)}
    if len(found) < NEEDED:
        _forget_old()
        return None
    try:
        trained = train(found)
    except TooFewError:
        _forget_old()
        return None
    except Exception as error:  # noqa: BLE001 -- the old model must outlive anything
        # Its words may quote a text; its name cannot.
        log.error("learning.failed", error=type(error).__name__)  # noqa: TRY400 -- no traceback
        return _failed(facts, type(error).__name__)
    return _stored(facts, trained)


@transaction.atomic
def _stored(facts: dict[str, Any], trained: Trained) -> Training:
    content = trained.learned.to_bytes()
    figures = trained.figures
    training = Training.objects.create(
        **facts,
        number=_next_number(),
        ended_at=timezone.now(),
        departments=len(trained.learned.labels),
        features=trained.learned.features,
        accuracy=figures.accuracy,
        top_three=figures.top_three,
        macro_f1=figures.macro_f1,
        most_frequent=figures.most_frequent,
        off=figures.off,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    LearnedWeights.objects.all().delete()
    LearnedWeights.objects.create(training=training, content=content)
    happened("training.done", training, by=None)
    return training


@transaction.atomic
def _failed(facts: dict[str, Any], fault: str) -> Training:
    training = Training.objects.create(
        **facts, number=_next_number(), ended_at=timezone.now(), fault=fault[:60]
    )
    happened("training.failed", training, by=None)
    return training


def _forget_old() -> None:
    """Too little is left to learn from: what an old model holds must not outlive it."""
    current = current_training()
    if current is not None and timezone.now() - current.ended_at >= LONGEST_LIFE:
        LearnedWeights.objects.all().delete()


def _next_number() -> int:
    return (Training.objects.aggregate(last=Max("number"))["last"] or 0) + 1
