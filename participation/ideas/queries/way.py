"""The "Weg der Idee": who has it, since when, until when; public, step by step.

Higher apps add their steps through a provider, such as referrals theirs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from commons.clock import berlin_date, berlin_today
from commons.spoken import day_in_words
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN


@dataclass(frozen=True)
class WayEntry:
    """One step. `state` is done, now or next; `actor` has it, `until` a date.

    `covers_now` says that the SPK's own step of this moment is left out: others have
    it.
    """

    at: date | datetime | None
    title: str
    text: str = ""
    state: str = "done"
    actor: str = ""
    until: date | None = None
    icon: str = "check"
    covers_now: bool = False

    @property
    def when(self) -> date | datetime | None:
        return self.at

    @property
    def phase(self) -> str:
        return self.state

    @property
    def note(self) -> str:
        until = day_in_words(self.until) if self.until else ""
        if self.actor and until:
            return _("%(actor)s, Antwort bis %(until)s") % {
                "actor": self.actor,
                "until": until,
            }
        return self.actor or (_("bis %(until)s") % {"until": until} if until else "")


Provider = Callable[[Idea], Iterable[WayEntry]]
_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    _providers[f"{provider.__module__}.{provider.__qualname__}"] = provider


def way_of(idea: Idea) -> list[WayEntry]:
    """All public steps, oldest first; what is to come stands last."""
    own = list(_own_steps(idea))
    steps = [step for provider in _providers.values() for step in provider(idea)]
    if any(step.covers_now for step in steps):
        own = [step for step in own if step.state != "now"]
    steps = [*own, *steps]
    past = sorted((step for step in steps if step.state != "next"), key=_order)
    return [*past, *(step for step in steps if step.state == "next")]


def _order(step: WayEntry) -> tuple[date, float]:
    if isinstance(step.at, datetime):
        return berlin_date(step.at), step.at.timestamp()
    return step.at or date.max, 0.0


def _own_steps(idea: Idea) -> Iterable[WayEntry]:
    yield WayEntry(idea.submitted_at, _("Eingereicht"), icon="pencil")
    if idea.published_at:
        yield WayEntry(idea.published_at, _("Veröffentlicht"), icon="check")
    if idea.case == Case.OPEN:
        yield WayEntry(
            None, _("Die SPK klärt, wer zuständig ist"), state="now", icon="search"
        )
    if idea.case in OPEN and idea.next_on:
        title = _("Nächste Nachricht, spätestens an diesem Tag")
        if idea.next_on < berlin_today():
            title = _("Für diesen Tag war eine Nachricht zugesagt; sie verspätet sich")
        yield WayEntry(idea.next_on, title, state="next", icon="bell")
