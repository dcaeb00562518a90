"""The one paper and the one mail of a bundle that is on its way.

Made by a task, since hundreds of cases take seconds. Beat looks for those that a lost
message left behind.
"""

from django.db import transaction

from commons.alone import apart
from commons.delivery import services as delivery
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery
from commons.files import services as files
from commons.links import services as links
from participation.bundles import papers
from participation.bundles.enums import BundleState
from participation.bundles.letters import BundleLetter, rows_of
from participation.bundles.models import Bundle
from participation.bundles.rules import DOOR
from participation.bundles.services import sending
from participation.bundles.services.locking import locked
from participation.bundles.services.sending import RENDERER
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral


def pack(bundle_id: int) -> bool:
    """Make the table and write the mail; False where there is nothing to do.

    Safe to run twice: it does nothing once the bundle has a delivery. The PDF is made
    before anything is locked; if a row was taken out meanwhile it is made again.
    """
    while True:
        letter = BundleLetter.waiting(bundle_id)
        if letter is None or not letter.rows:
            return False
        content = papers.compiled(letter)
        if (done := _write(bundle_id, letter, content)) is not None:
            return done


@transaction.atomic
def _write(bundle_id: int, letter: BundleLetter, content: bytes) -> bool | None:
    """None if the bundle has changed since the letter was read."""
    held = locked(bundle_id)
    bundle = held.bundle
    if bundle.state != BundleState.QUEUED or bundle.delivery_id is not None:
        return False
    now = BundleLetter.of(bundle, held.referrals)
    if now.fingerprint() != letter.fingerprint():
        return None
    bundle.edition += 1
    bundle.dossier = papers.stored(now, content, by=bundle.made_by)
    _let_in(bundle)
    bundle.delivery = _enqueued(bundle)
    bundle.save(update_fields=["edition", "dossier", "link", "delivery"])
    _share(bundle, held.referrals)
    return True


def _let_in(bundle: Bundle) -> None:
    """A link for the mailbox it goes to; the one that fits stays."""
    address = bundle.department.email
    if bundle.link is not None and links.is_valid(bundle.link):
        if bundle.link.recipient == address:
            return
        links.revoke(bundle.link)
    bundle.link = DOOR.grant(bundle.pk, recipient=address) if address else None


def _enqueued(bundle: Bundle) -> Delivery:
    department = bundle.department
    return delivery.enqueue(
        key=f"bundle:{bundle.pk}:{bundle.edition}",
        renderer=RENDERER,
        params={"bundle": bundle.pk},
        to_address=department.email,
        channel=Channel.MAIL if department.has_mailbox else Channel.MANUAL,
        attachments=[bundle.dossier] if bundle.dossier else [],
    )


def _share(bundle: Bundle, referrals: list[Referral]) -> None:
    """The one mail is that of all rows that wait for it."""
    waiting = [row.pk for row in referrals if row.state == ReferralState.QUEUED]
    Referral.objects.filter(pk__in=waiting).update(delivery=bundle.delivery)


def renew_paper(bundle: Bundle) -> None:
    """The paper says something that no longer holds: the mail gets another.

    What was sent cannot be called back, ours can. The caller holds the lock.
    """
    before = bundle.dossier
    if before is None or bundle.due_on is None:
        return
    letter = BundleLetter.of(bundle, rows_of(bundle))
    if not letter.rows:
        sending.drop_paper(bundle)
        return
    content = papers.compiled(letter)
    bundle.dossier = papers.stored(letter, content, by=bundle.made_by)
    bundle.save(update_fields=["dossier"])
    if bundle.delivery is not None:
        bundle.delivery.attachments.set([bundle.dossier])
    files.delete([before])


def leave_out(bundle: Bundle) -> None:
    """Rows have left it for good: its paper no longer holds them.

    A redaction finds papers by their rows, so none may hold others.
    """
    renew_paper(bundle)


def pack_waiting() -> int:
    """What a lost message or a stopped worker left behind."""
    rows = Bundle.objects.filter(state=BundleState.QUEUED, delivery__isnull=True)
    number = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with apart("bundles.pack_failed", bundle=pk):
            number += pack(pk)
    return number
