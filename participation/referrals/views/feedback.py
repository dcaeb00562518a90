""" "Hat Ihnen das geholfen?" for the person behind an idea."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
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
from neighbourhood.pages.queries import contact_for
from participation.ideas.views.claiming import SESSION_KEY
from participation.referrals.forms.feedback import FeedbackForm
from participation.referrals.models import Answer
from participation.referrals.queries import feedback as queries
from participation.referrals.services import feedback
from participation.referrals.views.passing import home_of, own_idea

RATE = "30/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("answer-feedback", gettext_lazy("Rückmeldung zur Antwort"), FeedbackForm)
def feedback_create(request: HttpRequest, number: str) -> HttpResponseBase:
    """For the author, for whoever holds the code, and for the house that entered it."""
    if not request.visitor.is_signed_in and not request.session.get(SESSION_KEY):
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('account_login')}?{query}")
    idea = own_idea(request, number)
    answer = queries.newest_on(idea)
    if answer is None:
        raise Http404
    form = FeedbackForm(posted(request))
    if form.is_valid() and _given(request, answer, form):
        return _thanked(request, number, has_helped=form.has_helped)
    context = {
        "idea": idea,
        "answer": answer,
        "said": queries.said_of(answer),
        "is_settled": idea.case in queries.SETTLED,
        "was_reopened": queries.was_reopened(idea),
        "form": form,
        "contact": contact_for(idea.region),
        "back_url": home_of(request, idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/feedback_create.html", context, status=status)


def _given(request: HttpRequest, answer: Answer, form: FeedbackForm) -> bool:
    try:
        guard.limit(request, "answer-feedback", RATE)
        feedback.give(
            answer,
            has_helped=form.has_helped,
            text=form.cleaned_data["text"],
            by=request.visitor.user,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _thanked(request: HttpRequest, number: str, *, has_helped: bool) -> HttpResponse:
    if has_helped:
        words = _("Danke, das freut uns.")
    else:
        words = _("Danke. Wir sehen uns Ihre Idee noch einmal an.")
    messages.success(request, words)
    return redirect("referrals:feedback-create", number)
