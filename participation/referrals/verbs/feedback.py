"""What the person behind an idea says of an answer; its words stay in their row."""

from django.utils.translation import gettext_lazy

from commons.verbs.registry import Verb
from participation.ideas.verbs.telling import own_page
from participation.referrals.models import Answer


def _page_of(answer: Answer) -> list[str]:
    return own_page(answer.idea)


VERBS = (
    Verb(
        "answer.judged",
        words=gettext_lazy("hat gesagt, ob eine Antwort geholfen hat"),
        generations=_page_of,
        groups=lambda _answer: ["desk"],
    ),
)
