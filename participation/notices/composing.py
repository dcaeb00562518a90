"""The words of an interim notice, made of its facts in the language that is active.

Where the idea is, what happened since the last news, why it takes longer, and what
comes next until when. In plain words: `commons.plainness` has nothing to say to them.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.spoken import day_in_words
from participation.notices.enums import Cause, Stage, Step
from participation.notices.story import Story

OPENING = gettext_lazy(
    "Zu dieser Idee gibt es noch keine Antwort. Wir haben sie nicht vergessen."
)
OPENING_AT_DESK = gettext_lazy(
    "Diese Idee ist bei uns angekommen. Wir haben noch nicht entschieden, ob wir sie "
    "auf der Plattform zeigen."
)
WHERE = {
    Stage.DESK: gettext_lazy("Die Idee liegt seit dem %(since)s bei uns in der SPK."),
    Stage.HIDDEN: gettext_lazy(
        "Wir zeigen die Idee zurzeit nicht. Wir sehen sie uns noch einmal an."
    ),
    Stage.SPK: gettext_lazy(
        "Die Idee liegt seit dem %(since)s bei uns in der SPK. Wir klären, welches Amt "
        "zuständig ist."
    ),
    Stage.REOPENED: gettext_lazy(
        "Seit dem %(since)s sehen wir uns die Idee noch einmal an."
    ),
    Stage.ROUND: gettext_lazy(
        "Seit dem %(since)s klären mehrere Ämter miteinander, wer zuständig ist."
    ),
    Stage.OWN: gettext_lazy(
        "Seit dem %(since)s steht fest, dass wir in der SPK selbst antworten."
    ),
    Stage.HANDING: gettext_lazy("Wir geben die Idee gerade weiter. Ziel: %(who)s."),
    Stage.AMT: gettext_lazy("Die Idee liegt seit dem %(since)s hier: %(who)s."),
    Stage.OUTSIDE: gettext_lazy(
        "Die Idee liegt seit dem %(since)s hier: %(who)s. Diese Stelle gehört nicht "
        "zum Bezirksamt. Eine Frist können wir ihr nicht setzen."
    ),
    Stage.QUESTION: gettext_lazy(
        "Die Idee liegt hier: %(who)s. Am %(since)s hat uns das Amt dazu etwas gefragt."
    ),
    Stage.PERSON: gettext_lazy(
        "Die Idee liegt hier: %(who)s. Das Amt hat noch eine Frage. Wir haben sie am "
        "%(since)s an die Person gegeben, von der die Idee ist."
    ),
    Stage.ANSWERING: gettext_lazy(
        "Das Amt hat uns am %(since)s geschrieben, was es von der Idee hält. Wir "
        "schreiben jetzt die Antwort."
    ),
    Stage.TOGETHER: gettext_lazy(
        "Seit dem %(since)s haben Menschen vor Ort die Idee in der Hand."
    ),
}
STEPS = {
    Step.ACKNOWLEDGED: gettext_lazy(
        "Am %(day)s hat das Amt gemeldet, dass die Idee dort angekommen ist."
    ),
    Step.ASKED: gettext_lazy("Am %(day)s hat uns das Amt etwas gefragt."),
    Step.REPLIED: gettext_lazy("Am %(day)s haben wir dem Amt geantwortet."),
    Step.INTERIM: gettext_lazy("Am %(day)s hat das Amt einen neuen Termin genannt."),
    Step.RETURNED: gettext_lazy("Am %(day)s hat ein Amt die Idee zurückgegeben."),
    Step.STATED: gettext_lazy("Am %(day)s hat uns das Amt seine Meinung geschickt."),
}
# Where the words about the place say what has happened.
NEWS_ITSELF = frozenset(
    {
        *(Stage.ROUND, Stage.OWN, Stage.QUESTION, Stage.PERSON, Stage.ANSWERING),
        Stage.TOGETHER,
    }
)
NOTHING_NEW = gettext_lazy(
    "Seit unserer letzten Nachricht vom %(news)s ist nichts Neues geschehen."
)
WHY = {
    Cause.OURS: gettext_lazy(
        "Das liegt an uns: Wir haben es noch nicht geschafft. Das tut uns leid."
    ),
    Cause.RETURNED: gettext_lazy(
        "Es dauert länger, weil ein Amt die Idee zurückgegeben hat. Wir klären jetzt, "
        "wie es weitergeht."
    ),
    Cause.ASKED: gettext_lazy(
        "Es dauert länger, weil das Amt erst eine Frage klären musste."
    ),
    Cause.INTERIM: gettext_lazy(
        "Es dauert länger, weil das Amt die Idee noch genauer ansehen will."
    ),
    Cause.UNREAD: gettext_lazy(
        "Das Amt hat uns inzwischen geschrieben. Es liegt an uns: Wir haben die Mail "
        "noch nicht ausgewertet."
    ),
    Cause.LATE: gettext_lazy(
        "Das Amt wollte uns bis zum %(was_due)s schreiben. Das hat es nicht geschafft."
    ),
    Cause.REMINDED: gettext_lazy(
        "Das Amt wollte uns bis zum %(was_due)s schreiben. Das hat es nicht geschafft. "
        "Wir haben das Amt daran erinnert."
    ),
}
NEXT = {
    Stage.DESK: gettext_lazy("Als Nächstes entscheiden wir, ob wir die Idee zeigen."),
    Stage.HIDDEN: gettext_lazy(
        "Als Nächstes entscheiden wir, ob wir sie wieder zeigen."
    ),
    Stage.SPK: gettext_lazy(
        "Als Nächstes geben wir die Idee an das richtige Amt. Oder wir antworten "
        "selbst."
    ),
    Stage.REOPENED: gettext_lazy(
        "Als Nächstes fragen wir noch einmal ein Amt. Oder wir antworten selbst."
    ),
    Stage.ROUND: gettext_lazy(
        "Als Nächstes legen wir fest, welches Amt die Idee übernimmt."
    ),
    Stage.OWN: gettext_lazy("Als Nächstes steht die Antwort auf der Seite der Idee."),
    Stage.HANDING: gettext_lazy("Als Nächstes sieht sich das Amt die Idee an."),
    Stage.AMT: gettext_lazy(
        "Als Nächstes schreibt uns das Amt, was es von der Idee hält."
    ),
    Stage.OUTSIDE: gettext_lazy("Als Nächstes fragen wir dort, wie es steht."),
    Stage.QUESTION: gettext_lazy("Als Nächstes antworten wir dem Amt."),
    Stage.PERSON: gettext_lazy(
        "Als Nächstes antworten wir dem Amt. Wir warten damit auf die Person."
    ),
    Stage.ANSWERING: gettext_lazy(
        "Als Nächstes steht die Antwort auf der Seite der Idee."
    ),
    Stage.TOGETHER: gettext_lazy("Als Nächstes berichten sie, wie es läuft."),
}
NEXT_IS_OURS = gettext_lazy("Als Nächstes lesen wir, was das Amt schreibt.")
UNTIL_AMT = gettext_lazy("Dafür hat es bis zum %(amt)s Zeit.")
HEAR = gettext_lazy("Spätestens am %(next)s hören Sie wieder von uns.")


def compose(story: Story, departments: dict[int, str]) -> str:
    """The whole text, paragraph by paragraph.

    Args:
        departments: names by id.
    """
    words = _words(story, departments)
    paragraphs: list[list[str | Promise]] = [
        [OPENING_AT_DESK if story.stage == Stage.DESK else OPENING],
        [WHERE[story.stage], *_since(story)],
        [WHY[story.cause]] if story.cause in WHY else [],
        [*_what_comes(story), HEAR],
    ]
    return "\n\n".join(
        " ".join(str(sentence) % words for sentence in sentences)
        for sentences in paragraphs
        if sentences
    )


def _since(story: Story) -> Iterator[str]:
    """What happened after the last news, or that nothing did.

    Where it stands may itself be what happened, on the day of the last news, too.
    """
    for step, day in story.steps:
        yield str(STEPS[step]) % {"day": day_in_words(day)}
    is_news = story.stage in NEWS_ITSELF and story.since == story.news_on
    if not story.steps and story.since <= story.news_on and not is_news:
        yield str(NOTHING_NEW)


def _what_comes(story: Story) -> Iterator[str | Promise]:
    if story.cause == Cause.UNREAD:
        yield NEXT_IS_OURS
        return
    yield NEXT[story.stage]
    if story.stage == Stage.AMT and story.amt_on is not None:
        yield UNTIL_AMT


def _words(story: Story, departments: dict[int, str]) -> dict[str, str]:
    name = departments.get(story.department or 0, "") or _("das zuständige Amt")
    return {
        "who": name,
        "since": day_in_words(story.since),
        "news": day_in_words(story.news_on),
        "next": day_in_words(story.next_on),
        "amt": _spoken(story.amt_on),
        "was_due": _spoken(story.was_due_on),
    }


def _spoken(day: date | None) -> str:
    return day_in_words(day) if day else ""
