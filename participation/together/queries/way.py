"""What stands on the public "Weg der Idee" where others carry it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.way import WayEntry
from participation.together.enums import State
from participation.together.models import Undertaking
from participation.together.queries.undertakings import accepted_on

# Where nobody of the administration is at it, the partner is.
WITH_THE_SPK = frozenset({Case.NONE, Case.OPEN, Case.REOPENED})


def entries(idea: Idea) -> Iterable[WayEntry]:
    """Names that everybody may know, days and states."""
    for row in accepted_on(idea):
        yield from _of(row, idea)


def _of(row: Undertaking, idea: Idea) -> Iterator[WayEntry]:
    name = row.partner_name
    taken = _("Wird gemeinsam in die Hand genommen")
    yield WayEntry(row.accepted_at, taken, actor=name, icon="people")
    if row.state == State.RUNNING:
        is_theirs = idea.case in WITH_THE_SPK
        now = _("Menschen vor Ort sind dran")
        yield WayEntry(
            None, now, state="now", actor=name, icon="people", covers_now=is_theirs
        )
    elif row.state in {State.FINISHED, State.CONCLUDED}:
        yield WayEntry(row.ended_at, _("Gemeinsam geschafft"), actor=name, icon="check")
    else:
        ended = _("Wird so nicht weitergeführt")
        yield WayEntry(row.ended_at, ended, text=_reason(row), actor=name, icon="undo")


def _reason(row: Undertaking) -> str:
    """Why they gave up is public; why the SPK took it back is said to both sides."""
    return row.ended_reason if row.state == State.GIVEN_UP else ""
