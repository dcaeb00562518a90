"""When a network meets: list, one date, and changing them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked, public
from participation.networks import rules
from participation.networks.forms.dates import DateForm, NewDateForm
from participation.networks.models import Network, NetworkDate
from participation.networks.queries import dates as queries
from participation.networks.services import dates
from participation.networks.views import access
from participation.networks.views.access import BEFORE, earlier


@public
@never_cache
@require_safe
def date_list(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.read(request, pk)
    page = queries.page_of(network, before=number_asked(request, BEFORE))
    here = reverse("networks:date-list", args=[pk])
    context = {
        **access.space_context(request, network, _("Termine")),
        "page": page,
        "may_set": rules.can_lead(request.visitor, network),
        "next_url": earlier(here, page.before),
        "first_url": here if BEFORE in request.GET else "",
    }
    return render(request, "networks/date_list.html", context)


@public
@never_cache
@require_safe
def date_show(request: HttpRequest, pk: int) -> HttpResponse:
    date = _found(request, pk)
    context = {
        **access.space_context(request, date.network, date.title),
        "date": date,
        "may_set": rules.can_lead(request.visitor, date.network),
    }
    return render(request, "networks/date_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("network-date", gettext_lazy("Termin eines Netzwerks"), NewDateForm)
def date_create(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.read(request, pk)
    _require_lead(request, network)
    form = NewDateForm(posted(request))
    if form.is_valid():
        try:
            made = dates.set_dates(
                network,
                form.meeting,
                days=form.days,
                at=form.cleaned_data["time"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Eingetragen. Die Mitglieder erfahren davon."))
            return redirect(made[0])
    return _form_page(request, network, form, _("Termin eintragen"))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("network-date-edit", gettext_lazy("Termin eines Netzwerks"), DateForm)
def date_edit(request: HttpRequest, pk: int) -> HttpResponse:
    date = _changeable(request, pk)
    form = DateForm(posted(request), initial=DateForm.initial_of(date))
    if form.is_valid():
        try:
            dates.change(
                date,
                form.meeting,
                starts_at=form.starts_at,
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Geändert."))
            return redirect(date)
    return _form_page(request, date.network, form, _("Termin ändern"), date)


@require_POST
def date_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    date = _changeable(request, pk)
    try:
        dates.cancel(date, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Abgesagt. Die Mitglieder erfahren davon."))
    return redirect(date)


@require_POST
def date_restore(request: HttpRequest, pk: int) -> HttpResponse:
    date = _changeable(request, pk)
    try:
        dates.restore(date, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der Termin findet doch statt."))
    return redirect(date)


def _found(request: HttpRequest, pk: int) -> NetworkDate:
    return access.found(queries.find(pk, request.visitor))


def _changeable(request: HttpRequest, pk: int) -> NetworkDate:
    date = _found(request, pk)
    _require_lead(request, date.network)
    return date


def _require_lead(request: HttpRequest, network: Network) -> None:
    if not rules.can_lead(request.visitor, network):
        raise PermissionDenied


def _form_page(
    request: HttpRequest,
    network: Network,
    form: DateForm,
    title: str,
    date: NetworkDate | None = None,
) -> HttpResponse:
    trail = [
        (_("Netzwerke"), reverse("networks:network-list")),
        (network.name, network.get_absolute_url()),
        (_("Termine"), reverse("networks:date-list", args=[network.pk])),
    ]
    back = date or network
    context = {"form": form, "title": title, "trail": trail, "network": network}
    context["back"] = back.get_absolute_url()
    status = 422 if form.errors else 200
    return render(request, "networks/date_form.html", context, status=status)
