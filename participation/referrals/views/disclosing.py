"""What the SPK lets out by choice: the author's contact data, costs, and files."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from commons.requests import public
from participation.referrals.enums import ConsentWay
from participation.referrals.forms.disclosing import ConsentForm, ShownForm
from participation.referrals.models import Statement
from participation.referrals.services import disclosing
from participation.referrals.views.cases import context_of, open_case
from participation.referrals.views.desk import handled


@require_http_methods(["GET", "HEAD", "POST"])
def contact_release(request: HttpRequest, pk: int) -> HttpResponse:
    referral = handled(request, pk)
    form = ConsentForm(posted(request))
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            disclosing.release_contact(
                referral,
                consent_on=cleaned["consent_on"],
                consent_way=ConsentWay(cleaned["consent_way"]),
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Das Amt kann die Kontaktdaten jetzt öffnen."))
            return redirect(referral)
    context = {
        "referral": referral,
        "form": form,
        "has_contact": disclosing.has_contact(referral.idea),
        "trail": [
            (_("Weiterleitungen"), reverse("referrals:referral-list")),
            (referral.idea.number, referral.get_absolute_url()),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/contact_release.html", context, status=status)


@require_POST
def contact_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    referral = handled(request, pk)
    disclosing.withdraw_contact(referral, by=request.visitor.account)
    messages.success(request, _("Das Amt sieht die Kontaktdaten nicht mehr."))
    return redirect(referral)


@public
@never_cache
@require_POST
def case_contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The contact data once, in the answer to this POST, and written down."""
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    try:
        addressee = disclosing.show_contact(opened.referral, **opened.actor)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("referrals:case-show", pk)
    context = context_of(opened) | {"addressee": addressee}
    return render(request, "referrals/case_contact.html", context)


@require_POST
def statement_showing(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of a statement's files and figures stand below the answer."""
    rows = Statement.objects.select_related("referral__idea")
    rows = rows.prefetch_related("attachments__stored_file")
    statement = get_object_or_404(rows, pk=pk)
    referral = handled(request, statement.referral_id)
    form = ShownForm(request.POST, statement=statement)
    if not form.is_valid():
        messages.error(request, _("Diese Auswahl gibt es nicht mehr."))
        return redirect(referral)
    chosen = form.cleaned_data.get("attachments", [])
    try:
        disclosing.choose_shown(
            statement,
            attachments=[int(key) for key in chosen],
            shows_costs=form.cleaned_data.get("shows_costs", False),
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Gespeichert. Öffentlich wird es mit der Antwort."))
    return redirect(referral)
