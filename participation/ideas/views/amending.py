"""What an author adds after publication, and the versions before it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft, still_open
from commons.errors import RuleViolation
from commons.requests import public
from participation.ideas import rules
from participation.ideas.forms.amending import AddendumForm
from participation.ideas.models import Addendum, Idea
from participation.ideas.queries import amending as queries
from participation.ideas.queries.versions import versions_for
from participation.ideas.services import amending
from participation.ideas.views.claiming import holds_code
from participation.moderation.rules import can_moderate

ADDENDUM_RATE = "20/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("addendum", gettext_lazy("Nachtrag"), AddendumForm, without=("key",))
def idea_amend(request: HttpRequest, number: str) -> HttpResponse:
    """Add something to one's own public idea; with the pick-up code, too."""
    idea = _own(request, number)
    if not idea.is_public:
        still_open(request)
        messages.info(request, _("Nachträge gibt es zu veröffentlichten Ideen."))
        return redirect(home_of(request, idea))
    form = AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, idea, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "idea": idea,
        "form": form,
        "waiting": queries.waiting_on(idea),
        "addenda": queries.own_on(idea),
        "home_url": home_of(request, idea),
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_amend.html", context, status=status)


@public
@require_POST
def addendum_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    addendum = get_object_or_404(Addendum.objects.select_related("idea"), pk=pk)
    idea = _own(request, addendum.idea.number)
    try:
        amending.withdraw(addendum, by=request.visitor.user)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Ihr Nachtrag ist zurückgezogen."))
    return redirect("ideas:idea-amend", idea.number)


@public
@never_cache
@require_safe
def idea_versions(request: HttpRequest, number: str) -> HttpResponse:
    """All versions for the author and staff, what is public for everybody else."""
    idea = get_object_or_404(Idea.objects.select_related("region"), number=number)
    sees_all = _is_own(request, idea) or can_moderate(request.visitor, idea)
    if not idea.is_public and not sees_all:
        raise Http404
    context = {
        "idea": idea,
        "versions": versions_for(idea, sees_all=sees_all),
        "sees_all": sees_all,
        "trail": [
            (_("Ideen"), reverse("ideas:idea-list")),
            (idea.number, idea.get_absolute_url()),
        ],
    }
    return render(request, "ideas/idea_versions.html", context)


def home_of(request: HttpRequest, idea: Idea) -> str:
    """Where somebody goes on who has acted on an own idea."""
    if rules.is_own(request.visitor, idea):
        return reverse("ideas:idea-mine")
    if rules.acts_for(request.visitor, idea):
        return reverse("ideas:entry-show", args=[idea.number])
    return reverse("ideas:idea-claimed", args=[idea.number])


def _added(request: HttpRequest, idea: Idea, form: AddendumForm) -> HttpResponse:
    guard.limit(request, "addendum", ADDENDUM_RATE)
    amending.add(
        idea,
        text=form.cleaned_data["text"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.user,
    )
    messages.success(
        request,
        _("Danke. Wir lesen Ihren Nachtrag, dann steht er unter Ihrer Idee."),
    )
    if rules.is_own(request.visitor, idea):
        return redirect(idea)
    return redirect(home_of(request, idea))


def _own(request: HttpRequest, number: str) -> Idea:
    idea = get_object_or_404(Idea.objects.select_related("region"), number=number)
    if not _is_own(request, idea):
        raise Http404
    return idea


def _is_own(request: HttpRequest, idea: Idea) -> bool:
    is_holder = holds_code(request, idea) or rules.acts_for(request.visitor, idea)
    return rules.can_edit(request.visitor, idea, holds_code=is_holder)
