"""What news are about, from a reader's side: each subject has a pace of its own.

A notification's subject follows from why somebody is told (`reasons`), unless its verb
names one. Apps may add subjects; people choose a pace for each on one page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.notifications.enums import Pace

OWN, CONVERSATION, FOLLOWED, PLACES, WORK = (
    "own",
    "conversation",
    "followed",
    "places",
    "work",
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`default` holds for whoever chose nothing; `is_work` is for staff alone.

    What may come forty times a day `is_hourly`: at once then means one mail an hour.
    """

    key: str
    label: str | Promise
    help_text: str | Promise
    default: Pace
    order: int
    is_work: bool = False
    is_hourly: bool = False


_subjects: dict[str, Subject] = {}


def register(*subjects: Subject) -> None:
    for subject in subjects:
        _subjects[subject.key] = subject


def get(key: str) -> Subject:
    """The subject, or "followed" for one that an old row names and nobody knows."""
    return _subjects.get(key, _subjects[FOLLOWED])


def all_subjects(*, with_work: bool = True) -> list[Subject]:
    """In their order; those of work are for staff alone."""
    shown = (each for each in _subjects.values() if with_work or not each.is_work)
    return sorted(shown, key=lambda subject: subject.order)


register(
    Subject(
        key=OWN,
        label=_("Ihre eigenen Ideen und Beiträge"),
        help_text=_(
            "Was daraus wird: Entscheidungen, Weiterleitungen, Antworten. Fragen an "
            "Sie und Ablehnungen kommen sofort, auch wenn Sie sonst sammeln."
        ),
        default=Pace.AT_ONCE,
        order=10,
    ),
    Subject(
        key=CONVERSATION,
        label=_("Gespräche"),
        help_text=_(
            "Wenn jemand Ihnen antwortet oder Ihre Idee kommentiert. "
            "Sofort heißt hier: höchstens eine Mail in der Stunde."
        ),
        default=Pace.AT_ONCE,
        order=20,
        is_hourly=True,
    ),
    Subject(
        key=FOLLOWED,
        label=_("Was Sie unterstützen oder verfolgen"),
        help_text=_("Was aus Ideen wird, die Ihnen wichtig sind."),
        default=Pace.WEEKLY,
        order=30,
    ),
    Subject(
        key=PLACES,
        label=_("Neues in Stadtteilen, zu Themen und in Suchen"),
        help_text=_("Neue Ideen dort, wo Sie sich umsehen."),
        default=Pace.WEEKLY,
        order=40,
    ),
    Subject(
        key=WORK,
        label=_("Aufgaben"),
        help_text=_("Was auf Sie als Mitarbeiter:in wartet."),
        default=Pace.AT_ONCE,
        order=90,
        is_work=True,
    ),
)
