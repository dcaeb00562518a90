from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.actors.models import Actor
from participation.actors.models.inviting import Invitation
from participation.networks.enums import MemberRole, RequestState
from participation.networks.models.network import Network


class JoinRequest(models.Model):
    """Somebody asks to join, for themselves or for their actor."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("Ein paar Worte dazu"), max_length=1000, blank=True)
    state = models.CharField(
        max_length=10, choices=RequestState, default=RequestState.OPEN
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answer = models.CharField(_("Antwort"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"],
                condition=Q(state="open"),
                name="joinrequest_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="joinrequest_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} to {self.network_id}"


class NetworkInvitation(Invitation):
    """Somebody is asked to join a network."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(
        _("Aufgabe"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER
    )

    class Meta(Invitation.Meta):
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(
                fields=["network", "mail_hash"],
                condition=Q(state="open"),
                name="networkinvitation_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.network_id}"
