"""What happens to a set of answers; its one letter names all that is the reader's."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons.spoken import quoted
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.referrals.models import Answer, AnswerSet, AnswerSetItem
from participation.referrals.queries import answer_sets as queries
from participation.referrals.verbs.cases import days_in, said_in

RULE = "– – –"


def _readers(answer_set: AnswerSet, _params: Params) -> Iterable[Recipient]:
    ids = queries.public_items(answer_set).values_list("answer__idea_id", flat=True)
    return queries.readers(ids)


def _tell(answer_set: AnswerSet, _params: Params, who: Recipient) -> Told | None:
    """All that is still public, in one letter; one idea alone reads like one answer."""
    items = queries.ideas_for(answer_set, who)
    if not items:
        return None
    first = items[0].answer
    words = {"count": len(items), "title": first.idea.title, "set": answer_set.name}
    if len(items) == 1:
        outcome = first.get_outcome_display()
        line = _("Es gibt eine Antwort zu „%(title)s“: %(outcome)s")
        words["outcome"] = outcome
        subject = _("Antwort zur Idee %(number)s: %(outcome)s")
        words["number"] = first.idea.number
    else:
        line = _("Es gibt Antworten zu %(count)s Ideen, auch zu „%(title)s“")
        subject = _("Antworten zu %(count)s Ideen")
    return Told(
        line=line % words,
        subject=subject % words,
        text=lazy(partial(_text, items, who), str)(),
        url=_page_of(answer_set, items),
        action=_("Auf der Seite lesen"),
        parts=[_part(item.answer) for item in items] if len(items) > 1 else (),
    )


def _part(answer: Answer) -> tuple[str, str]:
    """What stands of each answer below the one line of a gathered mail."""
    words = {"title": answer.idea.title, "outcome": answer.get_outcome_display()}
    line = _("„%(title)s“: %(outcome)s") % words
    return line, answer.idea.get_absolute_url()


def _page_of(answer_set: AnswerSet, items: list[AnswerSetItem]) -> str:
    if len(items) == 1:
        return items[0].answer.idea.get_absolute_url()
    return answer_set.get_absolute_url()


def _text(items: list[AnswerSetItem], who: Recipient) -> str:
    parts = list(_opening(items, who))
    for item in items:
        if len(items) > 1:
            parts.append(RULE)
        parts += _about(item.answer, who)
    if any(_is_own(item, who) for item in items):
        parts.append(
            _("Hat Ihnen das geholfen? Auf der Seite Ihrer Idee fragen wir Sie danach.")
        )
    return "\n\n".join(parts)


def _opening(items: list[AnswerSetItem], who: Recipient) -> Iterator[str]:
    own = sum(_is_own(item, who) for item in items)
    followed = sum(_is_followed(item) and not _is_own(item, who) for item in items)
    others = len(items) - own - followed
    if own:
        yield ngettext(
            "Zu Ihrer Idee gibt es eine Antwort.",
            "Zu %(count)s Ihrer Ideen gibt es Antworten.",
            own,
        ) % {"count": own}
    if followed:
        yield ngettext(
            "Zu einer Idee, die Sie verfolgen, gibt es eine Antwort.",
            "Zu %(count)s Ideen, die Sie verfolgen, gibt es Antworten.",
            followed,
        ) % {"count": followed}
    if others:
        yield ngettext(
            "Ein Amt, dessen Antworten Sie verfolgen, hat eine Idee beantwortet.",
            "Ein Amt, dessen Antworten Sie verfolgen, hat %(count)s Ideen beantwortet.",
            others,
        ) % {"count": others}


def _about(answer: Answer, who: Recipient) -> Iterator[str]:
    idea = answer.idea
    yield _("%(title)s (%(number)s): %(outcome)s") % {
        "title": quoted(idea.title),
        "number": idea.number,
        "outcome": answer.get_outcome_display(),
    }
    yield from said_in(answer)
    yield from days_in(answer)
    if who.is_on_paper:
        address = settings.BASE_URL + reverse("ideas:idea-short", args=[idea.number])
        yield _("Im Internet: %(address)s") % {"address": address}
    else:
        yield settings.BASE_URL + idea.get_absolute_url()


def _is_own(item: AnswerSetItem, who: Recipient) -> bool:
    """Without an account one is told of own ideas only."""
    return who.user_id is None or item.answer.idea.author_id == who.user_id


def _is_followed(item: AnswerSetItem) -> bool:
    """Whoever has no account, or wrote it, hears of it for itself."""
    return bool(getattr(item, "is_followed", True))


def _of_set(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, groups=lambda _set: ["desk"])


VERBS = (
    _of_set("answer_set.begun", gettext_lazy("hat ein Antwortpaket angelegt")),
    _of_set("answer_set.gathered", gettext_lazy("hat Antworten in ein Paket gelegt")),
    _of_set("answer_set.thinned", gettext_lazy("hat eine Antwort herausgenommen")),
    _of_set("answer_set.dissolved", gettext_lazy("hat ein Antwortpaket aufgelöst")),
    _of_set("answer_set.released", gettext_lazy("hat ein Antwortpaket freigegeben")),
    _of_set("answer_set.stopped", gettext_lazy("hat ein Antwortpaket angehalten")),
    Verb(
        "answer_set.published",
        words=gettext_lazy("hat ein Antwortpaket veröffentlicht"),
        audience=_readers,
        tell=_tell,
        groups=lambda _set: ["desk"],
    ),
)
