"""What authors do with their own comment: change it for a while, take it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.discussion.models import Comment
from participation.discussion.services import checking, counting
from participation.discussion.services.writing import keep_version
from participation.discussion.states import may_edit
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write


@transaction.atomic
def edit(comment: Comment, text: str, *, version: int, by: User) -> Comment:
    """Change the words; everybody can see what they were.

    A comment that waits for a moderator may be changed as long as it waits, one that
    is public for a quarter of an hour. A public one may not become what would have
    been read first: it is withdrawn and written anew then.

    Args:
        version: the version that the form showed.

    Raises:
        RuleViolation: `too_late`, `version_changed`, `needs_look` or `blocked`.
    """
    require_may_write(by)
    comment = _locked(comment)
    if not may_edit(comment):
        raise RuleViolation(
            _("Diesen Kommentar können Sie nicht mehr ändern."), code="too_late"
        )
    if comment.version != version:
        raise RuleViolation(
            _("Diese Fassung haben Sie in einem anderen Fenster schon ersetzt."),
            code="version_changed",
        )
    if comment.text == text:
        return comment
    if comment.is_public and _is_held(comment, text, by=by):
        raise _needs_look()
    comment.text = text
    comment.version += 1
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "version", "edited_at"])
    keep_version(comment, by=by)
    if comment.publication == Publication.SUBMITTED:
        moderation.submit(comment)
    happened("comment.edited", comment, by=by, version=comment.version)
    return comment


@transaction.atomic
def withdraw(comment: Comment, *, by: User) -> Comment:
    """Take one's own comment back; answers to it stay.

    Raises:
        RuleViolation: the comment's state does not allow it.
    """
    comment = _locked(comment)
    workflow.require(comment.publication, Publication.WITHDRAWN)
    was_public = comment.is_public
    comment.publication = Publication.WITHDRAWN
    comment.save(update_fields=["publication"])
    moderation.take_back(comment)
    if was_public:
        counting.count(comment, -1)
    happened("comment.withdrawn", comment, by=by)
    return comment


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)


def _is_held(comment: Comment, text: str, *, by: User) -> bool:
    return checking.is_held(comment.thread.host, text, by=by, mark=comment.mark)


def _needs_look() -> RuleViolation:
    return RuleViolation(
        _(
            "So können wir die Änderung nicht gleich zeigen: Der Text enthält wohl "
            "persönliche Angaben, viele Verweise oder Worte, die andere verletzen. "
            "Bitte schreiben Sie es anders."
        ),
        code="needs_look",
    )
