"""Gathering drafts into a set, looking at all of it, and letting it go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from commons.requests import public
from participation.moderation.rules import can_moderate
from participation.referrals import rules
from participation.referrals.enums import SetState
from participation.referrals.forms.answer_sets import (
    AnswerSetForm,
    CollectForm,
    NarrowForm,
    ReleaseSetForm,
)
from participation.referrals.models import AnswerSet, AnswerSetItem
from participation.referrals.queries import answer_sets as queries
from participation.referrals.services import answer_sets

LIST = "referrals:answer-set-list"
DETAIL = "referrals:answer-set-detail"
SETS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def answer_set_list(request: HttpRequest) -> HttpResponse:
    """Those with ideas of one's own regions; the POST begins a new one."""
    _require_desk(request)
    form = AnswerSetForm(posted(request))
    if form.is_valid():
        begun = answer_sets.begin(form.cleaned_data["name"], by=request.visitor.account)
        return redirect(DETAIL, begun.pk)
    context = {
        "sets": list(queries.sets_for(request.visitor)[:SETS_SHOWN]),
        "form": form,
        "trail": [(_("Weiterleitungen"), reverse("referrals:referral-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/answer_set_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What lies in it, as everybody will read it; the POST releases it."""
    answer_set = _set(request, pk)
    form = ReleaseSetForm(posted(request))
    if form.is_valid() and _released(request, answer_set, form):
        return redirect(DETAIL, pk)
    items = list(queries.items_of(answer_set))
    ideas = [item.answer.idea for item in items]
    shown = [item for item in items if _is_shown(request, item)]
    obstacles = _obstacles(request, answer_set)
    context = {
        "set": answer_set,
        "items": [(item, obstacles.get(item.pk, "")) for item in shown],
        "total": len(items),
        "others": len(items) - len(shown),
        "obstacles": len(obstacles),
        "reach": queries.reach(answer_set) if answer_set.is_open else None,
        "done": sum(item.state != "waiting" for item in items),
        "may_release": rules.can_release_set(request.visitor, ideas),
        "may_undo": rules.can_undo_set(request.visitor, ideas),
        "form": form,
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/answer_set_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_set_collect(request: HttpRequest, pk: int) -> HttpResponse:
    """Finished drafts that may go along; the POST puts those ticked into the set."""
    answer_set = _set(request, pk)
    drafts = list(queries.collectable(request.visitor))
    form = CollectForm(posted(request), offered=drafts)
    if form.is_valid():
        chosen = set(form.cleaned_data["antwort"])
        _add(request, answer_set, [draft for draft in drafts if draft.pk in chosen])
        return redirect(DETAIL, pk)
    narrow = NarrowForm(request.GET)
    context = {
        "set": answer_set,
        "drafts": _narrowed(drafts, narrow.wanted),
        "choices": _choices(drafts),
        "narrow": narrow,
        "form": form,
        "trail": [*_trail(), (answer_set.name, reverse(DETAIL, args=[pk]))],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/answer_set_collect.html", context, status=status)


@require_POST
def answer_set_take_out(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    answer_set = _set(request, pk)
    rows = answer_set.items.waiting().select_related("answer__idea")
    row = get_object_or_404(rows, pk=item)
    if not _is_shown(request, row):
        raise Http404
    _do(request, answer_sets.take_out, row, _("Herausgenommen. Der Entwurf bleibt."))
    return redirect(DETAIL, pk)


@require_POST
def answer_set_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    answer_set = _undoable(request, pk)
    said = _("Das Paket ist aufgelöst. Alle Entwürfe bleiben.")
    _do(request, answer_sets.dissolve, answer_set, said)
    return redirect(LIST)


@require_POST
def answer_set_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Not at its hour: it is gathered again."""
    answer_set = _undoable(request, pk)
    _do(request, answer_sets.stop, answer_set, _("Angehalten. Nichts geht hinaus."))
    return redirect(DETAIL, pk)


@public
@require_safe
def answer_set_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published together, for everybody."""
    answer_set = get_object_or_404(AnswerSet, pk=pk, state=SetState.PUBLISHED)
    items = list(queries.public_items(answer_set))
    if not items:
        raise Http404
    context = {"set": answer_set, "items": items}
    return render(request, "referrals/answer_set_show.html", context)


def _set(request: HttpRequest, pk: int) -> AnswerSet:
    _require_desk(request)
    found: AnswerSet = get_object_or_404(queries.sets_for(request.visitor), pk=pk)
    return found


def _undoable(request: HttpRequest, pk: int) -> AnswerSet:
    answer_set = _set(request, pk)
    ideas = [item.answer.idea for item in queries.items_of(answer_set)]
    if not rules.can_undo_set(request.visitor, ideas):
        raise PermissionDenied
    return answer_set


def _is_shown(request: HttpRequest, item: AnswerSetItem) -> bool:
    return can_moderate(request.visitor, item.answer.idea)


def _require_desk(request: HttpRequest) -> None:
    if not rules.can_collect(request.visitor):
        raise PermissionDenied


def _trail() -> list[tuple[str, str]]:
    return [
        (_("Weiterleitungen"), reverse("referrals:referral-list")),
        (_("Antwortpakete"), reverse(LIST)),
    ]


def _obstacles(request: HttpRequest, answer_set: AnswerSet) -> dict[int, str]:
    if not answer_set.is_open:
        return {}
    found = answer_sets.obstacles(answer_set, by=request.visitor.account)
    return {obstacle.item.pk: str(obstacle.why) for obstacle in found}


def _released(
    request: HttpRequest, answer_set: AnswerSet, form: ReleaseSetForm
) -> bool:
    ideas = [item.answer.idea for item in queries.items_of(answer_set)]
    if not rules.can_release_set(request.visitor, ideas):
        raise PermissionDenied
    try:
        answer_sets.release(
            answer_set, by=request.visitor.account, planned_for=form.planned_for
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Freigegeben."))
    return True


def _add(request: HttpRequest, answer_set: AnswerSet, drafts: list[Any]) -> None:
    try:
        count = answer_sets.add(answer_set, drafts, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return
    words = ngettext(
        "%(count)s Antwort liegt jetzt im Paket.",
        "%(count)s Antworten liegen jetzt im Paket.",
        count,
    )
    messages.success(request, words % {"count": count})


def _do(request: HttpRequest, service: Any, target: Any, said: str) -> None:
    try:
        service(target, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, said)


def _narrowed(drafts: list[Any], wanted: dict[str, int]) -> list[Any]:
    region = wanted.pop("idea__region", None)
    found = [
        draft
        for draft in drafts
        if all(getattr(draft, name) == value for name, value in wanted.items())
    ]
    return [row for row in found if region is None or row.idea.region_id == region]


def _choices(drafts: list[Any]) -> dict[str, list[tuple[int, str]]]:
    """What the drafts may be narrowed by: only what there is of them."""
    mails: dict[int, list[Any]] = {}
    for draft in drafts:
        if draft.mail is not None:
            mails.setdefault(draft.mail, []).append(draft)
    together = _("%(count)s zusammen an: %(department)s")
    return {
        "amt": _named((row.department, row.department_name) for row in drafts),
        "stadtteil": _named(
            (row.idea.region_id, row.idea.region.name if row.idea.region else "")
            for row in drafts
        ),
        "mail": [
            (pk, together % {"count": len(rows), "department": rows[0].department_name})
            for pk, rows in sorted(mails.items())
        ],
    }


def _named(pairs: Any) -> list[tuple[int, str]]:
    known = {pk: name for pk, name in pairs if pk is not None}
    return sorted(known.items(), key=lambda pair: str(pair[1]))
