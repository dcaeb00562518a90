"""The SPK's side of bundles: what is out, how far it is, what to do with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.bundles import rules, workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.queries import bundles as queries
from participation.bundles.queries.colleagues import keys_to
from participation.bundles.queries.replying import mails_of
from participation.bundles.services import (
    collecting,
    outcomes,
    recalling,
    reminding,
    renewing,
    sending,
)
from participation.bundles.views.bundling import trail
from participation.referrals import workflow as referral_workflow
from participation.referrals.enums import ReferralState
from participation.referrals.forms.handing import HandedForm
from participation.referrals.models import Referral
from participation.referrals.rules import can_handle

LONGEST_KEY = 18


@require_safe
def bundle_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_bundle(request.visitor):
        raise PermissionDenied
    view = request.GET.get("ansicht", "offen")
    before = request.GET.get("vor", "")
    figures = queries.desk_figures(request.visitor)
    page = queries.desk_list(
        request.visitor, view, before=int(before) if _is_key(before) else None
    )
    context = {
        "page": page,
        "tabs": [_tab(key, name, figures, view) for key, name in queries.VIEWS.items()],
        "next_url": f"?ansicht={view}&vor={page.next_before}",
        "today": berlin_today(),
    }
    return render(request, "bundles/bundle_list.html", context)


@require_safe
def bundle_detail(request: HttpRequest, number: str) -> HttpResponse:
    bundle = _found(request, number)
    rows = queries.rows_for_desk(bundle, request.visitor)
    tally = queries.tally_of(bundle)
    is_whole = len(rows) == tally.total and _handles_all(request, rows)
    context = {
        "bundle": bundle,
        "rows": [_row(request, bundle, row) for row in rows],
        "tally": tally,
        "elsewhere": tally.total - len(rows),
        "today": berlin_today(),
        "handed_form": HandedForm(since=bundle.made_at),
        "trail": trail(),
        "keys": keys_to(bundle),
        "mails": mails_of(bundle, request.visitor),
        "may_end_links": is_whole,
        **_possible(bundle, is_whole=is_whole),
    }
    return render(request, "bundles/bundle_detail.html", context)


@require_POST
def bundle_leave(request: HttpRequest, number: str) -> HttpResponse:
    """What was collected goes now."""
    done = _("Die gemeinsame Mail geht hinaus. Die Frist beginnt heute.")
    return _act(request, number, sending.send_now, done)


@require_POST
def bundle_remind(request: HttpRequest, number: str) -> HttpResponse:
    done = _("Die Erinnerung geht hinaus, mit allem, was noch offen ist.")
    return _act(request, number, reminding.remind, done)


@require_POST
def bundle_renew(request: HttpRequest, number: str) -> HttpResponse:
    done = _("Der alte Link gilt nicht mehr. Ein neuer geht an das Postfach.")
    return _act(request, number, renewing.renew, done)


@require_POST
def bundle_resend(request: HttpRequest, number: str) -> HttpResponse:
    done = _("Die Mail geht noch einmal hinaus, mit neuer Frist.")
    return _act(request, number, outcomes.send_again, done)


@require_POST
def bundle_recall(request: HttpRequest, number: str) -> HttpResponse:
    done = _("Zurückgerufen ist alles, was noch offen war.")
    return _act(request, number, recalling.recall_all, done)


@require_POST
def bundle_pass_on(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody gave the paper to a department that has no mailbox."""
    bundle = handled(request, number)
    form = HandedForm(request.POST, since=bundle.made_at)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["day"])))
        return redirect(bundle)
    service = partial(outcomes.hand_over_by_hand, day=form.cleaned_data["day"])
    return _act(request, number, service, _("Vermerkt: Das Amt hat die Ideen."))


@require_POST
def item_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them goes by itself, and at once."""
    rows = Referral.objects.at_desk_of(request.visitor).select_related("idea")
    referral: Referral = get_object_or_404(rows, pk=pk, goes_along=True)
    if not can_handle(request.visitor, referral):
        raise PermissionDenied
    bundle = queries.bundle_of(referral)
    try:
        collecting.take_out(referral, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Diese Weiterleitung geht jetzt allein hinaus."))
    still = bundle is not None and bundle.items.exists()
    return redirect(bundle if bundle is not None and still else referral)


def _act(
    request: HttpRequest, number: str, service: Callable[..., Any], done: str
) -> HttpResponse:
    bundle = handled(request, number)
    try:
        service(bundle, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(bundle)


def _found(request: HttpRequest, number: str) -> Bundle:
    rows = queries.with_everything().at_desk_of(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    bundle: Bundle = get_object_or_404(rows, number=number)
    return bundle


def handled(request: HttpRequest, number: str) -> Bundle:
    """403 where a row is of a Stadtteil that one does not look after, or one's own."""
    bundle = _found(request, number)
    rows = Referral.objects.filter(bundle_item__bundle=bundle).select_related("idea")
    if not _handles_all(request, list(rows)):
        raise PermissionDenied
    return bundle


def _handles_all(request: HttpRequest, rows: list[Referral]) -> bool:
    return rules.can_handle_all(request.visitor, rows)


def _row(
    request: HttpRequest, bundle: Bundle, referral: Referral
) -> tuple[Referral, bool, bool]:
    """The row, and whether it may be taken out or back by this person."""
    may = can_handle(request.visitor, referral)
    waits = bundle.is_collecting and referral.state == ReferralState.QUEUED
    is_unsent = waits or referral.state == ReferralState.FAILED
    may_recall = referral_workflow.may_become(referral.state, ReferralState.RECALLED)
    return referral, may and is_unsent, may and may_recall


def _possible(bundle: Bundle, *, is_whole: bool) -> dict[str, bool]:
    """What the page offers; the services have the last word."""
    is_by_hand = bundle.delivery_id is not None and bundle.link_id is None
    is_queued = bundle.state == BundleState.QUEUED
    is_sent = bundle.state == BundleState.SENT
    may_recall = workflow.may_become(bundle.state, BundleState.RECALLED)
    return {
        "may_leave": is_whole and bundle.is_collecting,
        "may_remind": is_whole and is_sent and bundle.link_id is not None,
        "may_resend": is_whole and queries.has_not_arrived(bundle),
        "may_pass_on": is_whole and is_queued and is_by_hand,
        "may_recall": is_whole and may_recall,
        "is_packing": is_queued and bundle.delivery_id is None,
    }


def _tab(
    key: str, name: Any, figures: dict[str, int], current: str
) -> tuple[str, str, bool]:
    label = f"{name} ({figures[key]})" if figures.get(key) else str(name)
    return (label, f"?ansicht={key}", key == current)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_KEY
