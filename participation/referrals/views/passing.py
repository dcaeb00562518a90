"""An Amt's question goes to the person behind the idea, and the reply comes back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from commons.terms.queries import current
from neighbourhood.pages.queries import contact_for
from participation.ideas import rules as idea_rules
from participation.ideas.models import Idea
from participation.ideas.views.claiming import SESSION_KEY, holds_code
from participation.referrals import rules
from participation.referrals.forms.passing import PassOnForm, ReplyForm
from participation.referrals.models import ClockTerms, Question
from participation.referrals.queries import passing as queries
from participation.referrals.queries.referrals import with_everything
from participation.referrals.services import passing

REPLY_RATE = "30/h"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("question-pass-on", gettext_lazy("Frage an eine Person"), PassOnForm)
def question_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The Amt's words are there to begin with; the SPK makes them plain."""
    question = get_object_or_404(Question, pk=pk)
    rows = with_everything().at_desk_of(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    referral = get_object_or_404(rows, pk=question.referral_id)
    if not rules.can_handle(request.visitor, referral):
        raise PermissionDenied
    form = PassOnForm(posted(request), initial={"text": question.text})
    if form.is_valid() and _passed_on(request, question, form):
        messages.success(
            request, _("Die Frage ist unterwegs. Die Frist des Amtes steht still.")
        )
        return redirect(referral)
    context = {
        "referral": referral,
        "idea": referral.idea,
        "question": question,
        "form": form,
        "way": queries.way_to(referral.idea),
        "working_days": current(ClockTerms).resident_days,
        "trail": [
            (_("Weiterleitungen"), reverse("referrals:referral-list")),
            (referral.idea.number, referral.get_absolute_url()),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/question_pass_on.html", context, status=status)


def _passed_on(request: HttpRequest, question: Question, form: PassOnForm) -> bool:
    by = request.visitor.account
    try:
        passing.pass_on(question, **form.cleaned_data, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("resident-reply", gettext_lazy("Antwort auf eine Rückfrage"), ReplyForm)
def resident_reply(request: HttpRequest, number: str) -> HttpResponseBase:
    """For the author, for whoever holds the code, and for the house that entered it."""
    if not request.visitor.is_signed_in and not request.session.get(SESSION_KEY):
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('account_login')}?{query}")
    idea = own_idea(request, number)
    passed = queries.latest_on(idea)
    if passed is None:
        raise Http404
    form = ReplyForm(posted(request))
    if form.is_valid() and _replied(request, idea, form):
        messages.success(request, _("Danke. Wir geben die Auskunft an das Amt weiter."))
        return redirect("referrals:resident-reply", idea.number)
    context = {
        "idea": idea,
        "passed": passed,
        "form": form,
        "contact": contact_for(idea.region),
        "back_url": home_of(request, idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/resident_reply.html", context, status=status)


def own_idea(request: HttpRequest, number: str) -> Idea:
    rows = Idea.objects.select_related("region", "topic", "decision")
    idea = get_object_or_404(rows, number=number)
    is_holder = holds_code(request, idea) or idea_rules.acts_for(request.visitor, idea)
    if not idea_rules.can_edit(request.visitor, idea, holds_code=is_holder):
        raise Http404
    return idea


def _replied(request: HttpRequest, idea: Idea, form: ReplyForm) -> bool:
    passed = queries.latest_on(idea)
    if passed is None:
        return False
    try:
        guard.limit(request, "resident-reply", REPLY_RATE)
        passing.reply(passed, **form.cleaned_data, by=request.visitor.user)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def home_of(request: HttpRequest, idea: Idea) -> str:
    if holds_code(request, idea):
        return reverse("ideas:idea-claimed", args=[idea.number])
    return idea.get_absolute_url()
