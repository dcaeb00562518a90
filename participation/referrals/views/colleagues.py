"""Handing a case on inside the department, and the SPK's hand on those links."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.requests import public
from participation.referrals.forms.colleagues import HandOnForm
from participation.referrals.queries.colleagues import hand_overs_of
from participation.referrals.services import colleagues
from participation.referrals.views import speaking
from participation.referrals.views.cases import Opened, fill_in
from participation.referrals.views.desk import handled

RATE = "10/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-hand-on", gettext_lazy("Vorgang weitergeben"), HandOnForm)
def case_hand_on(request: HttpRequest, pk: int) -> HttpResponseBase:
    def form_for(opened: Opened, data: Any, _files: Any) -> HandOnForm:
        initial = speaking.remembered(request, opened.referral)
        return HandOnForm(data, department=opened.referral.department, initial=initial)

    def hand_on(opened: Opened, form: HandOnForm) -> None:
        # Whoever holds a link must not be able to make us write to a whole office.
        guard.limit(request, "case-hand-on", RATE)
        colleagues.hand_on(opened.referral, **form.cleaned_data, **opened.actor)
        messages.success(
            request,
            _("Der Link ist unterwegs an %(address)s. Ihr eigener gilt weiter.")
            % {"address": form.cleaned_data["address"]},
        )

    return fill_in(request, pk, form_for, hand_on)


@require_POST
def link_revoke(request: HttpRequest, pk: int, hand_over: int) -> HttpResponse:
    """The SPK ends a colleague's link."""
    referral = handled(request, pk)
    row = get_object_or_404(hand_overs_of(referral), pk=hand_over)
    try:
        colleagues.revoke(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der Link gilt nicht mehr."))
    return redirect(referral)


@require_POST
def link_end(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """The SPK ends the substitute's link."""
    referral = handled(request, pk)
    row = get_object_or_404(SignedLink, pk=link)
    try:
        colleagues.revoke_link(referral, row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der Link gilt nicht mehr."))
    return redirect(referral)


@require_POST
def link_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The SPK ends the mailbox's link and sends it a new one."""
    referral = handled(request, pk)
    try:
        colleagues.renew(referral, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(
            request,
            _("Der alte Link gilt nicht mehr. Ein neuer geht an das Postfach."),
        )
    return redirect(referral)
