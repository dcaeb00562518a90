"""The words that moderators start from."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.moderation import placeholders, rules
from participation.moderation.forms.text_modules import (
    PreviewForm,
    TextModuleForm,
    VersionForm,
)
from participation.moderation.models import TextModule
from participation.moderation.queries import text_modules as queries
from participation.moderation.services import text_modules
from participation.moderation.views.desk import desk_trail

PREVIEW = "vorschau"


@require_safe
def text_module_list(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    context = {"languages": queries.by_language(TextModule.objects.all())}
    return render(request, "moderation/text_module_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("text-module", gettext_lazy("Textbaustein"), TextModuleForm)
def text_module_create(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    return _form_page(request, TextModule())


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("text-module", gettext_lazy("Textbaustein"), TextModuleForm)
def text_module_edit(request: HttpRequest, pk: int) -> HttpResponse:
    _require_editor(request)
    return _form_page(request, get_object_or_404(TextModule, pk=pk))


@require_POST
def text_module_bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo edits: let the module say what it said in an earlier version."""
    _require_editor(request)
    module = get_object_or_404(TextModule, pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        text_modules.bring_back(
            module, version=form.cleaned_data["version"], by=request.visitor.account
        )
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
    else:
        messages.success(request, _("Die frühere Fassung gilt wieder."))
    return redirect(module)


def _form_page(request: HttpRequest, module: TextModule) -> HttpResponse:
    if request.POST.get("schritt") == PREVIEW:
        return _preview(request, module)
    form = TextModuleForm(posted(request), instance=module)
    if request.method == "POST" and form.is_valid():
        text_modules.save(form.save(commit=False), by=request.visitor.account)
        messages.success(request, _("Der Textbaustein ist gespeichert."))
        return redirect("moderation:text-module-list")
    status = 422 if form.errors else 200
    return _render(request, module, form, status=status)


def _preview(request: HttpRequest, module: TextModule) -> HttpResponse:
    """How what is typed reads; nothing is saved. htmx gets the example alone."""
    if request.htmx:
        typed = PreviewForm(request.POST)
        context = {"example": _example(typed.data)}
        return render(request, "moderation/_text_module_example.html", context)
    form = TextModuleForm(initial=request.POST.dict(), instance=module)
    return _render(request, module, form)


def _render(
    request: HttpRequest, module: TextModule, form: TextModuleForm, status: int = 200
) -> HttpResponse:
    modules = (_("Textbausteine"), reverse("moderation:text-module-list"))
    words = form.data if form.is_bound else {**form.initial}
    context = {
        "form": form,
        "module": module,
        "trail": [*desk_trail(), modules],
        "places": placeholders.PLACEHOLDERS.items(),
        "example": _example(words),
        "versions": queries.versions_of(module),
    }
    return render(request, "moderation/text_module_form.html", context, status=status)


def _example(words: Any) -> str:
    form = PreviewForm({name: words.get(name, "") for name in ("text", "language")})
    if not form.is_valid():
        return ""
    return queries.example(form.cleaned_data["text"], form.cleaned_data["language"])


def _require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_text_modules(request.visitor):
        raise PermissionDenied
