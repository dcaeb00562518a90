"""The mails of a bundle, made when they are sent from the rows as they are then."""

from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Enclosed, Rendered, Withdrawn
from commons.links import services as links
from participation.bundles import workflow
from participation.bundles.enclosing import table_of
from participation.bundles.letters import (
    MOST_IN_MAIL,
    BundleLetter,
    mail_of,
    rows_of,
)
from participation.bundles.models import Bundle, BundleHandOver
from participation.bundles.services.keys import url_of
from participation.bundles.services.replying import address_of
from participation.ideas.models import Idea
from participation.referrals.letters import GERMAN, german_day, reply_address


def bundle(delivery: Delivery) -> Rendered:
    """The letter with which several ideas go to a department."""
    row = _load(delivery)
    letter = _open_letter(row)
    table = table_of(row, with_paper=True)
    mail = mail_of(
        letter,
        link=_link_of(row),
        reply_to=address_of(row),
        has_table=table is not None,
    )
    return _with_table(mail, table)


def reminder(delivery: Delivery) -> Rendered:
    """What is still open when it goes, with the same key to all of it."""
    row = _load(delivery)
    subject = gettext_lazy("Erinnerung: %(heading)s, %(number)s")
    return _of_open_rows(row, "bundle_reminder", subject)


def moved(delivery: Delivery) -> Rendered:
    """The department that had it became part of another, which reads this."""
    row = _load(delivery)
    subject = gettext_lazy("Jetzt bei Ihnen: %(heading)s, %(number)s")
    return _of_open_rows(row, "bundle_moved", subject)


def colleague(delivery: Delivery) -> Rendered:
    """Somebody of the department gave it on; withdrawn once the link has ended."""
    rows = BundleHandOver.objects.select_related("bundle__department", "link")
    given = rows.filter(pk=delivery.params["hand_over"]).first()
    if given is None or not links.is_valid(given.link):
        raise Withdrawn
    row = _load(delivery)
    letter = _open_letter(row)
    table = table_of(row)
    with translation.override(GERMAN):
        mail = mails.compose(
            "bundle_colleague",
            {
                **_words(row, letter),
                "hand_over": given,
                "has_table": table is not None,
            },
            subject=_("Für Sie im Amt: %(heading)s, %(number)s")
            % {"heading": letter.heading, "number": row.reference},
            language=GERMAN,
            button=(url_of(given.link), _("Bündel öffnen")),
            reply_to=address_of(row) or reply_address(letter.contact),
        )
    return _with_table(mail, table)


def recalled(delivery: Delivery) -> Rendered:
    """Nothing is left to do for these."""
    row = _load(delivery)
    ideas = _ideas(delivery.params["referrals"])
    with translation.override(GERMAN):
        return mails.compose(
            "bundle_recalled",
            {
                "bundle": row,
                "ideas": ideas[:MOST_IN_MAIL],
                "more": max(len(ideas) - MOST_IN_MAIL, 0),
            },
            subject=_("Erledigt: Sie müssen nichts mehr tun (%(number)s)")
            % {"number": row.reference},
            language=GERMAN,
        )


def _of_open_rows(row: Bundle, template: str, subject: Promise) -> Rendered:
    letter = _open_letter(row)
    table = table_of(row)
    with translation.override(GERMAN):
        words = {"heading": letter.heading, "number": row.reference}
        mail = mails.compose(
            template,
            {**_words(row, letter), "has_table": table is not None},
            subject=str(subject) % words,
            language=GERMAN,
            button=(_link_of(row), _("Bündel öffnen")),
            reply_to=address_of(row) or reply_address(letter.contact),
        )
    return _with_table(mail, table)


def _open_letter(row: Bundle) -> BundleLetter:
    """Of what is still to be answered; withdrawn where nothing is."""
    if row.state not in workflow.UNFINISHED or row.due_on is None:
        raise Withdrawn
    letter = BundleLetter.of(row, rows_of(row))
    if not letter.rows:
        raise Withdrawn
    return letter


def _words(row: Bundle, letter: BundleLetter) -> dict[str, Any]:
    assert row.due_on is not None  # noqa: S101 -- it is on its way
    return {
        "letter": letter,
        "contact": letter.contact,
        "due_on": german_day(row.due_on),
    }


def _with_table(mail: Rendered, table: Enclosed | None) -> Rendered:
    return mail if table is None else replace(mail, enclosed=(table,))


def _ideas(referrals: list[int]) -> list[Idea]:
    return list(Idea.objects.filter(referrals__in=referrals).order_by("number"))


def _link_of(row: Bundle) -> str:
    if row.link is None or not links.is_valid(row.link):
        raise Withdrawn
    return url_of(row.link)


def _load(delivery: Delivery) -> Bundle:
    rows = Bundle.objects.select_related("department", "link", "delivery", "dossier")
    found = rows.filter(pk=delivery.params["bundle"]).first()
    if found is None:
        raise Withdrawn
    return found
