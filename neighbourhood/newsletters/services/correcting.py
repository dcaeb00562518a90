"""A Rundbrief was wrong: it is said above it, and by mail only where somebody wants."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.mailing import TASK
from neighbourhood.newsletters.models import Correction, Newsletter
from neighbourhood.newsletters.services.drafts import locked


@transaction.atomic
def correct(
    newsletter: Newsletter, text: str, *, is_mailed: bool, by: User
) -> Correction:
    """Put a Berichtigung above a Rundbrief that is out.

    Args:
        is_mailed: who got the first mail gets this one, too.

    Raises:
        RuleViolation: it is no public one (`newsletter_not_public`), or mails of it
            still go out (`newsletter_on_its_way`).
    """
    newsletter = locked(newsletter)
    if not newsletter.is_public:
        raise RuleViolation(
            _("Diesen Rundbrief hat noch niemand gelesen. Ändern Sie den Entwurf."),
            code="newsletter_not_public",
        )
    if is_mailed and newsletter.state != NewsletterState.SENT:
        raise RuleViolation(
            _("Eine zweite Mail geht erst, wenn die erste bei allen ist."),
            code="newsletter_on_its_way",
        )
    correction = Correction.objects.create(
        newsletter=newsletter,
        text=text.strip(),
        is_mailed=is_mailed,
        created_at=timezone.now(),
        created_by=by,
    )
    happened(
        "newsletter.corrected",
        newsletter,
        by=by,
        correction=correction.pk,
        is_mailed=is_mailed,
    )
    if is_mailed:
        wake.on_commit(TASK)
    return correction
