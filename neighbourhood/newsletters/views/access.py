"""How the pages of Rundbriefe find theirs, and lead back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from neighbourhood.newsletters import rules
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.regions.models import Region

LIST = "newsletters:newsletter-list"
DETAIL = "newsletters:newsletter-detail"


def found(request: HttpRequest, pk: int, *, is_draft: bool = False) -> Newsletter:
    """A Rundbrief that the visitor writes; 404 for one they may not even read."""
    rows = Newsletter.objects.visible_to(request.visitor)
    newsletter: Newsletter = get_object_or_404(
        rows.select_related("region", "created_by", "edited_by", "released_by"), pk=pk
    )
    if not rules.can_compose(request.visitor, newsletter):
        raise PermissionDenied
    if is_draft and not newsletter.is_draft:
        raise Http404
    return newsletter


def region_of(request: HttpRequest, slug: str) -> Region:
    region = get_object_or_404(Region, slug=slug)
    if not rules.can_compose_for(request.visitor, region.pk):
        raise PermissionDenied
    return region


def do(
    request: HttpRequest, service: Callable[..., Any], target: Any, said: str
) -> bool:
    """Call a service with the visitor, and say what came of it."""
    try:
        service(target, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return False
    messages.success(request, said)
    return True


def theirs_after(
    violation: RuleViolation,
    request: HttpRequest,
    form: forms.Form,
    row: Newsletter | Item,
) -> Newsletter | Item | None:
    """Say why nothing was saved; gives what somebody else wrote meanwhile, if so.

    Whoever has read both versions may save theirs with the same form.
    """
    form.add_error(None, str(violation.message))
    if violation.code != "newsletter_changed":
        return None
    form.data = {**request.POST.dict(), "version": row.version}
    return row


def trail(newsletter: Newsletter | None = None) -> list[tuple[str, str]]:
    items = [(_("Rundbriefe"), reverse(LIST))]
    if newsletter is not None:
        items.append((newsletter.title, reverse(DETAIL, args=[newsletter.pk])))
    return items
