"""One page for all rules of the house, and the page that lists them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from commons.terms import queries, registry, services
from commons.terms.models import Terms
from commons.terms.registry import House

NOTHING_YET = "0"


def page(key: str) -> Callable[..., HttpResponse]:
    """The view of one set of rules, for `urls.py` of the app that has them."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def terms_page(request: HttpRequest) -> HttpResponse:
        house = registry.get(key)
        may_change = house.may_change(request.visitor)
        is_reading = request.method != "POST"
        if not (may_change or (house.is_read_by(request.visitor) and is_reading)):
            raise PermissionDenied
        rows = queries.earlier(house.model)
        held = rows[0] if rows else house.model()
        form = house.form_class(posted(request), initial=queries.values_of(held))
        if form.is_valid() and _changed(request, house, form, held):
            return redirect(house.url_name)
        versions = queries.versions(rows, house.model)
        context = _context(request, house) | {
            "form": form if may_change else None,
            "seen": held.pk or NOTHING_YET,
            "held": versions[0],
            "versions": versions,
        }
        status = 422 if form.errors else 200
        return render(request, house.template, context, status=status)

    return terms_page


@require_safe
def terms_list(request: HttpRequest) -> HttpResponse:
    """All rules that the visitor may read; one query for each set."""
    houses = registry.read_by(request.visitor)
    if not houses:
        raise PermissionDenied
    groups: dict[str, list[dict[str, Any]]] = {}
    for house in houses:
        held = queries.in_force(house.model)
        line = house.summary(held) if house.summary else queries.in_one_line(held)
        entry = {"house": house, "line": line, "row": held}
        groups.setdefault(str(house.group.label), []).append(entry)
    return render(request, "terms/terms_list.html", {"groups": groups})


def _changed(request: HttpRequest, house: House, form: ModelForm, held: Terms) -> bool:
    """Write what the form says, unless somebody else was faster."""
    seen = request.POST.get("seen", "")
    if seen and seen != str(held.pk or NOTHING_YET):
        form.add_error(
            None,
            _(
                "Inzwischen hat jemand diese Regeln geändert, siehe Verlauf. Bitte "
                "sehen Sie Ihre Angaben noch einmal durch und speichern Sie dann."
            ),
        )
        return False
    by, values = request.visitor.account, form.cleaned_data
    try:
        if house.change is not None:
            house.change(values, by=by)
        else:
            services.change(house.model, values, by=by, verb=house.verb)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, str(house.saved))
    return True


def _context(request: HttpRequest, house: House) -> dict[str, Any]:
    more = dict(house.context(request)) if house.context else {}
    trail = [(_("Regeln des Hauses"), reverse("terms:terms-list"))]
    return {"house": house, "trail": trail} | more
