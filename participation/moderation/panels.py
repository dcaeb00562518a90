"""Where the desk shows itself on pages of others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons import kinds
from commons.accounts.http import HttpRequest
from participation.moderation import rules
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated
from participation.moderation.queries.item import open_item_of
from participation.moderation.services.complaints import obstacle


def menu_entry(*, request: HttpRequest) -> dict[str, Any] | None:
    if not rules.can_see_desk(request.visitor):
        return None
    return {
        "url": reverse("moderation:queue"),
        "label": _("Prüfung"),
        "icon": "inbox",
    }


def beside_idea(*, request: HttpRequest, idea: Moderated) -> dict[str, Any] | None:
    """For everybody the way to report it; for its author what the desk says."""
    if rules.is_author(request.visitor, idea):
        return _for_author(idea)
    return {"report_url": _address("report-create", idea)} if idea.is_public else None


def staff_entry(*, request: HttpRequest, idea: Moderated) -> dict[str, Any] | None:
    if not rules.can_moderate(request.visitor, idea):
        return None
    return {"desk_url": _address("contribution", idea)}


def _for_author(contribution: Moderated) -> dict[str, Any] | None:
    if contribution.publication == Publication.SUBMITTED:
        item = open_item_of(contribution)
        return {"promised_on": item.promised_on} if item else None
    decision = contribution.decision
    if decision is None or obstacle(decision, contribution) is not None:
        return None
    url = reverse("moderation:complaint-create", args=[decision.pk])
    return {"decision": decision, "complaint_url": url}


def _address(view: str, contribution: Moderated) -> str:
    kind = kinds.of(contribution).key
    return reverse(f"moderation:{view}", args=[kind, contribution.pk])
