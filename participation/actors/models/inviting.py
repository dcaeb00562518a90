from django.conf import settings
from django.db import models
from django.db.models import Q

from participation.actors.enums import InvitationState


class Invitation(models.Model):
    """Somebody is asked by mail to come in; whoever has the mail may accept.

    The address is sealed and wiped when the invitation ends; `mail_hash` keeps the
    same address from being asked twice.
    """

    sealed_mail = models.BinaryField()
    mail_hash = models.BinaryField(max_length=32)
    state = models.CharField(
        max_length=10, choices=InvitationState, default=InvitationState.OPEN
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="%(class)s_ended_has_time",
            ),
        ]
