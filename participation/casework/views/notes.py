"""Notes on a case among those who look after it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.casework import rules
from participation.casework.forms.notes import CaseNoteForm
from participation.casework.models import CaseNote
from participation.casework.queries import cases as queries
from participation.casework.services import notes
from participation.casework.views.cases import case_of
from participation.ideas.models import Idea


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("spk-note", gettext_lazy("Interne Notiz zu einem Vorgang"), CaseNoteForm)
def note_create(request: HttpRequest, number: str) -> HttpResponse:
    idea = case_of(request, number)
    form = CaseNoteForm(posted(request))
    if form.is_valid():
        text = form.cleaned_data["note"]
        notes.add(idea, text=text, by=request.visitor.account)
        messages.success(request, _("Die Notiz steht am Vorgang."))
        return redirect(_notes_at(idea))
    return _note_form(request, idea, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "spk-note-edit", gettext_lazy("Interne Notiz zu einem Vorgang"), CaseNoteForm
)
def note_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    idea = case_of(request, number)
    note = _own_note(request, idea, pk)
    form = CaseNoteForm(posted(request), initial={"note": note.text})
    if form.is_valid():
        text = form.cleaned_data["note"]
        try:
            notes.change(note, text=text, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Notiz ist geändert."))
            return redirect(_notes_at(idea))
    return _note_form(request, idea, form)


@require_POST
def note_withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    idea = case_of(request, number)
    note = _own_note(request, idea, pk)
    try:
        notes.withdraw(note, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Die Notiz ist zurückgezogen."))
    return redirect(_notes_at(idea))


def _own_note(request: HttpRequest, idea: Idea, pk: int) -> CaseNote:
    note = queries.note_of(idea, pk)
    if note is None:
        raise Http404
    if not rules.can_change_note(request.visitor, note):
        raise PermissionDenied
    return note


def _notes_at(idea: Idea) -> str:
    return reverse("casework:case-show", args=[idea.number]) + "#notizen"


def _note_form(request: HttpRequest, idea: Idea, form: CaseNoteForm) -> HttpResponse:
    trail = [
        (_("Offene Vorgänge"), reverse("casework:board")),
        (idea.number, reverse("casework:case-show", args=[idea.number])),
    ]
    context = {"idea": idea, "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "casework/note_form.html", context, status=status)
