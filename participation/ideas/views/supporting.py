"""Supporting an idea: a page of its own without script, one tap with it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from participation.ideas import rules
from participation.ideas.forms import SupportForm
from participation.ideas.models import Idea, Support
from participation.ideas.queries.merging import leads_to
from participation.ideas.services import support

FRAGMENT_HEADER = "X-Fragment"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_support(request: HttpRequest, number: str) -> HttpResponse:
    rows = Idea.objects.select_related("region", "topic", "merged_into")
    idea = get_object_or_404(rows, number=number)
    target = leads_to(idea)
    if target is not None:  # merged while the page was open: a vote goes on to there
        idea = target
        if request.method != "POST":
            return redirect("ideas:idea-support", idea.number)
    if not idea.is_public:
        raise Http404
    if request.method == "POST":
        return _pressed(request, idea)
    context = {
        "idea": idea,
        "is_supported": _is_supported(request, idea),
        "may_support": rules.can_support(request.visitor, idea),
    }
    return render(request, "ideas/idea_support.html", context)


def _pressed(request: HttpRequest, idea: Idea) -> HttpResponse:
    form = SupportForm(request.POST)
    wanted = form.cleaned_data["wanted"] if form.is_valid() else None
    try:
        is_supported = _set(request, idea, wanted)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect(idea)
    if request.headers.get(FRAGMENT_HEADER) == "support":
        idea.refresh_from_db(fields=["support_count", "total_support"])
        context = {"idea": idea, "is_supported": is_supported, "may_support": True}
        return render(request, "ideas/_support_link.html", context)
    done = _("Danke für Ihre Unterstützung. Wir sagen Ihnen, was aus der Idee wird.")
    undone = _("Sie unterstützen diese Idee nicht mehr.")
    messages.success(request, done if is_supported else undone)
    return redirect(idea)


def _set(request: HttpRequest, idea: Idea, wanted: bool | None) -> bool:  # noqa: FBT001 -- the form's own answer
    user = request.visitor.account
    if wanted is None:
        return support.toggle(idea, by=user)
    change = support.give if wanted else support.take_back
    change(idea, by=user)
    return wanted


def _is_supported(request: HttpRequest, idea: Idea) -> bool:
    mine = Support.objects.filter(idea=idea, user=request.visitor.user)
    return mine.exists()
