"""The mails of a referral, made when they are sent from the rows as they are then."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.clock import berlin_today
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.deadlines.services import due_after
from neighbourhood.pages.queries import contact_for
from participation.referrals import workflow
from participation.referrals.enums import ReuseState
from participation.referrals.letters import (
    GERMAN,
    Letter,
    german_day,
    mail_of,
    reply_address,
)
from participation.referrals.models import Answer, Question, Referral, Reuse
from participation.referrals.queries.reusing import with_everything
from participation.referrals.services.replies import address_of


def referral(delivery: Delivery) -> Rendered:
    """The letter with which an idea goes to a department."""
    row = _load(delivery)
    if row.state not in workflow.UNFINISHED:
        raise Withdrawn
    return mail_of(Letter.of(row), link=link_of(row), reply_to=address_of(row))


def question_answered(delivery: Delivery) -> Rendered:
    question = Question.objects.filter(pk=delivery.params["question"]).first()
    if question is None:
        raise Withdrawn
    row = _row(question.referral_id)
    if row.state not in workflow.WITH_DEPARTMENT:
        raise Withdrawn
    with translation.override(GERMAN):
        subject = _("Antwort auf Ihre Rückfrage (%(number)s)")
        row.link = question_link(delivery, row)
        return _compose("referral_question", subject, row, question=question)


def question_link(delivery: Delivery, row: Referral) -> SignedLink | None:
    """The link of whoever asked; mails from before know only the mailbox's."""
    pk = delivery.params.get("link")
    if pk is None or pk == row.link_id:
        return row.link
    return SignedLink.objects.filter(pk=pk, revoked_at__isnull=True).first()


def recalled(delivery: Delivery) -> Rendered:
    row = _load(delivery)
    with translation.override(GERMAN):
        subject = _("Erledigt: Sie müssen nichts mehr tun (%(number)s)")
        return _compose("referral_recalled", subject, row, has_link=False)


def reuse(delivery: Delivery) -> Rendered:
    """Tells an Amt that its answer was told again; nothing is asked of it."""
    row = _reuse(delivery)
    source = row.answer.source
    if row.state != ReuseState.INFORMING or source is None or row.department is None:
        raise Withdrawn
    until = due_after(berlin_today(), row.working_days).day
    with translation.override(GERMAN):
        subject = _(
            "Zur Kenntnis: Ihre Antwort gilt auch für eine neue Idee (%(number)s)"
        )
        return mails.compose(
            "reuse",
            {**_about(row, source), "until": german_day(until)},
            subject=subject % {"number": row.idea.number},
            language=GERMAN,
            button=(_link_of_reuse(row), _("Ansehen oder widersprechen")),
            reply_to=reply_address(contact_for(row.idea.region)),
        )


def reuse_reviewed(delivery: Delivery) -> Rendered:
    """Tells an Amt that objected what the SPK made of it."""
    row = _reuse(delivery)
    if row.answer.source is None or row.reviewed_at is None:
        raise Withdrawn
    with translation.override(GERMAN):
        subject = _("Ihr Widerspruch: So geht es weiter (%(number)s)")
        return mails.compose(
            "reuse_reviewed",
            _about(row, row.answer.source),
            subject=subject % {"number": row.idea.number},
            language=GERMAN,
            button=(_link_of_reuse(row), _("Ansehen")),
            reply_to=reply_address(contact_for(row.idea.region)),
        )


def _about(row: Reuse, source: Answer) -> dict[str, object]:
    return {
        "reuse": row,
        "idea": row.idea,
        "source": source,
        "answered_on": german_day(row.source_on),
        "contact": contact_for(row.idea.region),
    }


def _link_of_reuse(row: Reuse) -> str:
    if row.link is None:
        raise Withdrawn
    path = reverse("referrals:reuse-link", args=[links.token_of(row.link)])
    return f"{settings.BASE_URL}{path}"


def _reuse(delivery: Delivery) -> Reuse:
    found = with_everything().filter(pk=delivery.params["reuse"]).first()
    if found is None:
        raise Withdrawn
    return found


def link_of(row: Referral) -> str:
    """The address that opens the case; its token is made anew for each mail."""
    if row.link is None:
        raise Withdrawn
    path = reverse("referrals:link-show", args=[links.token_of(row.link)])
    return f"{settings.BASE_URL}{path}"


def _compose(
    template: str, subject: str, row: Referral, *, has_link: bool = True, **more: object
) -> Rendered:
    letter = Letter.of(row)
    words = {
        "number": row.idea.number,
        "date": german_day(letter.due_on, short=True),
    }
    return mails.compose(
        template,
        {
            "letter": letter,
            "idea": row.idea,
            "contact": letter.contact,
            "due_on": german_day(letter.due_on),
            **more,
        },
        subject=subject % words,
        language=GERMAN,
        button=(link_of(row), _("Vorgang öffnen")) if has_link else ("", ""),
        reply_to=address_of(row) or reply_address(letter.contact),
    )


def _load(delivery: Delivery) -> Referral:
    return _row(int(delivery.params["referral"]))


def _row(referral_id: int) -> Referral:
    found = (
        Referral.objects.filter(pk=referral_id)
        .select_related("idea__region", "idea__topic", "department", "link")
        .first()
    )
    if found is None:
        raise Withdrawn
    return found
