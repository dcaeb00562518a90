"""Handing a bundle on inside the department, and the SPK's hand on all its links."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.departments import speaking
from participation.bundles.enums import BundleState
from participation.bundles.queries.colleagues import hand_overs_of
from participation.bundles.rules import DOOR
from participation.bundles.services import colleagues
from participation.bundles.views.desk import handled
from participation.bundles.views.opening import OpenedBundle, frame, open_bundle
from participation.referrals.forms.colleagues import HandOnForm

RATE = "10/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("bundle-hand-on", gettext_lazy("Bündel weitergeben"), HandOnForm)
def bundle_hand_on(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    if opened.bundle.state != BundleState.SENT:
        raise Http404
    initial = speaking.remembered(request, opened.thing)
    form = HandOnForm(
        posted(request), department=opened.bundle.department, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _handed_on(opened, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    status = 422 if request.method == "POST" else 200
    context = {**frame(opened), "form": form}
    return render(request, "bundles/bundle_hand_on.html", context, status=status)


def _handed_on(opened: OpenedBundle, form: HandOnForm) -> HttpResponse:
    # Whoever holds a link must not be able to make us write to a whole office.
    guard.limit(opened.request, "case-hand-on", RATE)
    colleagues.hand_on(opened.bundle, **form.cleaned_data, **opened.actor)
    messages.success(
        opened.request,
        _("Der Link ist unterwegs an %(address)s. Ihr eigener gilt weiter.")
        % {"address": form.cleaned_data["address"]},
    )
    return redirect("bundles:bundle-show", opened.bundle.pk)


@require_POST
def link_revoke(request: HttpRequest, number: str, link: int) -> HttpResponse:
    """The SPK ends a colleague's link, or the substitute's."""
    bundle = handled(request, number)
    row = get_object_or_404(DOOR.links_of(bundle.pk), pk=link)
    hand_over = hand_overs_of(bundle).filter(link=row).first()
    by = request.visitor.account
    try:
        if hand_over is not None:
            colleagues.revoke(hand_over, by=by)
        else:
            colleagues.revoke_link(bundle, row, by=by)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der Link gilt nicht mehr."))
    return redirect(bundle)
