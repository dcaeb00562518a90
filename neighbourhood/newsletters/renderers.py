"""Mails of the Rundbrief, made when they go: what is hidden by then falls away.

The frame speaks the reader's language, what the SPK wrote stays German and says so.
"""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.clock import berlin_date
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.spoken import day_in_words, is_german
from neighbourhood.newsletters.models import Correction, Newsletter, Subscription
from neighbourhood.newsletters.queries.content import Content, content_of
from neighbourhood.newsletters.queries.subscriptions import regions_of
from neighbourhood.newsletters.subscribing import CONFIRM_WITHIN
from neighbourhood.newsletters.subscription_keys import confirm_token, stop_token


def newsletter(delivery: Delivery) -> Rendered:
    """An issue for one subscription, or as a test for whoever writes it.

    Raises:
        Withdrawn: the subscription or the issue has gone, or nothing is left to tell.
    """
    rows = Newsletter.objects.select_related("region")
    issue = rows.filter(pk=delivery.params["newsletter"]).first()
    if issue is None:
        raise Withdrawn
    if delivery.params.get("is_test"):
        return _issue(issue, language=_language_of(delivery), is_test=True)
    if not issue.is_public:
        raise Withdrawn
    reader = _reader(delivery, issue)
    return _issue(issue, language=reader.reader_language, reader=reader)


def correction(delivery: Delivery) -> Rendered:
    """What was wrong in an issue, for those who got it.

    Raises:
        Withdrawn: the subscription has gone.
    """
    rows = Correction.objects.select_related("newsletter__region")
    row = rows.filter(pk=delivery.params["correction"]).first()
    if row is None or not row.newsletter.is_public:
        raise Withdrawn
    reader = _reader(delivery, row.newsletter)
    language = reader.reader_language
    with translation.override(language):
        return mails.compose(
            "newsletter_correction",
            {
                "newsletter": row.newsletter,
                "correction": row,
                "german_mark": german_mark(),
                **_foot(row.newsletter, reader),
            },
            subject=_("Berichtigung: %(name)s") % {"name": row.newsletter.name},
            language=language,
            button=(row.newsletter.get_absolute_url(), _("Rundbrief ansehen")),
        )


def confirmation(delivery: Delivery) -> Rendered:
    """Asks an address whether it was its owner who wants the Rundbrief.

    Raises:
        Withdrawn: it is confirmed by now, or the time is over.
    """
    rows = Subscription.objects.filter(confirmed_at__isnull=True)
    row = rows.filter(pk=delivery.params["subscription"]).first()
    if row is None:
        raise Withdrawn
    with translation.override(row.language):
        return mails.compose(
            "newsletter_confirm",
            {
                "regions": [] if row.is_everywhere else regions_of(row),
                "hours": int(CONFIRM_WITHIN.total_seconds() // 3600),
            },
            subject=_("Möchten Sie den Rundbrief bekommen?"),
            language=row.language,
            button=(
                reverse("newsletters:subscribe-confirm", args=[confirm_token(row.pk)]),
                _("Ja, Rundbrief bestellen"),
            ),
        )


def _reader(delivery: Delivery, issue: Newsletter) -> Subscription:
    """The subscription as it is now: people leave while mail waits."""
    rows = Subscription.objects.confirmed().for_region(issue.region)
    found = rows.select_related("user").filter(pk=delivery.params["subscription"])
    reader = found.first()
    if reader is None:
        raise Withdrawn
    return reader


def _issue(
    issue: Newsletter,
    *,
    language: str,
    reader: Subscription | None = None,
    is_test: bool = False,
) -> Rendered:
    content = content_of(issue)
    with translation.override(language):
        context = issue_context(issue, content) | {"is_test": is_test}
        if not (is_test or context["sections"] or issue.intro):
            raise Withdrawn
        return mails.compose(
            "newsletter",
            context | (_foot(issue, reader) if reader else {}),
            subject=_subject(issue, is_test=is_test),
            language=language,
        )


def issue_context(issue: Newsletter, content: Content) -> dict[str, Any]:
    """An issue with whole addresses, in the language that is active."""
    return {
        "newsletter": issue,
        "read_url": mails.absolute(issue.get_absolute_url()),
        "corrections": [
            {"text": row.text, "day": day_in_words(berlin_date(row.created_at))}
            for row in issue.corrections.order_by("created_at", "pk")
        ],
        "german_mark": german_mark(),
        "sections": [
            {
                "label": section.label,
                "entries": [
                    {
                        "title": entry.title,
                        "text": entry.text,
                        "is_own": entry.is_own,
                        "is_worded": entry.is_worded,
                        "url": mails.absolute(entry.url),
                    }
                    for entry in section.entries
                ],
            }
            for section in content.sections
        ],
    }


def german_mark() -> str:
    """The attribute for what the SPK wrote, where the frame speaks another language."""
    return "" if is_german() else format_html(' lang="{}"', "de")


def _foot(issue: Newsletter, reader: Subscription) -> dict[str, Any]:
    words = _(
        "Sie bekommen diese Mail, weil Sie den Rundbrief für %(region)s bestellt haben."
    )
    stop = reverse("newsletters:subscription", args=[stop_token(reader.pk)])
    return {
        "reason": words % {"region": issue.region.name},
        "stop_url": mails.absolute(stop),
        "stop_label": _("Stadtteile ändern oder abbestellen"),
    }


def _subject(issue: Newsletter, *, is_test: bool) -> str:
    words = _("%(region)s: %(title)s")
    subject = words % {"region": issue.region.name, "title": issue.title}
    return _("Probe: %(subject)s") % {"subject": subject} if is_test else subject


def _language_of(delivery: Delivery) -> str:
    return str(delivery.to_user.language if delivery.to_user else Language.GERMAN)
