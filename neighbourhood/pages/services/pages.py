from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.pages.models import Page


@transaction.atomic
def revise(
    page: Page, *, title: str, summary: str, body: str, version: int, by: User
) -> Page:
    """Give a page a new text.

    Args:
        version: the version that `by` has read.

    Raises:
        RuleViolation: somebody else changed the page meanwhile ("page_changed").
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if page.version != version:
        message = _(
            "Diese Seite wurde inzwischen geändert. Laden Sie sie neu und übertragen "
            "Sie Ihren Text."
        )
        raise RuleViolation(message, code="page_changed")
    page.title, page.summary, page.body = title, summary, body
    page.version += 1
    page.updated_at = timezone.now()
    page.updated_by = by
    page.save(
        update_fields=[
            "title",
            "summary",
            "body",
            "version",
            "updated_at",
            "updated_by",
        ]
    )
    happened("page.revised", page, by=by, version=page.version)
    return page
