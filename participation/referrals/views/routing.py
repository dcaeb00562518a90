"""The table of rules: reading it, changing the draft, publishing a version."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.referrals import rules
from participation.referrals.forms.routing import (
    MoveForm,
    PublishForm,
    RevisionForm,
    RuleForm,
    TryForm,
    VersionForm,
)
from participation.referrals.models import Rule, RuleBook
from participation.referrals.queries import routing as queries
from participation.referrals.queries.rulecheck import shown_rules
from participation.referrals.queries.trials import newest_trial
from participation.referrals.services import routing, starters

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
DRAFT = "referrals:rule-draft"


@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """The rules that count now, and the versions before."""
    if not rules.can_read_rules(request.visitor):
        raise PermissionDenied
    book = queries.current_book()
    context = {
        "book": book,
        "rows": shown_rules(book, berlin_today()) if book else [],
        "versions": queries.versions(),
        "draft": queries.draft(),
        "may_edit": rules.can_edit_rules(request.visitor),
        **_tried(request, book),
    }
    return render(request, "referrals/routing_list.html", context)


@require_safe
def rule_version(request: HttpRequest, version: int) -> HttpResponse:
    """An earlier version as it was."""
    if not rules.can_read_rules(request.visitor):
        raise PermissionDenied
    books = RuleBook.objects.published().select_related("published_by")
    book = get_object_or_404(books, number=version)
    context = {
        "book": book,
        "rows": shown_rules(book, berlin_today()),
        "trail": rules_trail(),
    }
    return render(request, "referrals/routing_version.html", context)


@require_safe
def rule_draft(request: HttpRequest) -> HttpResponse:
    """The draft with its warnings, a trial, and what publishing it needs."""
    require_editor(request)
    draft = queries.draft()
    if draft is None:
        return redirect("referrals:rule-list")
    return _draft_page(request, draft, PublishForm(initial=_seen(draft)))


@require_POST
def rule_draft_open(request: HttpRequest) -> HttpResponse:
    require_editor(request)
    routing.open_draft(by=request.visitor.account)
    return redirect(DRAFT)


@require_POST
def rule_draft_discard(request: HttpRequest) -> HttpResponse:
    draft, form = _posted_draft(request), RevisionForm(request.POST)
    if draft is not None and form.is_valid():
        done = _said(
            request,
            lambda: routing.discard(
                draft, **form.cleaned_data, by=request.visitor.account
            ),
        )
        if done:
            messages.success(request, _("Der Entwurf ist verworfen."))
    return redirect("referrals:rule-list" if queries.draft() is None else DRAFT)


@require_POST
def rule_draft_publish(request: HttpRequest) -> HttpResponse:
    draft, form = _posted_draft(request), PublishForm(request.POST)
    if draft is None:
        return redirect("referrals:rule-list")
    if not form.is_valid():
        return _draft_page(request, draft, form, status=422)
    try:
        routing.publish(draft, **form.cleaned_data, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _draft_page(request, draft, form, status=409)
    messages.success(request, _("Die Regeln gelten ab jetzt."))
    return redirect("referrals:rule-list")


@require_POST
def rule_draft_fill(request: HttpRequest) -> HttpResponse:
    """Add the starter rules that the draft has not got."""
    draft = _posted_draft(request)
    if draft is not None:
        count = starters.add(draft, by=request.visitor.account)
        words = ngettext(
            "%(count)s Startregel ergänzt.", "%(count)s Startregeln ergänzt.", count
        )
        messages.success(request, words % {"count": count})
    return redirect(DRAFT)


@require_get_or_post
@keeps_draft("routing-rule", gettext_lazy("Regel: Wohin geht was?"), RuleForm)
def rule_create(request: HttpRequest) -> HttpResponse:
    require_editor(request)
    draft = queries.draft()
    if draft is None:
        return redirect("referrals:rule-list")
    return _rule_form(request, Rule(book=draft))


@require_get_or_post
@keeps_draft(
    "routing-rule",
    gettext_lazy("Regel: Wohin geht was?"),
    RuleForm,
    without=("version",),
)
def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_editor(request)
    return _rule_form(request, _draft_rule(pk))


@require_POST
def rule_move(request: HttpRequest, pk: int) -> HttpResponse:
    require_editor(request)
    rule, form = _draft_rule(pk), MoveForm(request.POST)
    if form.is_valid():
        by = request.visitor.account
        _said(request, lambda: routing.move_rule(rule, **form.cleaned_data, by=by))
    return redirect(f"{reverse(DRAFT)}#regel-{rule.number}")


@require_POST
def rule_drop(request: HttpRequest, pk: int) -> HttpResponse:
    require_editor(request)
    rule, form = _draft_rule(pk), VersionForm(request.POST)
    if form.is_valid():
        by = request.visitor.account
        if _said(request, lambda: routing.drop_rule(rule, **form.cleaned_data, by=by)):
            messages.success(request, _("Die Regel ist aus dem Entwurf gelöscht."))
    return redirect(DRAFT)


def _rule_form(request: HttpRequest, rule: Rule) -> HttpResponse:
    form = RuleForm(posted(request), instance=rule)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Die Regel steht im Entwurf."))
        return redirect(f"{reverse(DRAFT)}#regel-{form.instance.number}")
    trail = [*rules_trail(), (_("Entwurf"), reverse(DRAFT))]
    context = {"form": form, "rule": rule, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, "referrals/routing_form.html", context, status=status)


def _saved(request: HttpRequest, form: RuleForm) -> bool:
    version = form.cleaned_data["version"]
    rule = form.save(commit=False)
    try:
        routing.save_rule(rule, version=version, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _draft_page(
    request: HttpRequest, draft: RuleBook, form: PublishForm, status: int = 200
) -> HttpResponse:
    rows = shown_rules(draft, berlin_today())
    trial = newest_trial(draft)
    context = {
        "book": draft,
        "rows": rows,
        "remarked": sum(bool(row.remarks) for row in rows),
        "form": form,
        "trial": trial,
        "is_tried": routing.is_tried(draft),
        "trail": rules_trail(),
        **_tried(request, draft),
    }
    return render(request, "referrals/routing_draft.html", context, status=status)


def _tried(request: HttpRequest, book: RuleBook | None) -> dict[str, object]:
    """What a title typed into the field would lead to."""
    form = TryForm(request.GET or None)
    probe = form.cleaned_data["probe"] if form.is_valid() else ""
    found = []
    if probe and book is not None:
        held = queries.held_for(book)
        found = queries.tried(held, probe, today=berlin_today())
    return {"try_form": form, "probe": probe, "tried": found}


def _seen(draft: RuleBook) -> dict[str, int]:
    return {"revision": draft.revision}


def _posted_draft(request: HttpRequest) -> RuleBook | None:
    require_editor(request)
    return queries.draft()


def _draft_rule(pk: int) -> Rule:
    rows = Rule.objects.filter(book__in=RuleBook.objects.drafts())
    rule: Rule = get_object_or_404(rows.select_related("book", "department"), pk=pk)
    return rule


def _said(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it, or say why not."""
    try:
        act()
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return False
    return True


def rules_trail() -> list[tuple[str, str]]:
    return [(_("Regeln"), reverse("referrals:rule-list"))]


def require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_rules(request.visitor):
        raise PermissionDenied
