"""Uniting duplicates: look for the other, see what will happen, do it, take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest
from commons.differences import CAME, STAYED, WENT, differences
from commons.drafts.keeping import keeps_draft, still_open
from commons.errors import RuleViolation
from participation.ideas import rules
from participation.ideas.forms.merging import MergeForm, PartnerForm, UnmergeForm
from participation.ideas.models import Idea
from participation.ideas.queries import merging as queries
from participation.ideas.services import merging
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.queries.item import open_item_of

MAY_GO = frozenset({Publication.SUBMITTED, Publication.PUBLISHED})
# Below this share of shared words, marks on every word would only confuse.
LEAST_IN_COMMON = 0.25
# The page knows these better than a draft does.
OWN_FIELDS = ("mit", "version")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "idea-merge", gettext_lazy("Ideen zusammenführen"), MergeForm, without=OWN_FIELDS
)
def idea_merge(request: HttpRequest, number: str) -> HttpResponse:
    """Without a partner: suggestions and search; with one: what will happen."""
    source = _moderated(request, number)
    if source.publication == Publication.MERGED:
        return _already_merged(request, source)
    if source.publication not in MAY_GO:
        messages.info(
            request, _("Nur neue und veröffentlichte Ideen lassen sich zusammenführen.")
        )
        return redirect(source)
    if request.method == "POST":
        return _merged(request, source)
    asked = PartnerForm(request.GET)
    target = asked.partner
    if target is not None and target.is_public and target.pk != source.pk:
        initial = {"mit": target.number, "version": source.version}
        return _preview(request, source, target, MergeForm(initial=initial))
    context = {
        "idea": source,
        "words": asked.words,
        "found": queries.named_by(asked.words, besides=source) if asked.words else [],
        "likely": queries.likely(source),
        "is_missing": bool(request.GET.get("mit")),
        "trail": _trail(source),
    }
    return render(request, "ideas/idea_merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "idea-unmerge", gettext_lazy("Ideen trennen"), UnmergeForm, without=OWN_FIELDS
)
def idea_unmerge(request: HttpRequest, number: str) -> HttpResponse:
    idea = _moderated(request, number)
    merge = queries.open_merge_of(idea)
    if merge is None:
        messages.info(request, _("Diese Idee ist mit keiner anderen zusammengeführt."))
        return redirect(idea)
    form = UnmergeForm(request.POST or None, initial={"version": idea.version})
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, idea, verdict=Verdict.UNMERGE, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            done = _("%(number)s steht wieder für sich.") % {"number": idea.number}
            messages.success(request, done)
            return redirect(idea)
    context = {
        "idea": idea,
        "merge": merge,
        "until": queries.undo_until(merge),
        "is_possible": queries.may_still_be_undone(merge),
        "form": form,
        "trail": _trail(merge.target),
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_unmerge.html", context, status=status)


def _moderated(request: HttpRequest, number: str) -> Idea:
    idea = queries.with_number(number)
    if idea is None:
        raise Http404
    if not Idea.objects.filter(pk=idea.pk).visible_to(request.visitor).exists():
        raise Http404
    if not rules.can_merge(request.visitor, idea):
        raise PermissionDenied
    return idea


def _already_merged(request: HttpRequest, source: Idea) -> HttpResponse:
    """Done in another window: whoever presses once more must not land where it ends."""
    merge = queries.open_merge_of(source)
    if request.method != "POST" or merge is None:
        return redirect("ideas:idea-unmerge", source.number)
    done = _("%(source)s gehört schon zu %(target)s.")
    numbers = {"source": source.number, "target": merge.target.number}
    messages.info(request, done % numbers)
    return redirect(merge.target)


def _merged(request: HttpRequest, source: Idea) -> HttpResponse:
    form = MergeForm(request.POST)
    if not form.is_valid():
        still_open(request)
        query = urlencode({"mit": request.POST.get("mit", "")})
        return redirect(f"{request.path}?{query}")
    target: Idea = form.cleaned_data["mit"]
    if not rules.can_merge(request.visitor, source, target):
        raise PermissionDenied
    try:
        _decide(
            request,
            source,
            verdict=Verdict.MERGE,
            version=form.cleaned_data["version"],
            text=form.cleaned_data["text"],
            merge_into=target,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _preview(request, source, target, form)
    done = _("%(source)s gehört jetzt zu %(target)s.")
    messages.success(request, done % {"source": source.number, "target": target.number})
    return redirect(target)


def _decide(request: HttpRequest, idea: Idea, **ruling: Any) -> None:
    item = open_item_of(idea)
    if item is not None:
        moderation.decide(item, by=request.visitor.account, **ruling)
    else:
        moderation.decide_directly(idea, by=request.visitor.account, **ruling)


def _preview(
    request: HttpRequest, source: Idea, target: Idea, form: MergeForm
) -> HttpResponse:
    here = reverse("ideas:idea-merge", args=[target.number])
    may_swap = source.is_public and rules.can_merge(request.visitor, target, source)
    context = {
        "source": source,
        "target": target,
        "forecast": queries.forecast(source, target),
        "obstacle": merging.obstacle_of(source),
        "is_allowed": rules.can_merge(request.visitor, source, target),
        "swap_url": f"{here}?{urlencode({'mit': source.number})}" if may_swap else "",
        "form": form,
        "trail": _trail(source),
        **_texts(source, target),
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_merge_preview.html", context, status=status)


def _texts(source: Idea, target: Idea) -> dict[str, Any]:
    """Both texts in parts; each side marks what only it says, if they are alike."""
    parts = differences(_words(source), _words(target))
    shared = sum(len(part.text) for part in parts if part.sign == STAYED)
    longest = max(len(_words(source)), len(_words(target)))
    return {
        "source_parts": [part for part in parts if part.sign != CAME],
        "target_parts": [part for part in parts if part.sign != WENT],
        "is_alike": shared >= LEAST_IN_COMMON * longest,
    }


def _words(idea: Idea) -> str:
    return f"{idea.title}\n\n{idea.text}"


def _trail(idea: Idea) -> list[tuple[str, str]]:
    return [
        (_("Ideen"), reverse("ideas:idea-list")),
        (idea.number, idea.get_absolute_url()),
    ]
