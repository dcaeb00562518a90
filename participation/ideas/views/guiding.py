"""The front door while somebody writes, and once more before a text goes in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.ideas.forms.guide import LEFT, SHOWN, GuideForm, keys_in
from participation.ideas.queries.guide import Notice, must_be_seen, notices_for
from participation.ideas.services.submission import Content

GUIDE_RATE = "900/h"


@public
@never_cache
@require_POST
def idea_guide(request: HttpRequest) -> HttpResponse:
    """What to say about the words so far; a POST, since a text is too long for a GET.

    Nothing is stored. The same notices as before change nothing on the page, so that
    nobody hears them twice.
    """
    try:
        guard.limit(request, "idea-guide", GUIDE_RATE)
    except RuleViolation:
        return HttpResponse(status=204)  # what stands there may stay
    notices = GuideForm(request.POST).notices(left=keys_in(request.POST, LEFT))
    if [notice.key for notice in notices] == keys_in(request.POST, SHOWN):
        return HttpResponse(status=204)
    return render(request, "ideas/_idea_guide_answer.html", {"notices": notices})


def unseen(request: HttpRequest) -> list[Notice]:
    """What has to be looked at before what was posted goes in."""
    notices = GuideForm(request.POST).notices(left=keys_in(request.POST, LEFT))
    return must_be_seen(notices, shown=keys_in(request.POST, SHOWN))


def notices_on_preview(content: Content, draft: Draft) -> list[Notice]:
    """What the form said, for those who come without a script."""
    kept = draft.content.get(LEFT) or []
    left = kept if isinstance(kept, list) else [kept]
    return notices_for(content.title, content.text, content.topic.pk, left=left)
