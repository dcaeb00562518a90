"""What happens to interim notices; all of it is said of the idea."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import (
    at_desk,
    followers_of,
    may_read,
    own_page,
)
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.notices import names_in, text_of


def tell(idea: Idea, params: Params, who: Recipient) -> Told | None:
    rows = InterimNotice.objects.filter(pk=params["notice"], state=NoticeState.SENT)
    notice = rows.first()
    if notice is None or not may_read(idea, who):
        return None
    words = {"title": idea.title, "number": idea.number}
    return Told(
        line=_("Zwischennachricht zu „%(title)s“") % words,
        subject=_("Zwischennachricht zur Idee %(number)s") % words,
        text=lazy(partial(_text, idea, notice, who), str)(),
        url=idea.get_absolute_url(),
        action=_("Weg der Idee ansehen"),
    )


def _text(idea: Idea, notice: InterimNotice, who: Recipient) -> str:
    """For somebody without an account; the name of the Amt is asked only here."""
    title = _("Es geht um die Idee „%(title)s“.") % {"title": idea.title}
    parts = [title, text_of(notice, names_in([notice]))]
    if who.is_on_paper and idea.is_public:
        address = settings.BASE_URL + reverse("ideas:idea-short", args=[idea.number])
        parts.append(_("Im Internet: %(address)s") % {"address": address})
    return "\n\n".join(parts)


def _quiet(key: str, words: str | Promise) -> Verb:
    """Nothing of it shows in public."""
    return Verb(key, words=words, groups=lambda _idea: ["desk"])


VERBS = (
    _quiet("notice.due", gettext_lazy("hat an eine Zwischennachricht erinnert")),
    _quiet("notice.overtaken", gettext_lazy("braucht keine Zwischennachricht mehr")),
    _quiet("notice.released", gettext_lazy("hat eine Zwischennachricht freigegeben")),
    _quiet(
        "notice.taken_back", gettext_lazy("hat eine Zwischennachricht zurückgenommen")
    ),
    _quiet("notice.dropped", gettext_lazy("hat auf eine Zwischennachricht verzichtet")),
    Verb(
        "notice.sent",
        words=gettext_lazy("hat eine Zwischennachricht bekommen"),
        audience=followers_of,
        tell=tell,
        generations=own_page,
        groups=at_desk,
        # All that leaves in an hour is one mail to a person: `services.sending`.
        mails_itself=True,
    ),
    Verb(
        "notice.terms_changed",
        words=gettext_lazy("hat Regeln für Zwischennachrichten geändert"),
    ),
)
