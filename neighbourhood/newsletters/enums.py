from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsletterState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    RELEASED = "released", _("freigegeben")
    SENDING = "sending", _("wird verschickt")
    STOPPED = "stopped", _("Versand angehalten")
    SENT = "sent", _("verschickt")


class EndReason(models.TextChoices):
    """Why a subscription ended."""

    ASKED = "asked", _("abbestellt")
    ACCOUNT = "account", _("Konto gelöscht")
    BOUNCED = "bounced", _("Adresse nicht mehr erreichbar")
