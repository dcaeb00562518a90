"""What a department said and the SPK wrote down: entering, confirming, handing over."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.referrals.forms.transcripts import HeardForm
from participation.referrals.models import Referral
from participation.referrals.queries import transcripts as queries
from participation.referrals.services import attaching, transcripts
from participation.referrals.views.cases import Opened, press
from participation.referrals.views.desk import handled


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("statement-record", gettext_lazy("Stellungnahme eines Amtes"), HeardForm)
def statement_record(request: HttpRequest, pk: int) -> HttpResponse:
    """What a department said on the telephone, in a letter or on its own form."""
    referral = handled(request, pk)
    form = HeardForm(posted(request), request.FILES or None)
    if form.is_valid() and _recorded(request, referral, form):
        return redirect(referral)
    trail = [
        (_("Weiterleitungen"), reverse("referrals:referral-list")),
        (referral.idea.number, referral.get_absolute_url()),
    ]
    context = {
        "referral": referral,
        "form": form,
        "trail": trail,
        "is_again": transcripts.may_record_again(referral),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/statement_record.html", context, status=status)


@public
@never_cache
@require_POST
def case_confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """ "Stimmt": what the SPK wrote down is what the department said."""

    def confirm(opened: Opened) -> None:
        row = queries.waiting_on(opened.referral)
        if row is None or str(row.pk) != request.POST.get("mitschrift"):
            raise RuleViolation(
                _("Das ist schon erledigt. Danke."), code="nothing_to_confirm"
            )
        transcripts.confirm(row, **opened.actor)

    return press(request, pk, confirm, _("Danke. Dann gilt es so."))


@require_POST
def transcript_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody gave a body without a mailbox its copy."""
    referral = handled(request, pk)
    row = queries.waiting_on(referral)
    if row is None:
        raise Http404
    try:
        transcripts.hand_over(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Vermerkt: Das Amt hat die Mitschrift."))
    return redirect(referral)


@require_POST
def transcript_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A body without a mailbox said on the phone that it is right."""
    referral = handled(request, pk)
    row = queries.waiting_on(referral)
    if row is None:
        raise Http404
    try:
        transcripts.confirm(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Vermerkt: Das Amt sagt, dass es stimmt."))
    return redirect(referral)


def _recorded(request: HttpRequest, referral: Referral, form: HeardForm) -> bool:
    by = request.visitor.account
    try:
        files = attaching.store_all(form.cleaned_data["attachments"], by=by)
        row = transcripts.record(referral, form.said_with(files), form.heard, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    done = _("Eingetragen. Das Amt bekommt eine Mail zum Bestätigen oder Berichtigen.")
    if row.is_to_hand_over:
        done = _("Eingetragen. Bitte geben Sie dem Amt eine Abschrift.")
    messages.success(request, done)
    return True
