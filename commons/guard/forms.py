"""Forms that anybody can send, with everything that keeps robots away from them."""

from typing import Any

import structlog
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _

from commons.errors import RuleViolation
from commons.guard import patience
from commons.guard.limits import TooManyAttempts, limit
from commons.guard.proof import verify

log = structlog.get_logger(__name__)

# Without a script there is no proof; after so many forms one is asked to wait a little.
UNPROVEN_RATE = "6/h"
# So many second clicks are taken from one device.
AGAIN_RATE = "20/h"
PROOF_FIELD = "altcha"
HONEYPOT_FIELD = "homepage"
BEGUN_FIELD = "begonnen"
AGAIN_FIELD = "noch-einmal"
# What a guarded form posts beside what somebody wrote.
FIELDS = frozenset({PROOF_FIELD, HONEYPOT_FIELD, BEGUN_FIELD, AGAIN_FIELD})


class OneMoreClick(RuleViolation):
    """Nothing is wrong with the words; the same form is asked for once more.

    `token` goes into the form and makes the second click count.
    """

    def __init__(self, token: str, wait: int, *, code: str) -> None:
        message = _(
            "Bitte warten Sie %(seconds)s Sekunden und drücken Sie den Knopf dann noch "
            "einmal. So merken wir, dass hier ein Mensch schreibt. Ihre Angaben sind "
            "noch da."
        )
        super().__init__(message % {"seconds": wait}, code=code)
        self.token = token


def check_human(
    request: HttpRequest,
    *,
    honeypot: str = "",
    proof: str = "",
    begun: str = "",
    again: str = "",
) -> None:
    """Ask for one more click where it might be a robot.

    An account or a proof of work is enough.

    Args:
        honeypot: what stands in the field that people don't see; a browser may fill it.
        begun: the signed moment at which the form was shown.
        again: the token of a second click that was asked for.

    Raises:
        OneMoreClick: filled honeypot (`honeypot`), too fast (`hurried`) or too often
            without a proof (`unproven`).
        TooManyAttempts: too many second clicks.
    """
    asked = patience.asked_again(again)
    if asked is not None:
        _take_second_click(request, again, asked)
        return
    if honeypot:
        raise _one_more(patience.LONG_WAIT, "honeypot")
    if request.user.is_authenticated or verify(proof):
        return
    if patience.is_hurried(begun):
        raise _one_more(patience.SHORT_WAIT, "hurried")
    try:
        limit(request, "unproven", UNPROVEN_RATE)
    except TooManyAttempts as refusal:
        raise _one_more(patience.LONG_WAIT, "unproven") from refusal


def _take_second_click(request: HttpRequest, token: str, asked: patience.Again) -> None:
    if not asked.is_ripe:  # the same token: the wait goes on and does not begin anew
        raise OneMoreClick(token, asked.seconds_left, code="too_soon")
    if not asked.spend():
        raise _one_more(patience.LONG_WAIT, "spent")
    limit(request, "second-click", AGAIN_RATE)


def _one_more(wait: int, code: str) -> OneMoreClick:
    log.info("guard.one_more_click", why=code)
    return OneMoreClick(patience.ask_again(wait), wait, code=code)


class GuardedForm(forms.Form):
    """A form that anybody can send: the one way to guard one.

    Its page includes `components/guard.html` with `form=form`. The proof is spent
    only when everything else is right, so a typing error costs no second one. What
    looks like a robot gets the form back with all its words and one more click to do.
    """

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.again = ""

    @property
    def honeypot_name(self) -> str:
        return self.add_prefix(HONEYPOT_FIELD)

    @property
    def begun_name(self) -> str:
        return self.add_prefix(BEGUN_FIELD)

    @property
    def again_name(self) -> str:
        return self.add_prefix(AGAIN_FIELD)

    @property
    def begun(self) -> str:
        """When it was first shown: an error does not make anybody hurried."""
        posted = self._posted(self.begun_name)
        return posted if patience.is_moment(posted) else patience.begun_now()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            check_human(
                self.request,
                honeypot=self._posted(self.honeypot_name),
                proof=self._posted(PROOF_FIELD),
                begun=self._posted(self.begun_name),
                again=self._posted(self.again_name),
            )
        except OneMoreClick as asked:
            self.again = asked.token
            raise ValidationError(str(asked.message), code=asked.code) from asked
        except RuleViolation as violation:
            raise ValidationError(
                str(violation.message), code=violation.code
            ) from violation
        return cleaned

    @property
    def honeypot_label(self) -> str:
        return gettext("Bitte leer lassen")

    def _posted(self, name: str) -> str:
        return str(self.data.get(name, ""))
