"""An author answers the moderators' wish for changes with a new version."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.ideas.services.submission import Content, fields_of, write_version
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication


@transaction.atomic
def resubmit(idea: Idea, content: Content, *, version: int, by: User | None) -> Idea:
    """Hand in a new version after changes were requested.

    Args:
        version: the version that the form showed.
        by: the author, or None for somebody who holds the pick-up code.

    Raises:
        RuleViolation: no changes are requested any more, or another window was
            faster.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    workflow.require(idea.publication, Publication.SUBMITTED)
    if idea.version != version:
        raise RuleViolation(
            _("Diese Fassung haben Sie in einem anderen Fenster schon ersetzt."),
            code="version_changed",
        )
    for name, value in fields_of(content).items():
        setattr(idea, name, value)
    idea.version += 1
    idea.publication = Publication.SUBMITTED
    # The promise of a first look runs anew.
    idea.submitted_at = timezone.now()
    idea.save()
    write_version(idea, content, by=by)
    moderation.submit(idea)
    happened("idea.resubmitted", idea, by=by, version=idea.version)
    return idea
