"""The buttons beside a piece, its own words, and news of one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import User
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from neighbourhood.newsletters.forms.composing import NewsForm, PieceForm, WordsForm
from neighbourhood.newsletters.models import Item
from neighbourhood.newsletters.models.items import OWN
from neighbourhood.newsletters.queries import board
from neighbourhood.newsletters.services import editing
from neighbourhood.newsletters.views.access import DETAIL, found, theirs_after, trail

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def piece_change(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """In, out, up, down or away; the page then shows how it stands."""
    newsletter = found(request, pk)
    row = get_object_or_404(newsletter.items.select_related("newsletter"), pk=item)
    form = PieceForm(request.POST)
    if form.is_valid():
        try:
            _change(row, form.cleaned_data["action"], by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
    return redirect(DETAIL, pk)


@require_get_or_post
@keeps_draft(
    "newsletter-words",
    gettext_lazy("Text im Rundbrief"),
    WordsForm,
    without=("version",),
)
def piece_word(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A piece in the editors' own words."""
    newsletter = found(request, pk, is_draft=True)
    rows = newsletter.items.exclude(section=OWN).select_related("newsletter")
    row = get_object_or_404(rows, pk=item)
    shown = board.row_of(newsletter, row)
    initial = {"text": row.text, "version": row.version}
    form = WordsForm(posted(request), initial=initial)
    theirs = None
    if form.is_valid():
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            editing.word(row, text, version=version, by=request.visitor.account)
        except RuleViolation as violation:
            theirs = theirs_after(violation, request, form, row)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(DETAIL, pk)
    context = {
        "newsletter": newsletter,
        "row": shown,
        "form": form,
        "theirs": theirs,
        "trail": trail(newsletter),
    }
    status = 422 if form.errors else 200
    return render(request, "newsletters/piece_word.html", context, status=status)


@require_get_or_post
@keeps_draft("newsletter-news", gettext_lazy("Kurze Meldung"), NewsForm)
def news_create(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk, is_draft=True)
    form = NewsForm(posted(request))
    if form.is_valid():
        try:
            editing.add_news(newsletter, form.news, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Meldung steht im Rundbrief."))
            return redirect(DETAIL, pk)
    context = {"newsletter": newsletter, "form": form, "trail": trail(newsletter)}
    status = 422 if form.errors else 200
    return render(request, "newsletters/news_form.html", context, status=status)


@require_get_or_post
@keeps_draft(
    "newsletter-news-change",
    gettext_lazy("Kurze Meldung"),
    NewsForm,
    without=("version",),
)
def news_edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    newsletter = found(request, pk, is_draft=True)
    rows = newsletter.items.filter(section=OWN).select_related("newsletter")
    row = get_object_or_404(rows, pk=item)
    names = ("title", "text", "link", "version")
    initial = {name: getattr(row, name) for name in names}
    form = NewsForm(posted(request), initial=initial)
    theirs = None
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            editing.change_news(
                row, form.news, version=version, by=request.visitor.account
            )
        except RuleViolation as violation:
            theirs = theirs_after(violation, request, form, row)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(DETAIL, pk)
    context = {
        "newsletter": newsletter,
        "item": row,
        "form": form,
        "theirs": theirs,
        "trail": trail(newsletter),
    }
    status = 422 if form.errors else 200
    return render(request, "newsletters/news_form.html", context, status=status)


def _change(item: Item, action: str, *, by: User) -> None:
    if action == PieceForm.REMOVE:
        editing.remove_news(item, by=by)
    elif action in {PieceForm.IN, PieceForm.OUT}:
        change = editing.include if action == PieceForm.IN else editing.leave_out
        change(item, by=by)
    else:
        editing.move(item, is_up=action == PieceForm.UP, by=by)
