"""What the demo's people report and object to, by the real services."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from participation.ideas.models import Idea
from participation.moderation.enums import LawField, Publication, ReportReason
from participation.moderation.models import QueueItem, Report
from participation.moderation.services import complaints, pool, reports
from participation.moderation.services.reports import Notice, Origin
from participation.moderation.services.weighing import weigh_again

ANGRY = "Das ist Werbung für den Laden nebenan."
# Minutes ago, words, and whether an account says it that is there for long.
REPORTS = (
    (95, "Im zweiten Satz steht der Name meiner Nachbarin.", True),
    (12, ANGRY, False),
    (12, ANGRY, False),
    (11, "Werbung!", False),
    (11, "Bitte löschen, das ist Reklame.", False),
)
OBJECTION = (
    "Ich wohne seit zwanzig Jahren hier und habe mit dem Laden nichts zu tun. Es geht "
    "mir um den Weg dorthin. Bitte lesen Sie meine Idee noch einmal."
)


def tell(people: Mapping[str, User]) -> None:
    """Reports on one idea, one objection, and two people who decide on objections."""
    for key in ("koordination", "sga"):
        pool.name(
            people[key],
            valid_from=berlin_today(),
            valid_until=None,
            by=people["koordination"],
        )
    _reported(people)
    _objected()


def _reported(people: Mapping[str, User]) -> None:
    idea = Idea.objects.published().order_by("-published_at", "-pk")[0]
    neighbours = [
        person
        for key, person in sorted(people.items())
        if key.startswith("nachbar-") and person.pk != idea.author_id
    ]
    item = None
    for (minutes, words, is_known), person in zip(REPORTS, neighbours, strict=False):
        notice = Notice(ReportReason.ADVERTISING, words)
        if is_known:
            notice = Notice(
                ReportReason.UNLAWFUL,
                words,
                law_field=LawField.PRIVACY,
                passage="der zweite Satz",
                name=person.display_name,
                is_in_good_faith=True,
            )
        origin = Origin() if is_known else Origin(network="192.0.2.7")
        written = reports.report(
            idea, notice, by=person if is_known else None, origin=origin
        )
        Report.objects.filter(pk=written.pk).update(
            reported_at=timezone.now() - timedelta(minutes=minutes),
            account_days=400 if is_known else None,
        )
        item = written.item
    if item is not None:
        weigh_again(QueueItem.objects.get(pk=item.pk))


def _objected() -> None:
    idea = Idea.objects.filter(publication=Publication.DECLINED).order_by("pk").first()
    decision = idea.decision if idea is not None else None
    if idea is not None and decision is not None and idea.author is not None:
        complaints.complain(decision, text=OBJECTION, by=idea.author)
