"""The desk's page of interim notices: read, change if need be, one key, the next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import BERLIN, berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.terms.queries import current
from participation.notices import rules
from participation.notices.enums import DropReason, NoticeState
from participation.notices.forms.notices import DropForm, PickForm, ReleaseForm
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries import notices as queries
from participation.notices.queries.notices import Waiting
from participation.notices.services import releasing
from participation.notices.services.releasing import Words

NEXT = "weiter"


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    visitor = _desk_visitor(request)
    today = berlin_today()
    context = {
        "waiting": queries.due(visitor, today),
        "leaving": queries.leaving(visitor),
        "lately": queries.lately(visitor),
        "terms": current(NoticeTerms),
        "today": today,
    }
    return render(request, "notices/notice_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "interim-notice", gettext_lazy("Zwischennachricht"), ReleaseForm, without=("seen",)
)
def notice_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft beside its facts; released as it is, or as somebody changed it."""
    notice = _notice(request, pk)
    if notice.state != NoticeState.DUE:
        return _ended(request, notice)
    waiting = queries.waiting_of([notice], berlin_today())[0]
    form = ReleaseForm(posted(request), initial=_initial(waiting))
    if form.is_valid() and _released(request, notice, form):
        return _onward(request)
    if form.errors:
        # Whoever reads the refused page reads the draft of now beside it.
        form.data = {**request.POST.dict(), "seen": waiting.draft.seen}
    drop_form = DropForm(initial=_drop_initial(waiting))
    context = _context(waiting) | {"form": form, "drop_form": drop_form}
    status = 422 if form.errors else 200
    return render(request, "notices/notice_show.html", context, status=status)


@require_POST
def notice_release_all(request: HttpRequest) -> HttpResponse:
    """Drafts that are ticked leave as they are."""
    visitor = _desk_visitor(request)
    rows = InterimNotice.objects.filter(state=NoticeState.DUE, is_edited=False)
    by_pk = {row.pk: row for row in rows.visible_to(visitor)}
    form = PickForm(request.POST, waiting=list(by_pk))
    if not form.is_valid():
        messages.error(
            request, _("Bitte wählen Sie etwas aus. Vielleicht hat es sich erledigt.")
        )
        return redirect("notices:notice-list")
    picked = [by_pk[pk] for pk in sorted(form.cleaned_data["notice"])]
    count = releasing.release_all(picked, by=visitor.account)
    words = ngettext(
        "%(count)s Zwischennachricht ist freigegeben.",
        "%(count)s Zwischennachrichten sind freigegeben.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("notices:notice-list")


@require_POST
def notice_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    try:
        releasing.take_back(notice, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("notices:notice-list")
    messages.success(request, _("Zurückgenommen. Es ist nichts hinausgegangen."))
    return redirect(notice)


@require_POST
def notice_drop(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    form = DropForm(request.POST)
    if form.is_valid():
        try:
            releasing.drop(
                notice,
                reason=DropReason(form.cleaned_data["reason"]),
                hears_on=form.cleaned_data["hears_on"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Erledigt, ohne Nachricht."))
            return redirect("notices:notice-list")
    if notice.state != NoticeState.DUE:
        return _ended(request, notice)
    waiting = queries.waiting_of([notice], berlin_today())[0]
    release_form = ReleaseForm(initial=_initial(waiting))
    context = _context(waiting) | {"form": release_form, "drop_form": form}
    return render(request, "notices/notice_show.html", context, status=422)


def _released(request: HttpRequest, notice: InterimNotice, form: ReleaseForm) -> bool:
    try:
        row = releasing.release(
            notice, Words(**form.cleaned_data), by=request.visitor.account
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    moment = timezone.localtime(row.leaves_at, BERLIN)
    words = _(
        "Freigegeben. Die Zwischennachricht geht am %(day)s um %(time)s Uhr hinaus. "
        "Bis dahin können Sie sie zurücknehmen."
    )
    said = {"day": day_in_words(moment.date()), "time": time_format(moment, "G:i")}
    messages.success(request, words % said)
    return True


def _onward(request: HttpRequest) -> HttpResponse:
    """To the list, or to the next one that waits."""
    if NEXT not in request.POST:
        return redirect("notices:notice-list")
    rows = InterimNotice.objects.filter(state=NoticeState.DUE)
    following = rows.visible_to(request.visitor).order_by("due_on", "pk").first()
    return redirect(following or "notices:notice-list")


def _ended(request: HttpRequest, notice: InterimNotice) -> HttpResponse:
    """Somebody was faster, or it has become needless."""
    text = _("Diese Zwischennachricht ist erledigt: %(state)s.")
    messages.info(request, text % {"state": notice.get_state_display()})
    return redirect("notices:notice-list")


def _initial(waiting: Waiting) -> dict[str, Any]:
    """Words that were taken back come again; else the draft."""
    notice, draft = waiting.notice, waiting.draft
    return {
        "text": notice.text or draft.text,
        "next_on": notice.next_on or draft.story.next_on,
        "seen": draft.seen,
    }


def _drop_initial(waiting: Waiting) -> dict[str, Any]:
    return {"reason": DropReason.ANSWER, "hears_on": waiting.draft.story.next_on}


def _context(waiting: Waiting) -> dict[str, Any]:
    return {
        "waiting": waiting,
        "idea": waiting.idea,
        "story": waiting.draft.story,
        "today": berlin_today(),
        "trail": [(_("Zwischennachrichten"), reverse("notices:notice-list"))],
    }


def _notice(request: HttpRequest, pk: int) -> InterimNotice:
    _desk_visitor(request)
    rows = InterimNotice.objects.visible_to(request.visitor)
    return get_object_or_404(rows.select_related("idea__region"), pk=pk)


def _desk_visitor(request: HttpRequest) -> Any:
    if not rules.can_see_notices(request.visitor):
        raise PermissionDenied
    return request.visitor
