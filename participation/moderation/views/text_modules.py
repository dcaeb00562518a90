"""The words that moderators start from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from participation.moderation import rules
from participation.moderation.forms.fairness import TextModuleForm
from participation.moderation.models import TextModule
from participation.moderation.services import text_modules
from participation.moderation.views.desk import desk_trail


@require_safe
def text_module_list(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    context = {"modules": TextModule.objects.all()}
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


def _form_page(request: HttpRequest, module: TextModule) -> HttpResponse:
    form = TextModuleForm(posted(request), instance=module)
    if request.method == "POST" and form.is_valid():
        text_modules.save(form.save(commit=False), by=request.visitor.account)
        messages.success(request, _("Der Textbaustein ist gespeichert."))
        return redirect("moderation:text-module-list")
    modules = (_("Textbausteine"), reverse("moderation:text-module-list"))
    context = {"form": form, "module": module, "trail": [*desk_trail(), modules]}
    status = 422 if form.errors else 200
    return render(request, "moderation/text_module_form.html", context, status=status)


def _require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_text_modules(request.visitor):
        raise PermissionDenied
