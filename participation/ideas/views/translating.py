"""Moderators say in which language an idea is, and translate it to read along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.ideas import rules
from participation.ideas.forms.translating import LanguageForm, TranslationForm
from participation.ideas.models import Idea
from participation.ideas.queries import translations
from participation.ideas.services import translating

GERMAN = translating.GERMAN


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "idea-translation",
    gettext_lazy("Arbeitsübersetzung"),
    TranslationForm,
    without=("version",),
)
def translation_edit(request: HttpRequest, number: str) -> HttpResponse:
    idea = _idea(request, number)
    if request.method != "POST":
        return _page(request, idea, _unbound(idea))
    form = TranslationForm(request.POST)
    if form.is_valid():
        try:
            translating.translate(idea, **form.cleaned_data, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
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


def _unbound(idea: Idea) -> TranslationForm:
    """The German translation to go on with, or an empty one."""
    newest = translations.newest(idea, GERMAN)
    if newest is None:
        return TranslationForm(initial={"version": 0})
    return TranslationForm(
        initial={
            "version": newest.version,
            "title": newest.title,
            "text": newest.text,
        }
    )


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
