"""Letting a Rundbrief go, at once or at its hour, and taking it back before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_year
from commons.delivery import services as delivery
from commons.errors import RuleViolation
from commons.numbers.services import reserve_block
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.newsletters import rules, workflow
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.mailing import RENDERER, TASK
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms
from neighbourhood.newsletters.queries.content import content_of
from neighbourhood.newsletters.services.drafts import locked

wake.declare(TASK)
FARTHEST = timedelta(days=92)


@transaction.atomic
def release(
    newsletter: Newsletter,
    *,
    changes: int,
    by: User,
    planned_for: datetime | None = None,
) -> Newsletter:
    """From now on nothing changes; it goes at once or at its hour.

    Args:
        changes: `Newsletter.changes` as it was when `by` looked at it.
        planned_for: within three months; without it the worker begins now.

    Raises:
        RuleViolation: somebody changed it since (`newsletter_changed`), it says nothing
            (`newsletter_empty`), the rules of the house want a second person
            (`newsletter_second_person`), or the hour is no good (`newsletter_hour`).
    """
    newsletter = locked(newsletter)
    workflow.require(newsletter.state, NewsletterState.RELEASED)
    _require_seen(newsletter, changes)
    _require_second_person(newsletter, by)
    _require_words(newsletter)
    now = timezone.now()
    _require_hour(planned_for, now)
    _give_number(newsletter, now)
    newsletter.state = NewsletterState.RELEASED
    newsletter.released_at, newsletter.released_by = now, by
    newsletter.planned_for = planned_for
    newsletter.save()
    happened("newsletter.released", newsletter, by=by, is_planned=bool(planned_for))
    if planned_for is None:
        wake.on_commit(TASK, newsletter_id=newsletter.pk)
    return newsletter


@transaction.atomic
def take_back(newsletter: Newsletter, *, by: User | None) -> Newsletter:
    """Before the first mail has left it is a draft again; its number stays its own.

    Args:
        by: None where nobody stands for the release any more.

    Raises:
        RuleViolation: it is on its way (`newsletter_transition`).
    """
    newsletter = locked(newsletter)
    workflow.require(newsletter.state, NewsletterState.DRAFT)
    newsletter.state, newsletter.planned_for = NewsletterState.DRAFT, None
    newsletter.released_at = newsletter.released_by = None
    newsletter.save()
    happened("newsletter.taken_back", newsletter, by=by)
    return newsletter


@transaction.atomic
def send_test(newsletter: Newsletter, *, by: User) -> None:
    """The real mail, to whoever asks for it alone."""
    newsletter = locked(newsletter)
    happening = happened("newsletter.tested", newsletter, by=by)
    delivery.enqueue(
        key=f"newsletter-test:{newsletter.pk}:{happening.pk}",
        renderer=RENDERER,
        params={"newsletter": newsletter.pk, "is_test": True},
        to_user=by,
    )


def _require_seen(newsletter: Newsletter, changes: int) -> None:
    if newsletter.changes != changes:
        raise RuleViolation(
            _(
                "Inzwischen hat sich an diesem Rundbrief etwas geändert. Bitte sehen "
                "Sie ihn noch einmal an."
            ),
            code="newsletter_changed",
        )


def _require_words(newsletter: Newsletter) -> None:
    if content_of(newsletter).is_empty and not newsletter.intro:
        raise RuleViolation(
            _("Dieser Rundbrief ist noch leer."), code="newsletter_empty"
        )


def _require_hour(planned_for: datetime | None, now: datetime) -> None:
    if planned_for is not None and not now < planned_for <= now + FARTHEST:
        raise RuleViolation(
            _("Bitte wählen Sie eine Stunde in den nächsten drei Monaten."),
            code="newsletter_hour",
        )


def _give_number(newsletter: Newsletter, now: datetime) -> None:
    """Once; one that was taken back keeps its own."""
    if newsletter.number is None:
        newsletter.year = berlin_year(now)
        series = f"newsletter:{newsletter.region_id}"
        newsletter.number = reserve_block(series, newsletter.year, 1)


def _require_second_person(newsletter: Newsletter, by: User) -> None:
    terms = current(NewsletterTerms)
    if terms.needs_second_person and rules.has_written(visitor_for(by), newsletter):
        raise RuleViolation(
            _("Diesen Rundbrief gibt jemand frei, der nicht daran geschrieben hat."),
            code="newsletter_second_person",
        )
