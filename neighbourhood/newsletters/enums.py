from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsletterState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    RELEASED = "released", _("freigegeben")
    SENDING = "sending", _("wird verschickt")
    STOPPED = "stopped", _("Versand angehalten")
    SENT = "sent", _("verschickt")
