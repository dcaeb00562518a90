"""The department's side: its list, one case, and what it does with it.

Somebody without an account comes by the link of a mail, a member signs in; the same
rule decides for both, and it opens this one case, never another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.files.views import answer_with
from commons.links import services as links
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.forms.responding import (
    QuestionForm,
    ReturnForm,
    StatementForm,
)
from participation.referrals.models import Referral
from participation.referrals.queries import referrals as queries
from participation.referrals.services import opening, responding

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

    referral: Referral
    link: SignedLink | None
    actor: dict[str, Any]


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then the case."""
    return link_page(
        request, token, purpose=rules.LINK_PURPOSE, destination=opening.opened
    )


@require_safe
def department_inbox(request: HttpRequest) -> HttpResponse:
    if not request.visitor.department_ids:
        raise PermissionDenied
    is_done = request.GET.get("ansicht") == "erledigt"
    page = queries.inbox(
        request.visitor, is_done=is_done, cursor=request.GET.get("ab", "")
    )
    view = "erledigt" if is_done else "offen"
    context = {
        "page": page,
        "tabs": [
            (_("Offen"), "?ansicht=offen", not is_done),
            (_("Erledigt"), "?ansicht=erledigt", is_done),
        ],
        "next_url": f"?ansicht={view}&ab={page.next_cursor}",
        "today": berlin_today(),
    }
    return render(request, "referrals/department_inbox.html", context)


@public
@never_cache
@require_safe
def case_show(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    return render(request, "referrals/case_show.html", _context(opened))


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
@require_POST
def case_acknowledge(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    try:
        responding.acknowledge(opened.referral, **opened.actor)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Danke. Wir wissen, dass Sie daran arbeiten."))
    return redirect("referrals:case-show", pk)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-statement", gettext_lazy("Stellungnahme"), StatementForm)
def case_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    def state(opened: Opened, form: StatementForm) -> None:
        responding.state(opened.referral, form.said, **opened.actor)

    return _act(request, pk, lambda data, _referral: StatementForm(data), state)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-question", gettext_lazy("Frage an die SPK"), QuestionForm)
def case_ask(request: HttpRequest, pk: int) -> HttpResponseBase:
    def ask(opened: Opened, form: Form) -> None:
        text = form.cleaned_data["text"]
        responding.ask(opened.referral, text=text, **opened.actor)
        messages.success(request, _("Ihre Frage ist bei uns. Die Frist steht still."))

    return _act(request, pk, lambda data, _referral: QuestionForm(data), ask)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-return", gettext_lazy("Rückgabe eines Vorgangs"), ReturnForm)
def case_return(request: HttpRequest, pk: int) -> HttpResponseBase:
    def give_back(opened: Opened, form: Form) -> None:
        cleaned = form.cleaned_data
        responding.return_(
            opened.referral,
            reason=ReturnReason(cleaned["reason"]),
            text=cleaned["text"],
            suggested=cleaned["suggested"],
            **opened.actor,
        )

    return _act(
        request, pk, lambda data, row: ReturnForm(data, referral=row), give_back
    )


def open_case(request: HttpRequest, pk: int) -> Opened | HttpResponseBase:
    """The case, or where somebody goes who has no right to it.

    Anonymous without an opened link: to the sign-in, before any look-up.
    """
    link = links.opened_in(request, rules.LINK_PURPOSE, rules.LINK_KIND, pk)
    if link is None and not request.visitor.is_signed_in:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    referral = queries.with_everything().filter(pk=pk).first()
    clerk = rules.Clerk(request.visitor, link)
    if referral is None or not rules.can_answer_for_department(clerk, referral):
        raise Http404
    if referral.state not in workflow.SENT | {ReferralState.QUEUED}:
        raise Http404
    actor = {"by": request.visitor.user if link is None else None, "link": link}
    return Opened(referral, link, actor)


def _act(
    request: HttpRequest,
    pk: int,
    make_form: Callable[[Any, Referral], Any],
    service: Callable[[Opened, Any], None],
) -> HttpResponseBase:
    """One form of the department on a page of its own, then back to the case."""
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = make_form(request.POST or None, opened.referral)
    if request.method == "POST" and form.is_valid():
        try:
            service(opened, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect("referrals:case-show", pk)
    name = request.resolver_match.url_name if request.resolver_match else ""
    template = f"referrals/{str(name).replace('-', '_')}.html"
    context = {**_context(opened), "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _context(opened: Opened) -> dict[str, Any]:
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
        "is_over": referral.state in workflow.SENT - workflow.WITH_DEPARTMENT,
        "is_on_link": opened.link is not None,
        **allowed,
    }
