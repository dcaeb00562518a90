"""Four eyes over many rows: a second person lets go what they have read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from commons.requests import public
from neighbourhood.departments import speaking
from participation.bundles.queries import answering as queries
from participation.bundles.services import answering
from participation.bundles.views.opening import OpenedBundle, open_bundle
from participation.referrals.forms.responding import ReleaseForm
from participation.referrals.queries.releasing import why_not_release

DRAFT = "entwurf"


@public
@never_cache
@require_POST
def answer_release(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Only drafts that the page named: what was read is what is released."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    named = set(request.POST.getlist(DRAFT))
    drafts = queries.drafts_of(opened.sections.waiting)
    chosen = [draft for draft in drafts if str(draft.pk) in named]
    releaser = _releaser(opened)
    if not chosen or not releaser:
        message = _("Bitte kreuzen Sie an, was Sie freigeben, und nennen Sie sich.")
        messages.error(request, message)
        return redirect("bundles:bundle-show", pk)
    result = answering.release(chosen, releaser=releaser, **opened.actor)
    speaking.remember(request, opened.thing, {"releaser": releaser})
    _tell(request, result)
    return redirect("bundles:bundle-show", pk)


def to_release(opened: OpenedBundle) -> dict[str, Any]:
    """What waits, and whether whoever looks may let it go; nothing where none does."""
    drafts = queries.drafts_of(opened.sections.waiting)
    if not drafts:
        return {}
    key = queries.keys_of(opened.link, [drafts[0].referral_id])
    link = key.get(drafts[0].referral_id, opened.link)
    initial = speaking.remembered(opened.request, opened.thing)
    return {
        "drafts": drafts,
        "why_not_release": why_not_release(drafts[0], by=opened.actor["by"], link=link),
        "release_form": None if opened.actor["by"] else ReleaseForm(initial=initial),
        "draft_name": DRAFT,
    }


def _releaser(opened: OpenedBundle) -> str:
    user = opened.actor["by"]
    if user is not None:
        return str(user.display_name or user.email)
    form = ReleaseForm(opened.request.POST)
    return str(form.cleaned_data["releaser"]) if form.is_valid() else ""


def _tell(request: HttpRequest, result: answering.Result) -> None:
    count = len(result.stated)
    if count:
        words = ngettext(
            "%(count)s Stellungnahme ist freigegeben.",
            "%(count)s Stellungnahmen sind freigegeben.",
            count,
        )
        messages.success(request, words % {"count": count})
    for reason in sorted({str(why) for _row, why in result.refused}):
        messages.error(request, reason)
