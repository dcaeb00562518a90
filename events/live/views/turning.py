"""A question becomes an idea: by whoever asked it, or on behalf of the hall."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from events.live import rules
from events.live.forms.protocols import TurnForm, idea_from
from events.live.models import Question
from events.live.queries import protocols as queries
from events.live.services import turning
from events.live.services.turning import Wanted
from events.live.views import access
from participation.ideas.models import Idea


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "room-question-idea",
    gettext_lazy("Idee aus einer Frage im Saal"),
    TurnForm,
    without=("has_consent",),
)
def question_turn(request: HttpRequest, pk: int) -> HttpResponse:
    question = _visible(request, pk)
    is_own = rules.is_own_question(request.visitor, question)
    if not is_own and not rules.can_enter_ideas(request.visitor, question.room):
        raise PermissionDenied
    form = TurnForm(posted(request), initial=idea_from(question), is_own=is_own)
    if form.is_valid() and (idea := _turned(request, question, form, is_own=is_own)):
        words = _("Ihre Idee %(number)s ist eingegangen. Die Redaktion liest sie.")
        messages.success(request, words % {"number": idea.number})
        return redirect(question.room)
    context = {
        "question": question,
        "room": question.room,
        "form": form,
        "is_own": is_own,
        "page_title": _("Aus der Frage eine Idee machen"),
    }
    status = 422 if form.errors else 200
    return render(request, "live/question_turn.html", context, status=status)


@require_POST
def question_turn_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever leads the room asks whoever asked."""
    question = _visible(request, pk)
    access.moderated(request, question.room_id)
    try:
        turning.ask_author(question, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Wir haben gefragt, ob daraus eine Idee wird."))
    return redirect("live:protocol-show", question.room_id)


def _visible(request: HttpRequest, pk: int) -> Question:
    """Not visible is 404: hidden ones stay with whoever moderates and asked."""
    seen = Question.objects.visible_to(request.visitor).filter(pk=pk).exists()
    question = queries.turnable(pk) if seen else None
    if question is None:
        raise Http404
    return question


def _turned(
    request: HttpRequest, question: Question, form: TurnForm, *, is_own: bool
) -> Idea | None:
    wanted = Wanted(form.content, for_department=form.cleaned_data["for_department"])
    turn = turning.by_author if is_own else turning.on_behalf
    try:
        return turn(question, wanted, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return None
