"""Similar ideas while somebody types: to support instead of writing the same again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.requests import public
from participation.ideas.forms.alike import AlikeForm
from participation.ideas.queries.alike import alike

ALIKE_RATE = "600/h"


@public
@never_cache
@require_POST
def idea_alike(request: HttpRequest) -> HttpResponse:
    """The list under the title. A POST, as a text is too long for an address."""
    try:
        guard.limit(request, "idea-alike", ALIKE_RATE)
    except RuleViolation:
        return HttpResponse(status=204)  # what stands there may stay
    found = alike(AlikeForm(request.POST).written())
    return render(request, "ideas/_idea_alike_answer.html", {"found": found})
