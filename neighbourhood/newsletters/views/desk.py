"""The list of Stadtteile, a Rundbrief as its editors see it, and its head."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.terms.queries import current
from neighbourhood.newsletters import rules
from neighbourhood.newsletters.forms.composing import DaysForm, HeadForm
from neighbourhood.newsletters.forms.rhythms import RhythmForm
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms, Rhythm
from neighbourhood.newsletters.queries import board, days, overview, sending
from neighbourhood.newsletters.services import composing, editing, rhythms
from neighbourhood.newsletters.views.access import (
    DETAIL,
    LIST,
    do,
    found,
    region_of,
    theirs_after,
    trail,
)

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def newsletter_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_desk(request.visitor):
        raise PermissionDenied
    context = {
        "rows": overview.overview(request.visitor),
        "terms": current(NewsletterTerms),
        "may_change_terms": rules.can_change_terms(request.visitor),
    }
    return render(request, "newsletters/newsletter_list.html", context)


@require_get_or_post
def newsletter_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Which days it tells of; the POST collects what there is of them."""
    region = region_of(request, slug)
    first, last = days.days_since_last(region)
    initial = {"period_from": first, "period_to": last}
    form = DaysForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            begun = composing.begin(region, days=form.days, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect(DETAIL, begun.pk)
    drafts = Newsletter.objects.filter(region=region).unfinished()
    context = {
        "region": region,
        "form": form,
        "drafts": list(drafts.order_by("-pk")),
        "past": overview.past(region),
        "trail": trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "newsletters/newsletter_create.html", context, status=status)


@require_safe
def newsletter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with its pieces; later how it goes out, and what became of it."""
    newsletter = found(request, pk)
    if newsletter.is_draft:
        return render(
            request, "newsletters/newsletter_draft.html", _draft(request, newsletter)
        )
    corrections = list(newsletter.corrections.order_by("created_at", "pk"))
    context = {
        "newsletter": newsletter,
        "subscribers": sending.subscribers(newsletter.region).count(),
        "progress": sending.progress(newsletter),
        "corrections": [
            (row, sending.progress(row) if row.is_mailed else None)
            for row in corrections
        ],
        "trail": trail(),
    }
    return render(request, "newsletters/newsletter_show.html", context)


@require_get_or_post
@keeps_draft(
    "newsletter-head", gettext_lazy("Rundbrief"), HeadForm, without=("version",)
)
def newsletter_head(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk, is_draft=True)
    names = ("title", "intro", "period_from", "period_to", "version")
    initial = {name: getattr(newsletter, name) for name in names}
    form = HeadForm(posted(request), initial=initial)
    theirs = None
    if form.is_valid():
        try:
            editing.revise(newsletter, form.head, by=request.visitor.account)
        except RuleViolation as violation:
            theirs = theirs_after(violation, request, form, newsletter)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(DETAIL, pk)
    context = {
        "newsletter": newsletter,
        "form": form,
        "theirs": theirs,
        "trail": trail(newsletter),
    }
    status = 422 if form.errors else 200
    return render(request, "newsletters/newsletter_head.html", context, status=status)


@require_POST
def newsletter_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk)
    try:
        number = composing.refresh(newsletter, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect(DETAIL, pk)
    words = ngettext("%(count)s neues Stück.", "%(count)s neue Stücke.", number)
    messages.success(
        request, words % {"count": number} if number else _("Es gibt nichts Neues.")
    )
    return redirect(DETAIL, pk)


@require_POST
def newsletter_discard(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk)
    if do(request, editing.discard, newsletter, _("Der Entwurf ist gelöscht.")):
        return redirect(LIST)
    return redirect(DETAIL, pk)


@require_get_or_post
def rhythm_edit(request: HttpRequest, slug: str) -> HttpResponse:
    region = region_of(request, slug)
    if not rules.can_set_rhythm(request.visitor, region.pk):
        raise PermissionDenied
    held = Rhythm.objects.filter(region=region).first()
    initial = {"weeks": "" if held is None else held.weeks}
    form = RhythmForm(posted(request), initial=initial)
    if form.is_valid():
        weeks = form.cleaned_data["weeks"]
        rhythms.set_rhythm(region, weeks=weeks, by=request.visitor.account)
        messages.success(request, _("Gespeichert."))
        return redirect(LIST)
    context = {
        "region": region,
        "form": form,
        "terms": current(NewsletterTerms),
        "trail": [(_("Rundbriefe"), reverse(LIST))],
    }
    status = 422 if form.errors else 200
    return render(request, "newsletters/rhythm_edit.html", context, status=status)


def _draft(request: HttpRequest, newsletter: Newsletter) -> dict[str, Any]:
    pieces = board.board_of(newsletter)
    terms = current(NewsletterTerms)
    return {
        "newsletter": newsletter,
        "board": pieces,
        "stumbles": board.hard_to_read(newsletter, pieces),
        "subscribers": sending.subscribers(newsletter.region).count(),
        "may_release": rules.can_release(request.visitor, newsletter, terms),
        "trail": trail(),
    }
