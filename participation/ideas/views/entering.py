"""Entering ideas for people who don't come here themselves."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from commons.drafts.keeping import keeps_own_draft
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from participation.ideas import rules
from participation.ideas.forms import IdeaForm
from participation.ideas.forms.entering import EntryForm, EntryPageForm, StackForm
from participation.ideas.models import Idea, Submission
from participation.ideas.queries.entries import entries_of, entry_of
from participation.ideas.queries.way import way_of
from participation.ideas.services import contacts, entering
from participation.ideas.views.pages import form_context, pictures_in, posted_content
from participation.ideas.views.pictures import pictures_handled
from participation.ideas.views.receipts import receipt_page
from participation.moderation.enums import Publication

ENTRY_RATE = "300/h"
NEXT = "weiter"


@dataclass
class Typed:
    """Both forms of the page as they were posted."""

    idea: IdeaForm
    entry: EntryForm

    @property
    def is_valid(self) -> bool:
        is_fine = [self.idea.is_valid(), self.entry.is_valid()]
        if all(is_fine):
            cleaned = self.idea.cleaned_data
            self.entry.check_workshop(f"{cleaned['title']}\n{cleaned['text']}")
        return not (self.idea.errors or self.entry.errors)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_own_draft("idea-entry")
def entry_create(request: HttpRequest) -> HttpResponse:
    if not rules.can_enter(request.visitor):
        raise PermissionDenied
    if request.method == "POST":
        return _entered(request)
    draft = entering.draft_of(request.visitor)
    content = dict(draft.content) if draft else {}
    initial = _stack(request) | content
    initial["key"] = content.get("key") or uuid.uuid4()
    typed = Typed(IdeaForm(initial=initial), EntryForm(initial=initial))
    return _page(request, typed, draft)


@never_cache
@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """What one has entered oneself: a house sees no more than that."""
    if not rules.can_enter(request.visitor):
        raise PermissionDenied
    form = EntryPageForm(request.GET)
    before = form.cleaned_data["vor"] if form.is_valid() else None
    context = {
        "page": entries_of(request.visitor, before=before),
        "today": entering.entered_today(request.visitor.account),
    }
    return render(request, "ideas/entry_list.html", context)


@never_cache
@require_safe
def entry_show(request: HttpRequest, number: str) -> HttpResponse:
    entry = visible_entry(request, number)
    context = {
        "entry": entry,
        "idea": entry.idea,
        "way": way_of(entry.idea),
        "may_renew": entry.idea.author_id is None,
        "may_edit": entry.idea.publication == Publication.CHANGES_REQUESTED
        and entry.idea.author_id is None,
        "may_see_contact": rules.can_see_contact(request.visitor, entry.idea),
    }
    return render(request, "ideas/entry_show.html", context)


@never_cache
@require_POST
def entry_renew_code(request: HttpRequest, number: str) -> HttpResponse:
    """A new receipt for a lost one: only with a new code, the old one ends."""
    entry = visible_entry(request, number)
    try:
        code = entering.renew_code(entry.idea, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("ideas:entry-show", number)
    return receipt_page(request, entry.idea, code)


@never_cache
@require_POST
def entry_contact(request: HttpRequest, number: str) -> HttpResponse:
    """How to reach the person: shown once, to the SPK alone, and written down."""
    entry = visible_entry(request, number)
    if not rules.can_see_contact(request.visitor, entry.idea):
        raise PermissionDenied
    addressee = contacts.show(entry.idea, by=request.visitor.account)
    context = {"entry": entry, "idea": entry.idea, "addressee": addressee}
    return render(request, "ideas/entry_contact.html", context)


def visible_entry(request: HttpRequest, number: str) -> Submission:
    entry = entry_of(number)
    if entry is None or not rules.can_see_entry(request.visitor, entry):
        raise Http404
    return entry


def _entered(request: HttpRequest) -> HttpResponse:
    typed = Typed(IdeaForm(request.POST), EntryForm(request.POST))
    draft = None
    try:
        guard.limit(request, "idea-entry", ENTRY_RATE)
        draft = entering.keep_draft(request.visitor, posted_content(request))
        if handled := pictures_handled(request, draft, typed.idea):
            return handled if request.htmx else _again(request, draft)
        if typed.is_valid and _is_here(request, typed.idea):
            return _done(request, _entered_idea(request, typed, draft))
    except RuleViolation as violation:
        typed.entry.add_error(None, str(violation.message))
        draft = entering.draft_of(request.visitor)  # what was undone is there again
    return _page(request, typed, draft)


def _entered_idea(request: HttpRequest, typed: Typed, draft: Draft) -> Idea:
    return entering.enter(
        typed.idea.content(pictures_in(draft)),
        typed.entry.entry(),
        key=typed.idea.cleaned_data["key"],
        by=request.visitor.account,
        draft=draft,
    )


def _is_here(request: HttpRequest, form: IdeaForm) -> bool:
    assert form.place is not None  # noqa: S101 -- a valid form has found it
    if rules.can_enter_in(request.visitor, form.place.region):
        return True
    message = _("Für %(region)s können Sie nichts eintragen.")
    form.add_error(None, message % {"region": form.place.region.name})
    return False


def _done(request: HttpRequest, idea: Idea) -> HttpResponse:
    """The receipt, or at once the next paper of the stack."""
    if NEXT not in request.POST:
        return receipt_page(request, idea, entering.first_code(idea))
    words = _("%(number)s ist eingetragen: %(title)s") % {
        "number": idea.number,
        "title": idea.title,
    }
    messages.success(request, words)
    kept = {name: request.POST.get(name, "") for name in StackForm.base_fields}
    kept["region"] = str(idea.region_id)
    return redirect(f"{reverse('ideas:entry-create')}?{urlencode(kept)}")


def _again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """All that was typed once more: contact data waits in no draft for a redirect."""
    initial = request.POST.dict()
    typed = Typed(IdeaForm(initial=initial), EntryForm(initial=initial))
    return _page(request, typed, draft)


def _stack(request: HttpRequest) -> dict[str, Any]:
    """Source, day, event and Stadtteil of the paper before, if they came along."""
    names = (*StackForm.base_fields, "region")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _page(request: HttpRequest, typed: Typed, draft: Draft | None) -> HttpResponse:
    context = form_context(typed.idea, draft, pictures_in(draft)) | {
        "entry_form": typed.entry,
        "today": entering.entered_today(request.visitor.account),
        "is_resumed": draft is not None and not typed.idea.is_bound,
    }
    status = 422 if typed.idea.is_bound else 200
    return render(request, "ideas/entry_create.html", context, status=status)
