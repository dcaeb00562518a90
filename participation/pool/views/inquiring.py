import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.pool import rules
from participation.pool.forms.inquiring import InquiryForm
from participation.pool.models import Offer
from participation.pool.services.inquiring import inquire
from participation.pool.views.reading import trail, visible_offer

INQUIRY_RATE = "20/d"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("pool-inquiry", gettext_lazy("Nachricht zu einem Eintrag"), InquiryForm)
def inquiry_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to whoever offers or looks for something."""
    offer = visible_offer(request, pk)
    if not rules.can_inquire(request.visitor, offer):
        raise PermissionDenied
    form = InquiryForm(posted(request), initial={"key": uuid.uuid4()})
    if form.is_valid():
        try:
            return _sent(request, offer, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {"form": form, "offer": offer, "trail": trail(offer)}
    status = 422 if form.errors else 200
    return render(request, "pool/inquiry_create.html", context, status=status)


def _sent(request: HttpRequest, offer: Offer, form: InquiryForm) -> HttpResponse:
    guard.limit(request, "pool-inquiry", INQUIRY_RATE)
    inquire(
        offer,
        text=form.cleaned_data["text"],
        contact=form.cleaned_data["contact"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
    )
    messages.success(request, _("Abgeschickt. Die Antwort kommt direkt zu Ihnen."))
    return redirect(offer)
