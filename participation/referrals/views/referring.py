"""From a published idea to departments: choose, look at the mail, send."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.referrals import companions, dossiers, rules
from participation.referrals.forms.referring import ReferForm, SendForm
from participation.referrals.forms.routes import SiteForm, with_taken
from participation.referrals.letters import Letter, mail_of
from participation.referrals.models import Referral
from participation.referrals.queries.referrals import current_lead, returned_lead
from participation.referrals.queries.reusing import offered_on
from participation.referrals.services import referring, routes

CHOOSE = "referrals:referral-create"
# The suggestion depends on them, and is made without them at the next GET.
NOT_KEPT = ("site", "way")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("referral", gettext_lazy("Weiterleitung"), ReferForm, without=NOT_KEPT)
def referral_create(request: HttpRequest, number: str) -> HttpResponse:
    """Step 1: choose. A POST only shows what would go out."""
    idea = referable_idea(request, number)
    form = _form(request, idea)
    if request.method == "POST" and "aendern" not in request.POST and form.is_valid():
        return _preview(request, idea, form)
    return _choose(request, idea, form)


@require_POST
@keeps_draft(
    "referral",
    gettext_lazy("Weiterleitung"),
    ReferForm,
    without=NOT_KEPT,
    page=CHOOSE,
)
def referral_send(request: HttpRequest, number: str) -> HttpResponse:
    """Step 2: the moderator has seen the mails, and they go."""
    idea = referable_idea(request, number)
    form, seen = _form(request, idea), SendForm(request.POST)
    if not form.is_valid():
        return _choose(request, idea, form)
    letters = referring.letters_for(idea, **form.order())
    if not seen.is_valid() or seen.cleaned_data["seen"] != fingerprints(letters):
        messages.warning(
            request, _("Seit der Vorschau hat sich etwas geändert. Bitte noch einmal.")
        )
        return _preview(request, idea, form)
    try:
        referrals = _refer(idea, form, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _choose(request, idea, form)
    messages.success(request, _("Die Idee ist weitergeleitet."))
    return redirect(referrals[0])


@require_POST
def dossier_preview(request: HttpRequest, number: str, department: int) -> HttpResponse:
    """The PDF one department would get; nothing is stored."""
    idea = referable_idea(request, number)
    form = _form(request, idea)
    if not form.is_valid():
        return _choose(request, idea, form)
    letters = referring.letters_for(idea, **form.order())
    for letter in letters:
        if letter.department.pk == department:
            content = dossiers.compiled(letter)
            response = HttpResponse(content, content_type="application/pdf")
            response["Content-Disposition"] = 'inline; filename="dossier.pdf"'
            response["Cache-Control"] = "no-store"
            return response
    raise Http404


def referable_idea(request: HttpRequest, number: str) -> Idea:
    """The idea, if the visitor may see it; 403 if they may not forward it."""
    ideas = Idea.objects.visible_to(request.visitor).select_related(
        "region", "topic", "planning_area"
    )
    idea: Idea = get_object_or_404(ideas, number=number)
    if not rules.can_refer(request.visitor, idea):
        raise PermissionDenied
    return idea


def fingerprints(letters: Sequence[Letter]) -> str:
    return json.dumps([letter.fingerprint() for letter in letters])


def _refer(idea: Idea, form: ReferForm, *, by: User) -> list[Referral]:
    if form.site_to_say:
        routes.say_site(idea, form.site_to_say, by=by)
    return referring.refer(idea, **form.order(), route=form.route(by), by=by)


def _form(request: HttpRequest, idea: Idea) -> ReferForm:
    tried = SiteForm(request.GET)
    return ReferForm(
        with_taken(request.POST) if request.POST else None,
        idea=idea,
        lead=current_lead(idea),
        returned=returned_lead(idea),
        site=tried.cleaned_data["site"] or None if tried.is_valid() else None,
    )


def _choose(request: HttpRequest, idea: Idea, form: ReferForm) -> HttpResponse:
    context = {
        "idea": idea,
        "form": form,
        "offered": offered_on(idea),
        "trail": trail_of(idea),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "referrals/referral_create.html", context, status=status)


def _preview(request: HttpRequest, idea: Idea, form: ReferForm) -> HttpResponse:
    letters = referring.letters_for(idea, **form.order())
    context = {
        "idea": idea,
        "form": form,
        "trail": trail_of(idea),
        "mails": [_shown(letter) for letter in letters],
        "seen": fingerprints(letters),
    }
    return render(request, "referrals/referral_preview.html", context)


def _shown(letter: Letter) -> dict[str, Any]:
    """One mail as the preview shows it; the link is made when it is sent."""
    link = reverse("referrals:link-show", args=["…"])
    return {
        "letter": letter,
        "mail": mail_of(letter, link=link),
        "going": companions.going(letter.department),
    }


def trail_of(idea: Idea) -> list[tuple[str, str]]:
    return [
        (_("Ideen"), reverse("ideas:idea-list")),
        (idea.number, idea.get_absolute_url()),
    ]
