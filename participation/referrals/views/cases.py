"""The department's side of one case: coming in, reading, and what every form shares.

Somebody without an account comes by the link of a mail, a member signs in; the same
rule decides for both, and it opens this one case, never another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.files.views import answer_with
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.departments.clerks import Clerk, coming_in
from neighbourhood.departments.forms.speaking import SpokenForm
from neighbourhood.pages.queries import contact_for
from participation.referrals import companions, rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.forms.responding import ReleaseForm
from participation.referrals.models import Referral
from participation.referrals.queries import cases as queries
from participation.referrals.services import opening, responding
from participation.referrals.views import speaking

# What a department may do, and the state it leads to.
ACTIONS = {
    "may_acknowledge": ReferralState.ACKNOWLEDGED,
    "may_ask": ReferralState.QUESTION,
    "may_return": ReferralState.RETURNED,
    "may_state": ReferralState.STATED,
}


@dataclass(frozen=True)
class Opened:
    """One case that the visitor may answer, and how they came to it."""

    request: HttpRequest
    referral: Referral
    link: SignedLink | None

    @property
    def actor(self) -> dict[str, Any]:
        return dict(Clerk(self.request.visitor, self.link).actor)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then the case."""
    return link_page(
        request, token, purpose=rules.LINK_PURPOSE, destination=opening.opened
    )


@public
@never_cache
@require_safe
def case_show(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    context = context_of(opened) | queries.beside(
        opened.referral, request.visitor, **opened.actor
    )
    if context["waiting"] is not None:
        initial = speaking.remembered(request, opened.referral)
        context["release_form"] = ReleaseForm(initial=initial)
    return render(request, "referrals/case_show.html", context)


@public
@never_cache
@require_safe
def case_dossier(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    referral = opened.referral
    if referral.dossier is None or not rules.may_be_handed_out(referral):
        raise Http404
    return answer_with(request, referral.dossier)


@public
@never_cache
@require_safe
def case_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponseBase:
    """A file that the department gave along, for whoever may open the case."""
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    row = queries.attachment_of(opened.referral, attachment)
    if row is None:
        raise Http404
    return answer_with(request, row.stored_file)


@public
@never_cache
@require_POST
def case_acknowledge(request: HttpRequest, pk: int) -> HttpResponseBase:
    def acknowledge(opened: Opened) -> None:
        responding.acknowledge(opened.referral, **opened.actor)

    done = _("Danke. Wir wissen, dass Sie daran arbeiten.")
    return press(request, pk, acknowledge, done)


def open_case(request: HttpRequest, pk: int) -> Opened | HttpResponseBase:
    """The case, or where somebody goes who has no right to it."""
    clerk = coming_in(request, rules.CASE_DOOR, pk, beside=companions.key_in)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    referral = queries.with_all_for_department().filter(pk=pk).first()
    if referral is None or not rules.can_answer_for_department(clerk, referral):
        raise Http404
    if not queries.is_shown_to_department(referral):
        raise Http404
    return Opened(request, referral, clerk.by_name(referral.department_id).link)


def fill_in(
    request: HttpRequest,
    pk: int,
    make_form: Callable[..., Any],
    service: Callable[[Opened, Any], None],
) -> HttpResponseBase:
    """One form of the department on a page of its own, then back to the case."""
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = make_form(opened, posted(request), request.FILES or None)
    if isinstance(form, SpokenForm) and opened.actor["by"] is not None:
        form.know(opened.actor["by"].display_name)
    if form.is_valid():
        try:
            service(opened, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            speaking.remember(request, opened.referral, form.cleaned_data)
            return redirect("referrals:case-show", pk)
    name = request.resolver_match.url_name if request.resolver_match else ""
    template = f"referrals/{str(name).replace('-', '_')}.html"
    context = {
        **context_of(opened),
        **queries.words_for(opened.referral),
        "form": form,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def press(
    request: HttpRequest, pk: int, service: Callable[[Opened], object], done: str
) -> HttpResponseBase:
    """A button on the case's page."""
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    try:
        service(opened)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect("referrals:case-show", pk)


def context_of(opened: Opened) -> dict[str, Any]:
    referral = opened.referral
    allowed = {
        name: workflow.may_become(referral.state, state)
        for name, state in ACTIONS.items()
    }
    return {
        "referral": referral,
        "idea": referral.idea,
        "contact": contact_for(referral.idea.region),
        "today": berlin_today(),
        "is_over": referral.state not in workflow.OPEN,
        "is_on_link": opened.link is not None,
        "may_correct": workflow.may_correct(referral.state, referral.idea.case),
        **allowed,
    }
