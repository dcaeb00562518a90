"""What can be blackened in reports, and where copies of words of an idea lie."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from participation.ideas.register.redaction import on_page
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting, Words
from participation.together.models import Progress, Undertaking

COLUMNS = ("words", "consent_words", "joining", "ended_reason")


def register() -> None:
    copies.register("together.Undertaking", COLUMNS, _undertakings)
    copies.register("together.Progress", ("text",), _reports)


def _near(progress: Progress) -> Iterator[Moderated]:
    """The idea, and what stands on its page."""
    idea = progress.undertaking.idea
    yield idea
    yield from on_page(idea)


def _undertakings(about: About, _black: Blackening) -> QuerySet:
    """Of an idea, and those whose report held the words."""
    reported = Progress.objects.filter(pk__in=about.of("progress"))
    rows = Q(idea__in=about.of("idea")) | Q(pk__in=reported.values("undertaking"))
    return Undertaking.objects.filter(rows)


def _reports(about: About, _black: Blackening) -> QuerySet:
    of_idea = Q(undertaking__idea__in=about.of("idea"))
    return Progress.objects.filter(of_idea | Q(pk__in=about.of("progress")))


PROGRESS = Redacting(
    words=lambda progress: [Words("text", _("Bericht"), progress.text)], near=_near
)
