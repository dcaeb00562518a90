"""The words of a mail go after the time that coordinators set; the row stays."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commons.files import services as files
from commons.incoming.models import Attachment, Mail, MailTerms
from commons.terms.queries import current

log = structlog.get_logger(__name__)
STEP = 500


def wipe(now: datetime) -> int:
    """Delete what has been settled for long enough."""
    since = now - timedelta(days=current(MailTerms).keep_days)
    old = Mail.objects.filter(wiped_at__isnull=True, settled_at__lt=since)
    pks = list(old.order_by("settled_at").values_list("pk", flat=True)[:STEP])
    for pk in pks:
        _wipe(pk)
    if pks:
        log.info("incoming.wiped", mails=len(pks))
    return len(pks)


@transaction.atomic
def _wipe(pk: int) -> None:
    rows = Mail.objects.select_for_update(of=("self",))
    mail = rows.filter(pk=pk, wiped_at__isnull=True, settled_at__isnull=False).first()
    if mail is not None:
        wipe_now(mail)


def wipe_now(mail: Mail) -> None:
    """The words of a settled mail; the caller holds its row."""
    forget_originals(Mail.objects.filter(pk=mail.pk))
    mail.raw, mail.text, mail.subject, mail.sender = None, "", "", ""
    mail.kept_lines, mail.wiped_at = [], timezone.now()
    mail.save()


def forget_originals(mails: QuerySet[Mail]) -> None:
    """Delete raw messages and attachments, whatever becomes of the rows."""
    attachments = Attachment.objects.filter(mail__in=mails).exclude(file=None)
    gone = [row.file for row in attachments.select_related("file") if row.file]
    gone += [mail.raw for mail in mails.select_related("raw") if mail.raw]
    attachments.update(file=None)
    Mail.objects.filter(pk__in=mails.values("pk")).update(raw=None)
    files.delete(gone)
