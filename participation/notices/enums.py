from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    DUE = "due", _("wartet auf Freigabe")
    RELEASED = "released", _("freigegeben, geht gleich hinaus")
    SENT = "sent", _("verschickt")
    DROPPED = "dropped", _("ohne Nachricht erledigt")
    OVERTAKEN = "overtaken", _("von einer anderen Nachricht überholt")


class Why(models.TextChoices):
    """Why the person behind an idea has to hear something."""

    RECEIPT = "receipt", _("noch keine Entscheidung über die Veröffentlichung")
    MONTH = "month", _("zu lange keine Nachricht")
    DATE = "date", _("der genannte Tag ist da")
    MOVED = "moved", _("der genannte Tag ist nicht mehr zu halten")


class Stage(models.TextChoices):
    """Where an idea is, as a person outside would ask."""

    DESK = "desk", _("liegt zur Prüfung bei der SPK")
    HIDDEN = "hidden", _("ist zurzeit nicht zu sehen")
    SPK = "spk", _("liegt bei der SPK")
    REOPENED = "reopened", _("wird noch einmal angesehen")
    ROUND = "round", _("Ämter klären, wer zuständig ist")
    OWN = "own", _("die SPK antwortet selbst")
    HANDING = "handing", _("wird an ein Amt übergeben")
    AMT = "amt", _("liegt bei einem Amt")
    OUTSIDE = "outside", _("liegt außerhalb des Bezirksamts")
    QUESTION = "question", _("Rückfrage eines Amtes liegt bei der SPK")
    PERSON = "person", _("wartet auf eine Auskunft der Person")
    ANSWERING = "answering", _("die SPK schreibt die Antwort")
    TOGETHER = "together", _("Menschen vor Ort haben sie in der Hand")


class Step(models.TextChoices):
    """What happened since the last news."""

    ACKNOWLEDGED = "acknowledged", _("Eingang bestätigt")
    ASKED = "asked", _("Rückfrage des Amtes")
    REPLIED = "replied", _("Rückfrage beantwortet")
    INTERIM = "interim", _("Amt nennt einen eigenen Termin")
    RETURNED = "returned", _("zurückgegeben")
    STATED = "stated", _("Stellungnahme")


class Cause(models.TextChoices):
    """Why it takes longer, where we know."""

    OURS = "ours", _("es liegt an der SPK")
    RETURNED = "returned", _("ein Amt gab die Idee zurück")
    ASKED = "asked", _("das Amt hatte eine Rückfrage")
    INTERIM = "interim", _("das Amt nennt einen eigenen Termin")
    UNREAD = "unread", _("eine Mail des Amtes wartet bei der SPK")
    LATE = "late", _("das Amt ist über seiner Frist")
    REMINDED = "reminded", _("das Amt ist über seiner Frist und ist erinnert")
    NONE = "", _("kein Grund bekannt")


class DropReason(models.TextChoices):
    """Why a notice that was due did not go."""

    ANSWER = "answer", _("Die Antwort kommt in den nächsten Tagen.")
    TOLD = "told", _("Die Person weiß schon Bescheid, etwa vom Telefon.")
    SETTLED = "settled", _("Etwas anderes steht gleich an.")


class Automatic(models.TextChoices):
    """What goes out without anybody's release."""

    NONE = "none", _("nichts: Jede Nachricht gibt jemand frei")
    LATE = "late", _("was nach der Nachfrist noch niemand freigegeben hat")
    ALL = "all", _("jeder unveränderte Entwurf am Morgen seines Tages")
