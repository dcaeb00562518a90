"""Calls for money: what everybody reads, and how the SPK keeps the pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
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
from commons.requests import public
from participation.pool import fund_rules
from participation.pool.forms.funds import CallForm
from participation.pool.models import FundingCall
from participation.pool.queries import funds as queries
from participation.pool.services import funds


@public
@never_cache
@require_safe
def fund_list(request: HttpRequest) -> HttpResponse:
    may_keep = fund_rules.can_keep_calls(request.visitor)
    context = {"calls": queries.calls(for_keepers=may_keep), "may_keep": may_keep}
    return render(request, "pool/fund_list.html", context)


@public
@never_cache
@require_safe
def fund_show(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    call = _found(request, pk)
    if slug != call.slug:
        return redirect(call)
    context = {
        "call": call,
        "may_keep": fund_rules.can_keep_calls(request.visitor),
        "may_apply": call.is_public and not call.is_over,
        "trail": _trail(),
    }
    return render(request, "pool/fund_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("fund", gettext_lazy("Seite einer Förderung"), CallForm)
def fund_create(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    form = CallForm(posted(request))
    if form.is_valid():
        call = funds.write(form.cleaned_data, by=request.visitor.account)
        messages.success(
            request, _("Gespeichert. Noch ist die Seite nicht öffentlich.")
        )
        return redirect(call)
    return _form_page(request, form, _("Förderung beschreiben"))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("fund-edit", gettext_lazy("Seite einer Förderung"), CallForm)
def fund_edit(request: HttpRequest, pk: int) -> HttpResponse:
    _require_keeper(request)
    call = _found(request, pk)
    form = CallForm(posted(request), instance=call)
    if form.is_valid():
        call = funds.write(form.cleaned_data, call=call, by=request.visitor.account)
        messages.success(request, _("Gespeichert."))
        return redirect(call)
    return _form_page(request, form, _("Förderung ändern"))


@require_POST
def fund_publish(request: HttpRequest, pk: int) -> HttpResponse:
    _require_keeper(request)
    call = _found(request, pk)
    funds.publish(call, by=request.visitor.account)
    messages.success(request, _("Die Seite ist öffentlich."))
    return redirect(call)


@require_POST
def fund_hide(request: HttpRequest, pk: int) -> HttpResponse:
    _require_keeper(request)
    call = _found(request, pk)
    funds.hide(call, by=request.visitor.account)
    messages.success(request, _("Die Seite sieht nur noch die SPK."))
    return redirect(call)


def _found(request: HttpRequest, pk: int) -> FundingCall:
    may_keep = fund_rules.can_keep_calls(request.visitor)
    call = queries.find_call(pk, for_keepers=may_keep)
    if call is None:
        raise Http404
    return call


def _require_keeper(request: HttpRequest) -> None:
    if not fund_rules.can_keep_calls(request.visitor):
        raise PermissionDenied


def _trail() -> list[tuple[str, str]]:
    return [(_("Förderung"), reverse("pool:fund-list"))]


def _form_page(request: HttpRequest, form: CallForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "trail": _trail()}
    status = 422 if form.errors else 200
    return render(request, "pool/fund_form.html", context, status=status)
