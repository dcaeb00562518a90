"""Objecting to a decision: signed in, by the link of a mail, with a pick-up code.

The same page tells later what came of it.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public
from participation.moderation import appeals, rules
from participation.moderation.appeals import Appeal
from participation.moderation.forms.fairness import ComplaintForm
from participation.moderation.models import Complaint, Decision
from participation.moderation.queries.complaints import complaint_on
from participation.moderation.services import complaints, objecting
from participation.moderation.services.appealing import appeal_of, is_of_reporters
from participation.moderation.services.complaints import Entrance


@dataclass(frozen=True)
class Opened:
    """A decision, what it is about, and how the visitor came to it."""

    decision: Decision
    appeal: Appeal
    target: Any
    complaint: Complaint | None
    entrance: Entrance

    @property
    def asks_address(self) -> bool:
        """Whoever has no account may say where the answer is to go."""
        link = self.entrance.link
        knows_address = link is not None and (
            objecting.address_of(link) or objecting.account_of(link)
        )
        is_let_in = link is not None or self.entrance.holds_code
        return is_let_in and not knows_address


@public
@require_http_methods(["GET", "HEAD", "POST"])
def objection_open(request: HttpRequest, token: str) -> HttpResponse:
    return link_page(
        request, token, purpose=objecting.PURPOSE, destination=_page_of_link
    )


def _page_of_link(link: SignedLink) -> str:
    return reverse("moderation:complaint-create", args=[link.target_id])


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "complaint", gettext_lazy("Einwand gegen eine Entscheidung"), ComplaintForm
)
def complaint_create(request: HttpRequest, decision_pk: int) -> HttpResponseBase:
    """The page of one decision: object to it, or read what came of it."""
    opened = _opened(request, decision_pk)
    if opened is None:
        return _turned_away(request)
    form = ComplaintForm(posted(request), asks_address=opened.asks_address)
    if form.is_valid() and _objected(request, opened, form):
        messages.success(request, _("Ihr Einwand ist angekommen."))
        return redirect("moderation:complaint-create", decision_pk)
    decision, appeal = opened.decision, opened.appeal
    context = {
        "form": form,
        "decision": decision,
        "complaint": opened.complaint,
        "obstacle": complaints.obstacle(decision, opened.target),
        "title": appeal.title_of(opened.target),
        "url": appeal.url_of(opened.target),
        "is_reporter": is_of_reporters(decision),
        "entered_for": opened.entrance.entered_by is not None,
        "newer": _newer(opened),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/complaint_create.html", context, status=status)


def _opened(request: HttpRequest, decision_pk: int) -> Opened | None:
    """The decision, if the visitor has a right to it in whatever way."""
    decision = Decision.objects.filter(pk=decision_pk).first()
    appeal = appeal_of(decision) if decision else None
    target = appeal.find(decision) if appeal and decision else None
    if decision is None or appeal is None or target is None:
        return None
    complaint = complaint_on(decision)
    entrance = _entrance(request, decision, appeal, target, complaint)
    if entrance is None:
        return None
    if is_of_reporters(decision) and not _is_theirs(request, complaint, entrance):
        complaint = None  # several reported; what another of them wrote is not theirs
    return Opened(decision, appeal, target, complaint, entrance)


def _is_theirs(
    request: HttpRequest, complaint: Complaint | None, entrance: Entrance
) -> bool:
    if complaint is None:
        return False
    if entrance.link is None:
        return complaint.complained_by_id == request.visitor.user_id
    account = objecting.account_of(entrance.link)
    if account is not None:
        return complaint.complained_by_id == account.pk
    address = objecting.address_of(entrance.link)
    return bool(address) and complaint.address.casefold() == address.casefold()


def _entrance(
    request: HttpRequest,
    decision: Decision,
    appeal: Appeal,
    target: Any,
    complaint: Complaint | None,
) -> Entrance | None:
    visitor = request.visitor
    objector = complaint.complained_by_id if complaint is not None else None
    if objector is not None and objector == visitor.user_id:
        return Entrance()
    if appeal.may_object(visitor.user_id, decision, target):
        return Entrance()
    link = objecting.opened_link(request, decision.pk)
    if link is not None:
        return Entrance(link=link)
    door = appeals.door_of(decision.kind)
    is_reporters = is_of_reporters(decision)
    if door is not None and not is_reporters and door.holds(request, target):
        return Entrance(holds_code=True)
    if not is_reporters and rules.can_enter_complaint(visitor, target):
        return Entrance(entered_by=visitor.account)
    return None


def _turned_away(request: HttpRequest) -> HttpResponseBase:
    """Whether there is such a decision is nobody's business who has no right to it."""
    if request.visitor.is_signed_in:
        raise Http404
    query = urlencode({"next": request.path})
    return redirect(f"{reverse('account_login')}?{query}")


def _objected(request: HttpRequest, opened: Opened, form: ComplaintForm) -> bool:
    entrance = opened.entrance
    typed = Entrance(
        link=entrance.link,
        holds_code=entrance.holds_code,
        entered_by=entrance.entered_by,
        address=form.cleaned_data.get("address", ""),
    )
    is_own = typed.link is None and not typed.holds_code and typed.entered_by is None
    by = request.visitor.account if is_own else None
    text = form.cleaned_data["text"]
    try:
        complaints.complain(opened.decision, text=text, by=by, entrance=typed)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _newer(opened: Opened) -> Decision | None:
    """The decision that took the place of this one, if one may object to it."""
    newer = getattr(opened.target, "decision", None)
    if not isinstance(newer, Decision) or newer.pk <= opened.decision.pk:
        return None
    violation = complaints.obstacle(newer, opened.target)
    return newer if violation is None else None
