import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import owndata
from commons.accounts import rules
from commons.accounts.enums import Role, Scope
from commons.accounts.forms import EraseForm, ProfileForm, RoleGrantForm
from commons.accounts.grants import table_for
from commons.accounts.http import HttpRequest
from commons.accounts.queries import role_holders
from commons.accounts.services import own_data, roles
from commons.drafts.stale import stale_form
from commons.errors import RuleViolation


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a stale form gets: a plain word and a way on, not a bare 403.

    A text form that came from our own page is sent again with one click.
    """
    if again := stale_form(request):
        return render(request, "drafts/draft_again.html", again, status=403)
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def account_overview(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.visitor.account)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("accounts:account-overview")
    return render(request, "accounts/account_overview.html", {"form": form})


@require_safe
def own_data_show(request: HttpRequest) -> HttpResponse:
    entries = owndata.entries()
    return render(request, "accounts/own_data_show.html", {"entries": entries})


@require_POST
def own_data_export(request: HttpRequest) -> HttpResponse:
    content = json.dumps(
        own_data.export(request.visitor.account),
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        indent=2,
    )
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    response["Cache-Control"] = "no-store"
    return response


@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST or None, user=request.visitor.account)
    if request.method == "POST" and form.is_valid():
        own_data.erase(request.visitor.account)
        logout(request)
        messages.success(request, _("Ihr Konto ist gelöscht."))
        return redirect("home")
    entries = owndata.entries()
    context = {"form": form, "entries": entries}
    return render(request, "accounts/account_erase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def role_list(request: HttpRequest) -> HttpResponse:
    grantable = rules.grantable_roles(request.visitor)
    if not grantable:
        raise PermissionDenied
    form = RoleGrantForm(request.POST or None, roles=grantable)
    if request.method == "POST" and form.is_valid() and _granted(request, form):
        return redirect("accounts:role-list")
    context = {"form": form, "holders": role_holders(), "grantable": grantable}
    return render(request, "accounts/role_list.html", context)


def _granted(request: HttpRequest, form: RoleGrantForm) -> bool:
    user = form.cleaned_data["email"]
    role = Role(form.cleaned_data["role"])
    table, scope_id = form.cleaned_data["scope"]
    if not rules.can_grant(request.visitor, role=role, user_id=user.pk):
        form.add_error(None, _("Eigene Rollen ändert immer jemand anderes."))
        return False
    try:
        roles.grant(
            user,
            role=role,
            table=table,
            scope_id=scope_id,
            reason=form.cleaned_data["reason"],
            valid_until=form.cleaned_data["valid_until"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Die Rolle ist vergeben."))
    return True


@require_POST
def role_withdraw(request: HttpRequest, scope: str, pk: int) -> HttpResponse:
    if not rules.can_see_roles(request.visitor):
        raise PermissionDenied
    if scope not in Scope.values:
        raise Http404
    table = table_for(Scope(scope))
    given = get_object_or_404(table.model_class.objects.select_related("user"), pk=pk)
    if not rules.can_grant(
        request.visitor, role=Role(given.role), user_id=given.user_id
    ):
        raise PermissionDenied
    try:
        roles.withdraw(given, table=table, by=request.visitor.account)
        messages.success(request, _("Die Rolle ist entzogen."))
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    return redirect("accounts:role-list")
