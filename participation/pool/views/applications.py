"""Writing an application for money, taking it along, saying what became of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.docx import MIME
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.tables import download_headers
from participation.actors.forms.speaking import offer_speaking
from participation.pool import application_papers as papers, application_states
from participation.pool.enums import ApplicationState
from participation.pool.forms.funds import (
    ApplicationEditForm,
    ApplicationForm,
    PlanForm,
    StateForm,
)
from participation.pool.models import FundingApplication, FundingCall
from participation.pool.queries import funds as queries
from participation.pool.services import applications


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    context = {"applications": queries.own(request.visitor), "trail": _trail()}
    return render(request, "pool/application_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("application", gettext_lazy("Förderantrag"), ApplicationForm)
def application_create(request: HttpRequest, pk: int) -> HttpResponse:
    call = _shown_call(pk)
    if call.is_over and request.method != "POST":
        messages.info(request, _("Diese Förderung ist beendet."))
        return redirect(call)
    account = request.visitor.account
    initial = {"contact_name": account.display_name, "contact_email": account.email}
    form = ApplicationForm(posted(request), initial=initial)
    offer_speaking(form, request.visitor)
    if form.is_valid():
        try:
            row = applications.begin(
                call, form.plan, by=account, actor=form.cleaned_data.get("actor")
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Gespeichert. Hier ist Ihr Antrag als Datei."))
            return redirect(row)
    return _form_page(request, form, call, call.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "application-edit",
    gettext_lazy("Förderantrag"),
    ApplicationEditForm,
    without=("version",),
)
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = ApplicationEditForm(
        posted(request), initial=ApplicationEditForm.initial_of(row)
    )
    if form.is_valid():
        try:
            applications.change(
                row,
                form.plan,
                version=form.cleaned_data["version"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(row)
    return _form_page(request, form, row.call, row.get_absolute_url())


@require_safe
def application_show(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = StateForm(current=row.state, initial={"state_on": berlin_today()})
    return _page(request, row, form)


@require_POST
def application_note(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = StateForm(request.POST, current=row.state)
    if form.is_valid():
        try:
            applications.note(
                row,
                ApplicationState(form.cleaned_data["state"]),
                on=form.cleaned_data["state_on"],
                granted=form.cleaned_data["granted"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Eingetragen."))
            return redirect(row)
    return _page(request, row, form)


@require_POST
def application_delete(request: HttpRequest, pk: int) -> HttpResponse:
    applications.delete(_found(request, pk), by=request.visitor.account)
    messages.success(request, _("Der Antrag ist gelöscht."))
    return redirect("pool:application-list")


@require_safe
def application_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(_found(request, pk), "pdf", "application/pdf", papers.as_pdf)


@require_safe
def application_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(_found(request, pk), "docx", MIME, papers.as_docx)


def _file(
    row: FundingApplication,
    ending: str,
    mime: str,
    make: Callable[[FundingApplication], bytes],
) -> HttpResponse:
    headers = download_headers(papers.file_name(row, ending))
    return HttpResponse(make(row), content_type=mime, headers=headers)


def _found(request: HttpRequest, pk: int) -> FundingApplication:
    row = queries.find(pk, request.visitor)
    if row is None:
        raise Http404
    return row


def _shown_call(pk: int) -> FundingCall:
    call = queries.find_call(pk, for_keepers=False)
    if call is None:
        raise Http404
    return call


def _page(
    request: HttpRequest, row: FundingApplication, form: StateForm
) -> HttpResponse:
    context = {
        "application": row,
        "form": form,
        "may_change": row.state in application_states.CHANGEABLE,
        "trail": [*_trail(), (_("Meine Anträge"), reverse("pool:application-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "pool/application_show.html", context, status=status)


def _trail() -> list[tuple[str, str]]:
    return [(_("Förderung"), reverse("pool:fund-list"))]


def _form_page(
    request: HttpRequest, form: PlanForm, call: FundingCall, back: str
) -> HttpResponse:
    trail = [*_trail(), (call.title, call.get_absolute_url())]
    context = {"form": form, "call": call, "back": back, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "pool/application_form.html", context, status=status)
