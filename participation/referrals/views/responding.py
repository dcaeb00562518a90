"""What a department says: stating, correcting, an interim word, asking, giving back."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.referrals.enums import ReturnReason
from participation.referrals.forms.responding import (
    InterimForm,
    QuestionForm,
    ReleaseForm,
    ReturnForm,
    StatementForm,
    values_of,
)
from participation.referrals.queries import cases as queries, releasing as waiting
from participation.referrals.services import attaching, releasing, responding
from participation.referrals.views import speaking
from participation.referrals.views.cases import Opened, fill_in, press

NOTHING_WAITS = gettext_lazy("Hier wartet nichts mehr auf eine Freigabe.")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-statement", gettext_lazy("Stellungnahme"), StatementForm)
def case_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    return fill_in(request, pk, _statement_form, _say)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "case-correction", gettext_lazy("Berichtigte Stellungnahme"), StatementForm
)
def case_correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A second statement in place of the first, while nothing of it is public."""

    def correct(opened: Opened, form: StatementForm) -> None:
        _say(opened, form, is_correction=True)

    return fill_in(request, pk, _statement_form, correct)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-interim", gettext_lazy("Zwischenstand eines Amtes"), InterimForm)
def case_interim(request: HttpRequest, pk: int) -> HttpResponseBase:
    def say(opened: Opened, form: InterimForm) -> None:
        releasing.say(opened.referral, form.said, **opened.actor)

    def form_for(opened: Opened, data: Any, _files: Any) -> InterimForm:
        return InterimForm(data, initial=_initial(opened))

    return fill_in(request, pk, form_for, say)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-question", gettext_lazy("Frage an die SPK"), QuestionForm)
def case_ask(request: HttpRequest, pk: int) -> HttpResponseBase:
    def ask(opened: Opened, form: QuestionForm) -> None:
        text = form.cleaned_data["text"]
        spoken = form.spoken
        responding.ask(opened.referral, text=text, spoken=spoken, **opened.actor)

    def form_for(opened: Opened, data: Any, _files: Any) -> QuestionForm:
        return QuestionForm(data, initial=_initial(opened))

    return fill_in(request, pk, form_for, ask)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("case-return", gettext_lazy("Rückgabe eines Vorgangs"), ReturnForm)
def case_return(request: HttpRequest, pk: int) -> HttpResponseBase:
    """`?text=` fills in one of the department's own "not our task" texts."""

    def give_back(opened: Opened, form: ReturnForm) -> None:
        cleaned = form.cleaned_data
        responding.return_(
            opened.referral,
            reason=ReturnReason(cleaned["reason"]),
            text=cleaned["text"],
            suggested=cleaned["suggested"],
            spoken=form.spoken,
            **opened.actor,
        )

    def form_for(opened: Opened, data: Any, _files: Any) -> ReturnForm:
        chosen = queries.text_named(opened.referral, request.GET.get("text", ""))
        initial = _initial(opened)
        if chosen is not None:
            initial |= {"text": chosen.text, "reason": ReturnReason.NOT_RESPONSIBLE}
        return ReturnForm(data, referral=opened.referral, initial=initial)

    return fill_in(request, pk, form_for, give_back)


@public
@never_cache
@require_POST
def case_release(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The second pair of eyes: with an account its name is known, on a link asked."""

    def release(opened: Opened) -> None:
        row = waiting.waiting_on(opened.referral)
        if row is None or str(row.pk) != request.POST.get("draft"):
            raise RuleViolation(NOTHING_WAITS, code="nothing_waits")
        releaser = _releaser(opened)
        releasing.release(row, releaser=releaser, **opened.actor)
        speaking.remember(request, opened.referral, {"releaser": releaser})

    done = _("Freigegeben. Die Stellungnahme ist jetzt bei der SPK.")
    return press(request, pk, release, done)


@public
@never_cache
@require_POST
def case_discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    def discard(opened: Opened) -> None:
        row = waiting.waiting_on(opened.referral)
        if row is None or str(row.pk) != request.POST.get("draft"):
            raise RuleViolation(NOTHING_WAITS, code="nothing_waits")
        releasing.discard(row, **opened.actor)

    return press(request, pk, discard, _("Der Entwurf ist verworfen."))


def _releaser(opened: Opened) -> str:
    user = opened.actor["by"]
    if user is not None:
        return str(user.display_name or user.email)
    form = ReleaseForm(opened.request.POST)
    if not form.is_valid():
        raise RuleViolation(_("Bitte nennen Sie Ihren Namen."), code="no_name")
    return str(form.cleaned_data["releaser"])


def _say(opened: Opened, form: StatementForm, *, is_correction: bool = False) -> None:
    uploads = form.cleaned_data["attachments"]
    files = attaching.store_all(uploads, by=opened.actor["by"])
    said = form.said_with(files)
    releasing.say(opened.referral, said, is_correction=is_correction, **opened.actor)


def _statement_form(opened: Opened, data: Any, files: Any) -> StatementForm:
    """Empty, or from what waits or stands already."""
    initial: dict[str, Any] = dict(_initial(opened))
    before = queries.said_before(opened.referral)
    if before is not None:
        own = {name: value for name, value in values_of(before).items() if value}
        initial = own | {name: value for name, value in initial.items() if value}
    return StatementForm(data, files, initial=initial)


def _initial(opened: Opened) -> dict[str, Any]:
    return dict(speaking.remembered(opened.request, opened.referral))
