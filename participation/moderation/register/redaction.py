"""Where the desk keeps words of contributions, and how a redaction is objected to."""

from django.db.models import Q, QuerySet

from commons import copies, pagecache
from commons.blackening import Blackening
from commons.copies import About
from participation.moderation import appeals
from participation.moderation.enums import Verdict
from participation.moderation.models import (
    BulkPick,
    BulkRun,
    Complaint,
    Decision,
    Hint,
    QueueItem,
    Report,
)
from participation.moderation.services.blocks import KIND
from participation.moderation.services.regretting import REDACTION

# When everything else is as it should be.
LAST = 100


def register() -> None:
    appeals.register(REDACTION, verdict=Verdict.REDACT)
    copies.register("moderation.QueueItem", ("title",), _items)
    copies.register("moderation.Hint", ("reason",), _hints)
    copies.register("moderation.Decision", ("text", "facts", "way_text"), _decisions)
    copies.register("moderation.Report", ("text", "passage"), _reports)
    copies.register("moderation.Complaint", ("text", "answer"), _complaints)
    copies.register("moderation.BulkRun", ("ruling",), _runs)
    copies.add_effect("pages", _forget_pages, order=LAST)


def _items(about: About, _black: Blackening) -> QuerySet:
    return QueueItem.objects.filter(about.rows())


def _hints(about: About, black: Blackening) -> QuerySet:
    return Hint.objects.filter(item__in=_items(about, black))


def _decisions(about: About, _black: Blackening) -> QuerySet:
    """Also those on the people who wrote it: a block says what happened, in words."""
    of_authors = Q(kind=KIND, target_id__in=sorted(about.authors))
    return Decision.objects.filter(about.rows() | of_authors)


def _reports(about: About, _black: Blackening) -> QuerySet:
    return Report.objects.filter(about.rows())


def _complaints(about: About, black: Blackening) -> QuerySet:
    return Complaint.objects.filter(decision__in=_decisions(about, black))


def _runs(about: About, black: Blackening) -> QuerySet:
    """The words that many are about to be told."""
    picks = BulkPick.objects.filter(item__in=_items(about, black))
    return BulkRun.objects.filter(pk__in=picks.values("run"))


def _forget_pages(_about: About, _black: Blackening) -> None:
    pagecache.forget_pages()
