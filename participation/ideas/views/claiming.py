"""Coming back with the reference and the pick-up code, without an account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.ideas import rules
from participation.ideas.forms import ClaimForm
from participation.ideas.models import Idea
from participation.ideas.queries.way import way_of
from participation.ideas.services import pickup
from participation.moderation.enums import Publication

SESSION_KEY = "ideas_held"
MOST_HELD = 10
CLAIM_RATE = "20/h"
# From all networks together, so that many of them guess no faster.
NUMBER_RATE = "60/h"


def holds_code(request: HttpRequest, idea: Idea) -> bool:
    """Whether somebody showed the pick-up code of the idea in this session.

    A new code ends the old one here, too: whoever found a lost receipt is out.
    """
    shown = request.session.get(SESSION_KEY, {}).get(str(idea.pk))
    is_open = bool(shown) and idea.author_id is None
    return is_open and shown == pickup.mark_of(idea)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_claim(request: HttpRequest) -> HttpResponse:
    # The QR code of a receipt brings the number along, never the code.
    asked = {"number": request.GET.get("nummer", "")[:20]}
    form = ClaimForm(request.POST or None, initial=asked)
    if request.method == "POST" and (idea := _found(request, form)):
        held = request.session.get(SESSION_KEY, {}) | {
            str(idea.pk): pickup.mark_of(idea)
        }
        if request.session.session_key and not request.visitor.is_signed_in:
            request.session.cycle_key()  # whoever knew the session gains nothing
        request.session[SESSION_KEY] = dict([*held.items()][-MOST_HELD:])
        return redirect("ideas:idea-claimed", idea.number)
    context = {"form": form, "contact": contact_for(None)}
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_claim.html", context, status=status)


@public
@require_safe
@never_cache
def idea_claimed(request: HttpRequest, number: str) -> HttpResponse:
    """How it stands with an idea that belongs to nobody's account yet."""
    idea = _held(request, number)
    page = reverse("ideas:idea-claimed", args=[idea.number])
    context = {
        "idea": idea,
        "way": way_of(idea),
        "contact": contact_for(idea.region),
        "may_edit": idea.publication == Publication.CHANGES_REQUESTED,
        "may_take_over": rules.can_take_over(request.visitor, idea, holds_code=True),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': page})}",
        "signup_url": f"{reverse('account_signup')}?{urlencode({'next': page})}",
    }
    return render(request, "ideas/idea_claimed.html", context)


@require_POST
def idea_take_over(request: HttpRequest, number: str) -> HttpResponse:
    idea = _held(request, number)
    try:
        pickup.take_over(idea, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Die Idee gehört jetzt zu Ihrem Konto."))
    return redirect("ideas:idea-mine")


def _found(request: HttpRequest, form: ClaimForm) -> Idea | None:
    try:
        _slow_down(request, form)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    if not form.is_valid():
        return None
    number, code = form.cleaned_data["number"].strip(), form.cleaned_data["code"]
    idea = pickup.find(number, code)
    if idea is None:
        form.add_error(
            None,
            _(
                "Nummer und Abholcode passen nicht zusammen. Bitte prüfen Sie beide. "
                "Wenn die Idee schon zu einem Konto gehört, melden Sie sich dort an."
            ),
        )
    return idea


def _slow_down(request: HttpRequest, form: ClaimForm) -> None:
    """A code can be guessed: neither another device nor another network helps."""
    guard.limit(request, "idea-claim", CLAIM_RATE, per=guard.Per.NETWORK)
    if form.is_valid():
        number = form.cleaned_data["number"].strip().casefold()
        guard.limit(
            request, "idea-claim", NUMBER_RATE, per=guard.Per.SUBJECT, subject=number
        )


def _held(request: HttpRequest, number: str) -> Idea:
    rows = Idea.objects.select_related("region", "topic", "decision")
    idea = get_object_or_404(rows, number=number)
    if not holds_code(request, idea):
        raise Http404
    return idea
