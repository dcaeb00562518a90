"""Mails of the clock towards the resident: interim notices, and the receipt."""

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from commons.accounts.models import User
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.notifications import unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.foot import foot_of
from commons.notifications.models import Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services.pacing import mail_of
from commons.spoken import day_in_words
from commons.verbs import registry
from commons.verbs.registry import Recipient
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import may_read
from participation.moderation.enums import Publication
from participation.moderation.queries.promises import first_look_at
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.notices import names_in, text_of


def notices(delivery: Delivery) -> Rendered:
    """All that one person hears of at that hour, idea by idea.

    Raises:
        Withdrawn: nothing is left that they may read.
    """
    told = Notification.objects.filter(delivery=delivery).select_related("user")
    first = told.order_by("pk").first()
    if first is None or first.user is None:
        raise Withdrawn
    who = Recipient(user_id=first.user_id, reason=first.reason)
    rows = InterimNotice.objects.filter(
        pk__in=delivery.params["notices"], state=NoticeState.SENT
    )
    found = [
        row
        for row in rows.select_related("idea__region").order_by("idea__number")
        if may_read(row.idea, who)
    ]
    if not found:
        raise Withdrawn
    language = str(first.user.language)
    with translation.override(language):
        return _mail(found, first, language)


def _mail(
    found: list[InterimNotice], notification: Notification, language: str
) -> Rendered:
    names = names_in(found)
    sections = [
        {
            "idea": row.idea,
            "text": text_of(row, names),
            "url": mails.absolute(row.idea.get_absolute_url()),
            "is_german": row.is_edited,
        }
        for row in found
    ]
    is_single = len(found) == 1
    first = found[0].idea
    return mails.compose(
        "interim_notices",
        {
            "sections": sections,
            "is_single": is_single,
            **foot_of(notification),
        },
        subject=_subject(found),
        language=language,
        button=(first.get_absolute_url(), _("Weg der Idee ansehen"))
        if is_single
        else (reverse("ideas:idea-mine"), _("Meine Ideen")),
    )


def _subject(found: list[InterimNotice]) -> str:
    if len(found) == 1:
        number = {"number": found[0].idea.number}
        return _("Zwischennachricht zur Idee %(number)s") % number
    words = ngettext(
        "Zwischennachricht zu %(count)s Idee",
        "Zwischennachrichten zu %(count)s Ideen",
        len(found),
    )
    return words % {"count": len(found)}


def receipt(delivery: Delivery) -> Rendered:
    """What came in, and until when its author hears of us.

    Raises:
        Withdrawn: they have heard more by now, or want no mail at once about their own
            ideas: gathered it would tell them nothing new, and the page says it all.
    """
    rows = Idea.objects.filter(pk=delivery.params["idea"])
    idea = rows.select_related("author", "region").first()
    if idea is None or idea.author is None:
        raise Withdrawn
    if idea.publication != Publication.SUBMITTED or not _hears_at_once(idea.author):
        raise Withdrawn
    language = str(idea.author.language)
    with translation.override(language):
        return mails.compose(
            "idea_receipt",
            {
                "idea": idea,
                "until": day_in_words(first_look_at(idea)),
                "preferences_url": unsubscribing.preferences_url_for(idea.author),
            },
            subject=_("Ihre Idee ist da: %(number)s") % {"number": idea.number},
            language=language,
            button=(idea.get_absolute_url(), _("Idee ansehen")),
        )


def _hears_at_once(author: User) -> bool:
    who = Recipient(user_id=author.pk, reason="author")
    wishes = wishes_of([author.pk])[author.pk]
    handed_in = registry.get("idea.submitted")
    return mail_of(who, handed_in, wishes, timezone.now()) == Pace.AT_ONCE
