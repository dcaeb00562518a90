"""Rules that publish at once, and the people they no longer trust."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from participation.moderation import rules
from participation.moderation.forms.trust import (
    REHEARSE,
    TrustRuleForm,
    kind_labels,
    terms_of,
)
from participation.moderation.models import TrustRule
from participation.moderation.queries import trust as queries
from participation.moderation.services import trust
from participation.moderation.views.desk import desk_trail, desk_visitor


@require_safe
def trust_list(request: HttpRequest) -> HttpResponse:
    """Everybody at the desk may read by which rules something is public."""
    visitor = desk_visitor(request)
    context = {
        "trail": desk_trail(),
        "rules": queries.shown_rules(kind_labels()),
        "pauses": queries.pauses_to_look_at(visitor),
        "may_set": rules.can_write_rules(visitor),
    }
    return render(request, "moderation/trust_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def trust_create(request: HttpRequest) -> HttpResponse:
    return _page(request, _coordinator(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def trust_edit(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = _coordinator(request)
    return _page(request, visitor, _own_rule(visitor, pk))


@require_POST
def trust_end(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = _coordinator(request)
    rule = _own_rule(visitor, pk)
    try:
        trust.end(rule, by=visitor.account)
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
    else:
        messages.success(request, _("%(rule)s ist ausgeschaltet.") % {"rule": rule})
    return redirect("moderation:trust-list")


@require_POST
def trust_give_again(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = _coordinator(request)
    pause = get_object_or_404(queries.holding_pauses(), pk=pk)
    is_own = pause.user_id == visitor.user_id  # somebody else looks at it
    if is_own or not rules.can_set_rules(visitor, pause.region_id):
        raise PermissionDenied
    trust.trust_again(pause, by=visitor.account)
    messages.success(request, _("Die Regeln gelten für diese Person wieder."))
    return redirect("moderation:trust-list")


def _page(
    request: HttpRequest, visitor: Visitor, rule: TrustRule | None
) -> HttpResponse:
    initial = terms_of(rule) if rule else {}
    form = TrustRuleForm(posted(request), visitor=visitor, initial=initial)
    is_rehearsed = request.POST.get("schritt") == REHEARSE
    rehearsal = None
    if form.is_valid() and is_rehearsed:
        rehearsal = queries.rehearse(form.draft)
    elif form.is_valid() and _saved(request, visitor, form, rule):
        return redirect("moderation:trust-list")
    rules_page = (_("Vertrauen"), reverse("moderation:trust-list"))
    context = {
        "form": form,
        "rule": rule,
        "rehearsal": rehearsal,
        "trail": [*desk_trail(), rules_page],
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/trust_form.html", context, status=status)


def _saved(
    request: HttpRequest, visitor: Visitor, form: TrustRuleForm, rule: TrustRule | None
) -> bool:
    by = visitor.account
    try:
        if rule is None:
            kept = trust.create(form.terms, by=by)
        else:
            kept = trust.change(rule, form.terms, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("%(rule)s gilt ab jetzt.") % {"rule": kept})
    return True


def _coordinator(request: HttpRequest) -> Visitor:
    visitor = desk_visitor(request)
    if not rules.can_write_rules(visitor):
        raise PermissionDenied
    return visitor


def _own_rule(visitor: Visitor, pk: int) -> TrustRule:
    """A rule that counts, and that the visitor may set."""
    rule: TrustRule = get_object_or_404(TrustRule.objects.active(), pk=pk)
    if not rules.can_set_rules(visitor, rule.region_id):
        raise PermissionDenied
    return rule
