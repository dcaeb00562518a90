"""One contribution at the desk: read it, claim it, decide on it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.drafts.keeping import keeps_draft, still_open
from commons.errors import RuleViolation
from commons.verbs.registry import Told
from participation.moderation import desk, rules, services
from participation.moderation.enums import Verdict
from participation.moderation.forms.decisions import (
    DECIDE,
    FIT,
    INSERT,
    DecisionForm,
    InsertForm,
    fitted,
)
from participation.moderation.models import (
    Decision,
    Moderated,
    QueueItem,
)
from participation.moderation.queries import claims, item as queries
from participation.moderation.queries.reports import Reported, reported_on
from participation.moderation.services.checks import offered
from participation.moderation.services.decisions import already_decided
from participation.moderation.services.rehearsal import rehearse
from participation.moderation.views.desk import (
    address_of,
    desk_trail,
    desk_visitor,
    next_address,
    require_moderator,
)


@dataclass
class OnDesk:
    """What a page of the desk is about: a contribution, and its open item if any."""

    visitor: Visitor
    contribution: Moderated
    item: QueueItem | None
    form: DecisionForm | None = None
    told: Told | None = None
    read_version: int = 0  # what the moderator had read, if it changed meanwhile

    @cached_property
    def reported(self) -> Reported | None:
        return reported_on(self.item)

    @property
    def desk_kind(self) -> desk.DeskKind:
        return desk.of(self.contribution)

    @property
    def is_spot_check(self) -> bool:
        return self.item is not None and self.item.is_spot_check

    def decide(self, **ruling: Any) -> Decision:
        partner = ruling.get("merge_into")
        if partner is not None and not rules.can_moderate(self.visitor, partner):
            raise RuleViolation(
                _("Über diesen Beitrag entscheiden andere als Sie."),
                code="merge_target",
            )
        if self.item is not None:
            return services.decide(self.item, by=self.visitor.user, **ruling)
        return services.decide_directly(
            self.contribution, by=self.visitor.user, **ruling
        )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "decision",
    gettext_lazy("Entscheidung über einen Beitrag"),
    DecisionForm,
    without=("version", "module"),
)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = desk_visitor(request)
    row = get_object_or_404(claims.item_with_claim(visitor, pk))
    contribution = desk.load(row.kind, row.target_id)
    if contribution is None:
        raise Http404
    require_moderator(visitor, contribution)
    if not row.is_open and request.method != "POST":
        return redirect(address_of(contribution))
    return _page(request, OnDesk(visitor, contribution, row))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "decision-later",
    gettext_lazy("Entscheidung über einen Beitrag"),
    DecisionForm,
    without=("version", "module"),
)
def contribution(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A contribution that waits for nobody: published, declined, hidden …"""
    visitor = desk_visitor(request)
    found = desk.load(kind, pk)
    if found is None or not rules.covers_region(visitor, found.region_id):
        raise Http404
    if not queries.may_be_read(found):
        return _closed_again(request, found)
    require_moderator(visitor, found)
    row = queries.open_item_of(found)
    if row is not None and request.method != "POST":
        return redirect(row)
    return _page(request, OnDesk(visitor, found, None))


def _closed_again(request: HttpRequest, found: Moderated) -> HttpResponse:
    """What only some may read is theirs alone again once its case is over."""
    if not queries.was_there(found):
        raise Http404
    words = _("Dieser Fall ist abgeschlossen. Den Beitrag lesen nur noch Mitglieder.")
    messages.info(request, words)
    return redirect("moderation:queue")


def _page(request: HttpRequest, on_desk: OnDesk) -> HttpResponse:
    if request.method == "POST":
        return _post(request, on_desk)
    on_desk.form = _form(on_desk)
    return _render(request, on_desk)


def _post(request: HttpRequest, on_desk: OnDesk) -> HttpResponse:
    if on_desk.item is not None and not on_desk.item.is_open:
        return _refused(request, on_desk, already_decided(on_desk.item))
    step = INSERT if INSERT in request.POST else request.POST.get("schritt", DECIDE)
    if step in {FIT, INSERT}:
        on_desk.form = form = _form(on_desk, initial=_changed(request, on_desk, step))
        if step == FIT:
            form.leave_words_in_place()
        return _render(request, on_desk)
    on_desk.form = form = _form(on_desk, data=request.POST)
    if not form.is_valid():
        return _render(request, on_desk, status=422)
    try:
        if step == DECIDE:
            return _decided(request, on_desk, on_desk.decide(**form.ruling))
        on_desk.told = rehearse(lambda: on_desk.decide(**form.ruling))
    except RuleViolation as violation:
        return _refused(request, on_desk, violation)
    return _render(request, on_desk)


def _changed(request: HttpRequest, on_desk: OnDesk, step: str) -> dict[str, Any]:
    """What was typed, with a text module or with what another reason suggests."""
    typed = request.POST.dict()
    if step == INSERT:
        typed = InsertForm.of(typed).applied_to(typed, on_desk.contribution)
    return fitted(typed, on_desk.contribution)


def _refused(
    request: HttpRequest, on_desk: OnDesk, violation: RuleViolation
) -> HttpResponse:
    """Say no and keep what was typed; after a change, show what changed."""
    form = on_desk.form
    if violation.code == "already_decided" or form is None:
        return _too_late(request, on_desk, violation)
    if violation.code == "version_changed":
        on_desk.read_version = form.cleaned_data["version"]
        typed = {**request.POST.dict(), "version": on_desk.contribution.version}
        on_desk.form = form = _form(on_desk, data=typed)
        form.is_valid()
    form.add_violation(violation)
    return _render(request, on_desk, status=409)


def _too_late(
    request: HttpRequest, on_desk: OnDesk, violation: RuleViolation
) -> HttpResponse:
    """Somebody else decided; or oneself, with a second click on the button."""
    decision = queries.last_decision_of(on_desk.item) if on_desk.item else None
    if decision and decision.decided_by_id == on_desk.visitor.user_id:
        return _decided(request, on_desk, decision)
    still_open(request)
    messages.warning(request, str(violation.message))
    return redirect(address_of(on_desk.contribution))


def _decided(request: HttpRequest, on_desk: OnDesk, decision: Decision) -> HttpResponse:
    name = on_desk.desk_kind.number_of(on_desk.contribution)
    if decision.undo_until is None:  # else the page says so, with the way to undo it
        messages.success(request, f"{name}: {decision.done}.")
    if on_desk.item is None:
        return redirect(address_of(on_desk.contribution))
    return redirect(next_address(request, on_desk.visitor))


def _form(on_desk: OnDesk, **arguments: Any) -> DecisionForm:
    is_asked = on_desk.reported is not None or on_desk.is_spot_check
    verdicts = offered(on_desk.contribution, is_reported=is_asked)
    initial = {
        "version": on_desk.contribution.version,
        "verdict": _likely(verdicts),
        **arguments.pop("initial", {}),
    }
    return DecisionForm(
        verdicts=verdicts,
        desk_kind=on_desk.desk_kind,
        contribution=on_desk.contribution,
        initial=initial,
        **arguments,
    )


def _likely(verdicts: tuple[Verdict, ...]) -> str:
    """The one chosen beforehand.

    Never to restore: whoever has just hidden something comes by here, and one hurried
    press would undo it.
    """
    first = verdicts[0] if verdicts else None
    return "" if first in {None, Verdict.RESTORE} else str(first)


def _render(request: HttpRequest, on_desk: OnDesk, status: int = 200) -> HttpResponse:
    contribution, row = on_desk.contribution, on_desk.item
    read = on_desk.read_version
    hints = queries.hints_of(row, on_desk.visitor) if row else []
    versions = queries.versions_to_read(contribution, row, read_version=read)
    decisions = queries.decisions_of(contribution)
    context = {
        "trail": desk_trail(),
        "contribution": contribution,
        "number": on_desk.desk_kind.number_of(contribution),
        "title": on_desk.desk_kind.title_of(contribution),
        "versions": versions,
        "desk_kind": on_desk.desk_kind,
        "kind": kinds.of(contribution),
        "merge_url": on_desk.desk_kind.merge_url(contribution),
        "item": row,
        "claim": claims.claim_of(row, on_desk.visitor) if row else None,
        "form": on_desk.form,
        "told": on_desk.told,
        "hints": hints,
        "suggestions": queries.merge_suggestions(hints),
        "reported": on_desk.reported,
        "decisions": decisions,
        "changes": queries.changes_to_read(versions, decisions, read_version=read),
        "has_conflict": bool(read),
        "here": request.get_full_path(),
    }
    if request.htmx:  # htmx swaps nothing that comes with an error's status
        return render(request, "moderation/_decision.html", context)
    return render(request, "moderation/item.html", context, status=status)
