"""Decisions, and what waits: who hears of it from the desk itself.

Authors hear of decisions by their kind's own verbs (idea.published …), so the desk's
verb is for the record only.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons import kinds
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation import desk
from participation.moderation.models import Decision, Moderated, QueueItem
from participation.moderation.queries.staff import moderators_of
from participation.moderation.workflow import FIRST_LOOK


def _author(contribution: Moderated, _params: Params) -> Iterable[Recipient]:
    if contribution.author_id:
        yield Recipient(user_id=contribution.author_id, reason="author")
    yield from desk.of(contribution).also_tell(contribution)


def _ask_again(contribution: Moderated, params: Params, _who: Recipient) -> Told:
    title = kinds.of(contribution).title(contribution)
    decision = Decision.objects.get(pk=params["decision"])
    return Told(
        line=_("Wir warten auf Ihre Änderung an „%(title)s“") % {"title": title},
        subject=_("Ihr Beitrag wartet auf Sie"),
        text=_(
            "Vor einem Monat haben wir Sie gebeten, Ihren Beitrag „%(title)s“ zu "
            "ändern. Wir fragten:\n\n%(text)s\n\nWenn wir in den nächsten zwei Wochen "
            "nichts hören, nehmen wir ihn aus der Prüfung. Sie können ihn auch danach "
            "jederzeit neu einbringen."
        )
        % {"title": title, "text": decision.text},
        url=kinds.of(contribution).url(contribution),
        action=_("Beitrag ändern"),
    )


def _moderators(item: QueueItem, params: Params) -> Iterable[Recipient]:
    items = QueueItem.objects.filter(pk__in=[item.pk, *params["items"]])
    regions = set(items.values_list("region_id", flat=True))
    for user in moderators_of(regions):
        yield Recipient(user_id=user.pk, language=user.language, reason="moderator")


def _tell_moderator(_item: QueueItem, params: Params, who: Recipient) -> Told:
    """Counted for the reader when it is read: what is decided by then is left out."""
    visitor = visitor_for(User.objects.filter(pk=who.user_id or 0).first())
    waiting = (
        QueueItem.objects.visible_to(visitor).open().filter(pk__in=params["items"])
    )
    count = waiting.count()
    line = ngettext(
        "%(count)s Beitrag wartet länger als zugesagt",
        "%(count)s Beiträge warten länger als zugesagt",
        count,
    ) % {"count": count}
    return Told(
        line=line,
        subject=line,
        text=_(
            "Zugesagt ist ein erster Blick nach %(days)s Arbeitstagen. Die ältesten "
            "stehen oben."
        )
        % {"days": FIRST_LOOK},
        url=reverse("moderation:queue"),
        action=_("Zur Prüfung"),
    )


VERBS = (
    Verb("moderation.decided", words=gettext_lazy("hat entschieden")),
    Verb(
        "moderation.asked_again",
        words=gettext_lazy("hat noch einmal um Änderung gebeten"),
        audience=_author,
        tell=_ask_again,
        cannot_wait=True,
    ),
    Verb(
        "moderation.overdue",
        words=gettext_lazy("hat an wartende Beiträge erinnert"),
        audience=_moderators,
        tell=_tell_moderator,
    ),
    Verb("text_module.saved", words=gettext_lazy("hat einen Textbaustein geändert")),
)
