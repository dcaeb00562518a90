"""A gathered mail in its reader's language: what is still new, by Stadtteil.

Rendered when it is sent: what was read, hidden, taken back or muted until then is not
in it any more, and with nothing left no mail goes.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.notifications import digest_words, unsubscribing
from commons.notifications.models import Digest
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import telling
from commons.notifications.services.telling import Section


def render(delivery: Delivery) -> Rendered:
    """The renderer `digest`.

    Raises:
        Withdrawn: nothing is left to tell, or its reader wants no mail any more.
    """
    digest = Digest.objects.filter(delivery=delivery).select_related("user").first()
    if digest is None or not digest.user.is_active:
        raise Withdrawn
    wishes = wishes_of([digest.user_id])[digest.user_id]
    language = str(digest.user.language)
    with translation.override(language):
        entries = telling.entries_of(digest, wishes) if wishes.wants_mail else []
        if not entries:
            raise Withdrawn
        sections = telling.sections_of(entries)
        return _mail(digest, sections, wishes, language)


def lines_of(deliveries: Iterable[Delivery]) -> dict[int, str]:
    """What the desk reads of each in a list: which mail it is, not what it tells."""
    rows = Digest.objects.filter(delivery__in=[row.pk for row in deliveries])
    return {
        row.delivery_id: digest_words.name_of(row)
        for row in rows
        if row.delivery_id is not None
    }


def _mail(
    digest: Digest, sections: list[Section], wishes: Wishes, language: str
) -> Rendered:
    entries = [entry for section in sections for entry in section.entries]
    single = entries[0] if telling.count_of(sections) == 1 else None
    subject = digest_words.subject_of(digest, sections)
    button = (
        (single.url, single.action or _("Ansehen"))
        if single
        else (reverse("notifications:bell"), _("Alle Mitteilungen ansehen"))
    )
    context = {
        "digest": digest,
        "single": single,
        "sections": sections,
        "has_headings": len(sections) > 1,
        "preview": "; ".join(entry.line for entry in entries[:3]),
        "all_url": mails.absolute(f"{reverse('notifications:bell')}?ungelesen=on"),
        "reason": digest_words.reason_of(digest, wishes, single),
        "preferences_url": unsubscribing.preferences_url_for(digest.user),
        "stop_url": unsubscribing.url_for(digest),
        "stop_label": digest_words.stop_label_of(digest),
    }
    return mails.compose(
        "digest",
        context,
        subject=subject,
        language=language,
        button=button,
        reply_to=_reply_address(single),
    )


def _reply_address(single: telling.Entry | None) -> str:
    """Of one piece of news alone; an answer to several would be to none of them."""
    if single is None or single.is_folded or single.told.reply_to is None:
        return ""
    return single.told.reply_to(single.row.pk)
