"""Blocking a person, the list of blocks, and the page of whoever is blocked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import User
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.moderation import rules
from participation.moderation.forms.blocks import BlockForm, LiftForm
from participation.moderation.models import Block
from participation.moderation.queries import blocks as queries
from participation.moderation.services import blocks
from participation.moderation.statements import statement_of
from participation.moderation.views.desk import desk_trail

MOST_LISTED = 200


@require_safe
def block_list(request: HttpRequest) -> HttpResponse:
    _coordinator(request)
    context = {"blocks": queries.all_blocks()[:MOST_LISTED], "trail": desk_trail()}
    return render(request, "moderation/block_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("block", gettext_lazy("Person sperren"), BlockForm)
def block_create(request: HttpRequest, user_pk: int) -> HttpResponse:
    by = _coordinator(request)
    user = get_object_or_404(User, pk=user_pk, is_active=True)
    form = BlockForm(posted(request))
    if form.is_valid() and (block := _blocked(form, user, by)):
        messages.success(
            request, _("Gesperrt. Die Person bekommt die Begründung per Mail.")
        )
        return redirect(block)
    context = {
        "form": form,
        "person": user,
        "is_staff": queries.is_staff(user),
        "is_own": user.pk == by.pk,
        "current": queries.active_of(user),
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/block_create.html", context, status=status)


def _blocked(form: BlockForm, user: User, by: User) -> Block | None:
    try:
        return blocks.block(user, form.sanction, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("block-lift", gettext_lazy("Sperre aufheben"), LiftForm)
def block_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One block with its reasons; it can be lifted, and what stands is listed."""
    by = _coordinator(request)
    row = get_object_or_404(queries.all_blocks(), pk=pk)
    form = LiftForm(posted(request))
    if form.is_valid() and _lifted(form, row, by):
        messages.success(request, _("Die Sperre ist aufgehoben."))
        return redirect("moderation:block-list")
    context = {
        "row": row,
        "form": form,
        "statement": statement_of(row.decision),
        "earlier": queries.earlier_of(row.user) if row.user else [],
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/block_show.html", context, status=status)


def _lifted(form: LiftForm, row: Block, by: User) -> bool:
    try:
        blocks.lift(row, text=form.cleaned_data["text"], by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


@require_POST
def block_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a block without an end stand for another half year."""
    by = _coordinator(request)
    row = get_object_or_404(Block, pk=pk)
    try:
        blocks.look_again(row, by=by)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Die Sperre bleibt. Sie wird wieder vorgelegt."))
    return redirect(row)


@require_safe
@never_cache
def block_own(request: HttpRequest) -> HttpResponse:
    """For whoever is blocked: why, until when, what still works, how to object."""
    block = queries.active_of(request.visitor.account)
    statement = statement_of(block.decision) if block else None
    context = {"row": block, "statement": statement}
    return render(request, "moderation/block_own.html", context)


def _coordinator(request: HttpRequest) -> User:
    if not rules.can_block(request.visitor):
        raise PermissionDenied
    return request.visitor.account


def _trail() -> list[tuple[str, str]]:
    return [*desk_trail(), (_("Sperren"), reverse("moderation:block-list"))]
