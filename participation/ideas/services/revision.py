"""An author writes a new version, until the idea is decided on.

Asked for changes, or of their own accord while it waits: a moderator who is reading
sees at once that it changed, and cannot decide on the version before.
"""

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

# Nothing is decided yet; after that there is the Nachtrag.
OPEN_TO_CHANGES = frozenset({Publication.SUBMITTED, Publication.CHANGES_REQUESTED})


@transaction.atomic
def resubmit(idea: Idea, content: Content, *, version: int, by: User | None) -> Idea:
    """Hand in a new version; it keeps its place at the desk if it waits there.

    Args:
        version: the version that the form showed.
        by: the author, or None for somebody who holds the pick-up code.

    Raises:
        RuleViolation: it is decided on by now, or another window was faster.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    was_asked = idea.publication != Publication.SUBMITTED
    if was_asked:
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
    if was_asked:  # the promise of a first look runs anew
        idea.submitted_at = timezone.now()
    idea.save()
    write_version(idea, content, by=by)
    moderation.submit(idea)
    verb = "idea.resubmitted" if was_asked else "idea.revised"
    happened(verb, idea, by=by, version=idea.version)
    return idea
