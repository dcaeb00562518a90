from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.models import Grant
from neighbourhood.regions.models.areas import Region


class Residence(models.Model):
    """The Stadtteil somebody calls home; their home page begins with it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="residence"
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.CASCADE,
        related_name="residences",
        verbose_name=_("Stadtteil"),
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.user_id}: {self.region_id}"


class RegionGrant(Grant):
    """A role in one region, such as moderating it."""

    ROLES = (Role.TRUSTED_HOUSE, Role.MODERATOR, Role.COORDINATOR, Role.DATA_EDITOR)

    region = models.ForeignKey(
        Region,
        on_delete=models.CASCADE,
        related_name="grants",
        verbose_name=_("Stadtteil"),
    )

    class Meta(Grant.Meta):
        constraints = [
            *Grant.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="regiongrant_once_while_held",
            ),
        ]
