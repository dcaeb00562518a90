"""Moderators say in which language an idea is, and translate it to read along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.drafts import services as drafts
from commons.errors import RuleViolation
from participation.ideas import rules
from participation.ideas.forms.translating import LanguageForm, TranslationForm
from participation.ideas.models import Idea
from participation.ideas.queries import translations
from participation.ideas.services import translating

GERMAN = translating.GERMAN


@require_http_methods(["GET", "HEAD", "POST"])
def translation_edit(request: HttpRequest, number: str) -> HttpResponse:
    idea = _idea(request, number)
    target = f"idea:{idea.pk}"
    if request.method != "POST":
        draft = drafts.find(request.visitor, translating.DRAFT, target)
        return _page(request, idea, _unbound(idea, draft.content if draft else {}))
    form = TranslationForm(request.POST)
    if form.is_valid():
        try:
            translating.translate(idea, **form.cleaned_data, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            draft = drafts.find(request.visitor, translating.DRAFT, target)
            if draft is not None:
                drafts.delete(draft)
            messages.success(request, _("Die Arbeitsübersetzung ist gespeichert."))
            return redirect(idea)
    return _page(request, idea, form)


@require_POST
def language_correct(request: HttpRequest, number: str) -> HttpResponse:
    idea, form = _idea(request, number), LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        translating.correct_language(
            idea, language=language, by=request.visitor.account
        )
        messages.success(request, _("Die Sprache ist berichtigt."))
    return redirect(idea)


def _unbound(idea: Idea, typed: dict[str, str]) -> TranslationForm:
    """The newest translation to go on with, or what was begun on it."""
    language = typed.get("language", GERMAN)
    newest = translations.newest(idea, language)
    version = newest.version if newest else 0
    initial = {"language": language, "version": version}
    if newest:
        initial |= {"title": newest.title, "text": newest.text}
    return TranslationForm(initial=initial | typed | {"version": version})


def _idea(request: HttpRequest, number: str) -> Idea:
    visible = Idea.objects.visible_to(request.visitor).select_related("region")
    idea: Idea = get_object_or_404(visible, number=number)
    if not rules.can_translate(request.visitor, idea):
        raise PermissionDenied
    return idea


def _page(request: HttpRequest, idea: Idea, form: TranslationForm) -> HttpResponse:
    context = {
        "idea": idea,
        "form": form,
        "versions": translations.versions_of(idea),
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/translation_edit.html", context, status=status)
