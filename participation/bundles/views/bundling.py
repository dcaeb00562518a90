"""From ticked ideas to one mail: choose, look at it, send."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from neighbourhood.deadlines.services import due_after
from participation.bundles import papers, rules
from participation.bundles.forms.bundling import (
    PICK,
    BundleForm,
    ProposalFilter,
    SeenForm,
    picks_in,
)
from participation.bundles.letters import BundleLetter, Row, mail_of
from participation.bundles.models import Bundle
from participation.bundles.queries import choosing, proposing
from participation.bundles.queries.choosing import Chosen
from participation.bundles.services.bundling import (
    LEAST,
    MOST,
    CannotGoError,
    bundle_up,
)
from participation.bundles.services.keys import ENTRANCE
from participation.referrals.enums import ReferralRole
from participation.referrals.models import Route
from participation.referrals.services.routes import route_to

TITLE = gettext_lazy("Bündel")
CHOOSE = "bundles:bundle-create"
# Ticked again on the page itself; a draft is about the words.
NOT_KEPT = ("department",)


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What belongs into one mail, by department, place and likeness."""
    _require_desk(request)
    wish = ProposalFilter(request.GET)
    context = {
        "board": proposing.board_for(request.visitor, department=wish.key("amt")),
        "wish": wish,
        "trail": trail(),
        "pick": PICK,
    }
    return render(request, "bundles/proposal_list.html", context)


@require_safe
def idea_choose(request: HttpRequest) -> HttpResponse:
    """All that waits for a department, to be ticked by hand."""
    _require_desk(request)
    wish = ProposalFilter(request.GET)
    page = choosing.open_page(
        request.visitor,
        region=wish.key("stadtteil"),
        topic=wish.key("thema"),
        after=wish.after,
    )
    query = request.GET.copy()
    query["ab"] = str(page.next_after or "")
    context = {
        "page": page,
        "wish": wish,
        "trail": trail(),
        "pick": PICK,
        "next_url": f"?{query.urlencode()}",
    }
    return render(request, "bundles/idea_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("bundle", TITLE, BundleForm, without=NOT_KEPT)
def bundle_create(request: HttpRequest) -> HttpResponse:
    """Step 1: department, note, date. A POST only shows what would go out."""
    _require_desk(request)
    chosen = _chosen(request)
    if len(chosen) < LEAST:
        messages.warning(request, _("Bitte wählen Sie mindestens zwei Ideen."))
        return redirect("bundles:proposal-list")
    form = _form(request, chosen)
    is_seen = request.method == "POST" and "aendern" not in request.POST
    if is_seen and form.is_valid():
        return _preview(request, form)
    return _choose(request, form)


@require_POST
@keeps_draft("bundle", TITLE, BundleForm, without=NOT_KEPT, page=CHOOSE)
def bundle_send(request: HttpRequest) -> HttpResponse:
    """Step 2: somebody has seen the mail, and it goes."""
    _require_desk(request)
    form, seen = _form(request, _chosen(request)), SeenForm(request.POST)
    if not form.is_valid():
        return _choose(request, form)
    if not seen.is_valid() or seen.cleaned_data["seen"] != _letter(form).fingerprint():
        messages.warning(
            request, _("Seit der Vorschau hat sich etwas geändert. Bitte noch einmal.")
        )
        return _preview(request, form)
    try:
        bundle = _sent(form, by=request.visitor.account)
    except CannotGoError as refused:
        return _refused(request, form, refused)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _choose(request, form)
    messages.success(
        request,
        _("%(count)s Ideen gehen als Bündel %(number)s hinaus.")
        % {"count": bundle.items.count(), "number": bundle.reference},
    )
    return redirect(bundle)


@require_POST
def paper_preview(request: HttpRequest) -> HttpResponse:
    """The PDF that would go along; nothing is stored."""
    _require_desk(request)
    form = _form(request, _chosen(request))
    if not form.is_valid():
        return _choose(request, form)
    content = papers.compiled(_letter(form))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="buendel.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def trail() -> list[tuple[str, str]]:
    return [(_("Bündel"), reverse("bundles:bundle-list"))]


def _require_desk(request: HttpRequest) -> None:
    if not rules.can_bundle(request.visitor):
        raise PermissionDenied


def _chosen(request: HttpRequest) -> list[Chosen]:
    query = request.POST if request.method == "POST" else request.GET
    return choosing.chosen_for(request.visitor, picks_in(query))


def _form(request: HttpRequest, chosen: Sequence[Chosen]) -> BundleForm:
    if request.method == "POST":
        return BundleForm(request.POST, chosen=chosen)
    wish = ProposalFilter(request.GET)
    first = wish.key("amt") or next(
        (
            each.proposal.department.pk
            for each in chosen
            if each.proposal and each.proposal.department
        ),
        None,
    )
    title = request.GET.get("titel", "")[:120]
    return BundleForm(initial={"department": first, "title": title}, chosen=chosen)


def _letter(form: BundleForm) -> BundleLetter:
    """What would go out now, for the eyes of whoever is about to send it."""
    cleaned = form.cleaned_data
    return BundleLetter(
        reference="B-…",
        department=form.receiver,
        title=cleaned["title"].strip(),
        cover_note=cleaned["cover_note"],
        due_on=due_after(berlin_today(), form.days).day,
        rows=[Row(each.idea, ReferralRole.LEAD) for each in form.chosen],
    )


def _sent(form: BundleForm, *, by: User) -> Bundle:
    cleaned = form.cleaned_data
    return bundle_up(
        [each.idea for each in form.chosen],
        department=form.receiver,
        title=cleaned["title"],
        cover_note=cleaned["cover_note"],
        working_days=cleaned["working_days"],
        routes={each.idea.pk: _route(form, each, by=by) for each in form.chosen},
        by=by,
    )


def _route(form: BundleForm, each: Chosen, *, by: User) -> Route:
    """Why this one goes there: each keeps its own reason."""
    return route_to(
        form.receiver,
        proposal=each.proposal,
        by=by,
        departure=form.cleaned_data["departure"],
        words=form.cleaned_data["departure_words"],
    )


def _refused(
    request: HttpRequest, form: BundleForm, refused: CannotGoError
) -> HttpResponse:
    """Name what cannot go; the rest may go on."""
    why = {each.idea.pk: each.why for each in refused.obstacles}
    form.chosen = [
        Chosen(each.idea, each.proposal, why.get(each.idea.pk, ""))
        for each in form.chosen
    ]
    form.add_error(None, str(refused.message))
    return _choose(request, form)


def _choose(request: HttpRequest, form: BundleForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "pick": PICK,
        "most": MOST,
        "obstacles": [each for each in form.chosen if each.obstacle],
        "trail": trail(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "bundles/bundle_create.html", context, status=status)


def _preview(request: HttpRequest, form: BundleForm) -> HttpResponse:
    letter = _letter(form)
    context = {
        "form": form,
        "pick": PICK,
        "letter": letter,
        "mail": mail_of(letter, link=reverse(ENTRANCE, args=["…"])),
        "seen": letter.fingerprint(),
        "trail": trail(),
    }
    return render(request, "bundles/bundle_preview.html", context)
