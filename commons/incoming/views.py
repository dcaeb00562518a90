"""Mail that nobody could place: read it, give it to a case, or discard it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.incoming import absence, queries, rules
from commons.incoming.enums import DiscardReason, MailState
from commons.incoming.forms import AssignForm, DiscardForm
from commons.incoming.models import Mail
from commons.incoming.services import settling
from commons.requests import number_asked


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_aside(request.visitor):
        raise PermissionDenied
    is_discarded = request.GET.get("ansicht") == "verworfen"
    before = number_asked(request, "vor")
    context = {
        "page": queries.aside(
            request.visitor, is_discarded=is_discarded, before=before
        ),
        "is_first": before is None,
        "is_discarded": is_discarded,
        "away_since": absence.since(),
        "may_change_terms": rules.can_change_terms(request.visitor),
        "tabs": [
            (_("Nicht zugeordnet"), "?", not is_discarded),
            (_("Verworfen"), "?ansicht=verworfen", is_discarded),
        ],
    }
    return render(request, "incoming/mail_list.html", context)


@require_safe
def mail_show(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _mail(request, pk))


@require_POST
def mail_assign(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _mail(request, pk)
    form = AssignForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        try:
            settling.assign(mail, number=number, visitor=request.visitor)
        except RuleViolation as violation:
            form.add_error("number", str(violation.message))
        else:
            messages.success(request, _("Die Mail ist zugeordnet."))
            return redirect("incoming:mail-list")
    return _show(request, mail, assign=form)


@require_POST
def mail_discard(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _mail(request, pk)
    form = DiscardForm(request.POST)
    if form.is_valid():
        reason = DiscardReason(form.cleaned_data["reason"])
        try:
            settling.discard(mail, reason=reason, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Mail ist verworfen."))
            return redirect("incoming:mail-list")
    return _show(request, mail, discard=form)


@require_POST
def mail_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    mail = _mail(request, pk)
    try:
        settling.take_back(mail, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(
            request, _("Die Mail wartet wieder darauf, zugeordnet zu werden.")
        )
    return redirect(mail)


def _mail(request: HttpRequest, pk: int) -> Mail:
    """What a person had to look at; mails of a case are read there."""
    if not rules.can_see_aside(request.visitor):
        raise PermissionDenied
    rows = queries.with_everything().visible_to(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    shown = (MailState.ASIDE, MailState.DISCARDED)
    mail: Mail = get_object_or_404(rows, pk=pk, state__in=shown)
    return mail


def _show(
    request: HttpRequest,
    mail: Mail,
    *,
    assign: AssignForm | None = None,
    discard: DiscardForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "mail": mail,
        "target": queries.likely_target(mail, request.visitor),
        "assign_form": assign or AssignForm(),
        "discard_form": discard or DiscardForm(),
        "is_discarded": mail.state == MailState.DISCARDED,
        "trail": [(_("Nicht zugeordnet"), reverse("incoming:mail-list"))],
    }
    has_errors = any(form is not None and form.errors for form in (assign, discard))
    status = 422 if has_errors else 200
    return render(request, "incoming/mail_show.html", context, status=status)
