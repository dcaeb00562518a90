"""On which day somebody has to hear of an idea, and why; from facts alone.

A day follows from what was told and promised, never from when a task runs, so a task
that runs never, once or three times a day finds the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from neighbourhood.deadlines.services import due_after
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN
from participation.notices.enums import Why
from participation.notices.models import NoticeTerms
from participation.notices.queries.news import news_of


@dataclass(frozen=True, order=True)
class Due:
    day: date
    why: Why


def days_of(idea: Idea, terms: NoticeTerms) -> list[Due]:
    """All days on which a notice falls due if nothing else is told, earliest first.

    The named day and, where that has moved away, the one that was named before; and in
    any case so many days after the last news.
    """
    news = news_of(idea)
    silent = timedelta(days=terms.interim_days)
    found = [Due(news.day + silent, Why.MONTH)]
    if idea.case in OPEN:
        named = idea.next_on
        if named is not None:
            found.append(Due(named, Why.DATE))
            if news.announced is not None and _is_moved(news.announced, named, terms):
                found.append(Due(news.announced, Why.MOVED))
    elif news.announced is not None:
        found.append(Due(news.announced, Why.DATE))
    else:
        waits = timedelta(days=terms.receipt_days)
        found.append(Due(news.day + waits, Why.RECEIPT))
    return sorted(found)


def horizon(today: date, terms: NoticeTerms) -> date:
    """Up to this day drafts lie ready."""
    return due_after(today, terms.lead_days).day if terms.lead_days else today


def _is_moved(announced: date, named: date, terms: NoticeTerms) -> bool:
    """Further than the grace: a holiday more is no reason to write.

    Five working days are a week; without asking the calendar for each row.
    """
    grace = timedelta(days=terms.grace_days + 2 * ((terms.grace_days + 4) // 5))
    return named > announced + grace
