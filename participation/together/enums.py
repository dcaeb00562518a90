from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How an idea and somebody who carries it come together."""

    OFFERED = "offered", _("von der SPK angeboten")
    ADOPTED = "adopted", _("von sich aus aufgegriffen")


class State(models.TextChoices):
    """Where it stands: asking the author, asking the partner, under way, over."""

    ASKING = "asking", _("wartet auf die Person, von der die Idee ist")
    OFFERED = "offered", _("wartet auf eine Zusage")
    RUNNING = "running", _("wird gemeinsam gemacht")
    FINISHED = "finished", _("geschafft")
    CONCLUDED = "concluded", _("geschafft und beantwortet")
    REFUSED = "refused", _("von der Person nicht gewünscht")
    DECLINED = "declined", _("abgesagt")
    GIVEN_UP = "given_up", _("aufgegeben")
    WITHDRAWN = "withdrawn", _("zurückgenommen")


class Consent(models.TextChoices):
    """What the person behind the idea says to it."""

    OPEN = "open", _("noch nicht gefragt oder noch keine Antwort")
    AGREED = "agreed", _("ist einverstanden")
    REFUSED = "refused", _("möchte es nicht")
    OWN = "own", _("gehört selbst dazu")
    UNREACHED = "unreached", _("hat sich nicht gemeldet")
