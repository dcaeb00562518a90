"""One's own ideas: the list, a new version, taking one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.keeping import ensure_device, keeps_own_draft
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.ideas import rules
from participation.ideas.forms import IdeaForm, VersionForm, content_of_idea
from participation.ideas.forms.sending import BeforeForm
from participation.ideas.models import Idea
from participation.ideas.queries.own import ideas_of
from participation.ideas.services import drafting, publication
from participation.ideas.services.revision import OPEN_TO_CHANGES
from participation.ideas.services.submission import Picture
from participation.ideas.views import guiding
from participation.ideas.views.amending import home_of
from participation.ideas.views.claiming import holds_code
from participation.ideas.views.pages import (
    form_context,
    pictures_in,
    posted_content,
)
from participation.ideas.views.pictures import pictures_handled
from participation.ideas.views.writing import FORM_RATE
from participation.moderation.queries.item import reader_of


@require_safe
def idea_mine(request: HttpRequest) -> HttpResponse:
    form = BeforeForm(request.GET)
    before = form.cleaned_data["vor"] if form.is_valid() else None
    user = request.visitor.account
    context = {
        "page": ideas_of(user, before=before),
        "draft": drafting.find(request.visitor),
    }
    return render(request, "ideas/idea_mine.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_own_draft("idea-edit")
def idea_edit(request: HttpRequest, number: str) -> HttpResponse:
    """A new version, until the moderators have decided."""
    idea = _own(request, number)
    if idea.publication not in OPEN_TO_CHANGES:
        return _no_more_changes(request, idea)
    if request.method == "POST":
        ensure_device(request)
        return _rewritten(request, idea)
    draft = drafting.find(request.visitor, idea)
    initial = content_of_idea(idea) | (draft.content if draft else {})
    form = IdeaForm(initial=initial | {"key": idea.draft_id})
    return _page(request, form, idea, draft)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    idea = _own(request, number)
    if request.method == "POST":
        try:
            publication.withdraw(idea, by=request.visitor.user)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
        else:
            messages.success(request, _("Ihre Idee ist zurückgezogen."))
        return redirect(home_of(request, idea))
    context = {"idea": idea, "contact": contact_for(idea.region)}
    return render(request, "ideas/idea_withdraw.html", context)


def _own(request: HttpRequest, number: str) -> Idea:
    rows = Idea.objects.select_related("region", "topic", "decision")
    idea = get_object_or_404(rows, number=number)
    is_holder = holds_code(request, idea) or rules.acts_for(request.visitor, idea)
    if not rules.can_edit(request.visitor, idea, holds_code=is_holder):
        raise Http404
    return idea


def _no_more_changes(request: HttpRequest, idea: Idea) -> HttpResponse:
    """What was typed stays as a draft; a public idea leads on to the Nachtrag."""
    if idea.is_public:
        messages.info(
            request,
            _(
                "Ihre Idee ist inzwischen veröffentlicht. Ergänzen können Sie sie mit "
                "einem Nachtrag."
            ),
        )
        return redirect("ideas:idea-amend", idea.number)
    messages.info(request, _("An dieser Idee ist gerade nichts zu ändern."))
    return redirect(home_of(request, idea))


def _rewritten(request: HttpRequest, idea: Idea) -> HttpResponse:
    form, version = IdeaForm(request.POST), VersionForm(request.POST)
    draft = None
    try:
        guard.limit(request, "idea-form", FORM_RATE)
        draft = drafting.keep(request.visitor, posted_content(request), idea)
        if handled := pictures_handled(request, draft, form):
            return handled
        is_ready = form.is_valid() and version.is_valid()
        if is_ready and guiding.unseen(request):
            return _page(request, form, idea, draft, is_asked=True)
        if is_ready:
            drafting.resubmit(
                draft,
                idea,
                form.content(pictures_in(draft)),
                version=version.cleaned_data["version"],
                by=request.visitor.user,
            )
            messages.success(request, _("Danke. Wir sehen uns die neue Fassung an."))
            return redirect(home_of(request, idea))
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return _page(request, form, idea, draft)


def _page(
    request: HttpRequest,
    form: IdeaForm,
    idea: Idea,
    draft: Draft | None,
    *,
    is_asked: bool = False,
) -> HttpResponse:
    """`is_asked`: nothing is wrong, but something is to be looked at once more."""
    pictures = pictures_in(draft) if draft else _pictures_of(idea)
    context: dict[str, Any] = form_context(form, draft, pictures) | {
        "idea": idea,
        "is_being_read": reader_of(idea) is not None,
        "version_form": VersionForm(initial={"version": idea.version}),
        "is_asked": is_asked,
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_edit.html", context, status=status)


def _pictures_of(idea: Idea) -> list[Picture]:
    images = idea.images.select_related("stored_file").order_by("position")
    return [Picture(image.stored_file, image.alt_text) for image in images]
