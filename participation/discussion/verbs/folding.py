"""A lively thread is one line of the bell: "5 neue Kommentare zu Ihrer Idee".

What is said to oneself, an answer or a decision, keeps a line of its own.
"""

from django.utils.translation import ngettext

from commons.verbs.registry import Fold, Recipient
from participation.discussion import hosts
from participation.discussion.models import Comment
from participation.discussion.verbs.telling import COMMENTED, LISTENING


def _key(comment: Comment) -> str:
    return f"thread:{comment.thread_id}"


def _line(comment: Comment, count: int, who: Recipient) -> str:
    if who.reason == COMMENTED:
        words = ngettext(
            "%(count)s neuer Kommentar zu %(yours)s „%(title)s“",
            "%(count)s neue Kommentare zu %(yours)s „%(title)s“",
            count,
        )
    else:
        words = ngettext(
            "%(count)s neuer Kommentar zu „%(title)s“",
            "%(count)s neue Kommentare zu „%(title)s“",
            count,
        )
    thread = comment.thread
    yours = hosts.get(thread.kind).yours
    return words % {"count": count, "title": thread.title, "yours": yours}


FOLD = Fold(key=_key, line=_line, reasons=frozenset({COMMENTED, LISTENING}))
