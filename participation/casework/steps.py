"""What can be next in a case, with its words and where it is done."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.casework.owners import OWNERS, Owner

__all__ = ["OWNERS", "WORDS", "Owner", "Step", "Words"]


class Step(StrEnum):
    """One of them is next in every case."""

    DECIDE = "decide"
    AUTHOR_CHANGES = "author-changes"
    GONE = "gone"
    LOOK_AGAIN = "look-again"
    RESEND = "resend"
    READ_MAIL = "read-mail"
    ANSWER_QUESTION = "answer-question"
    HAND_OVER = "hand-over"
    DECIDE_ROUND = "decide-round"
    WAIT_ROUND = "wait-round"
    RELEASE_ANSWER = "release-answer"
    PUBLISH_ANSWER = "publish-answer"
    RELEASE_SET = "release-set"
    WAIT_SET = "wait-set"
    FINISH_ANSWER = "finish-answer"
    WRITE_ANSWER = "write-answer"
    ANSWER_OURSELVES = "answer-ourselves"
    REFER = "refer"
    REFER_AGAIN = "refer-again"
    LOOK_REOPENED = "look-reopened"
    WAIT_PERSON = "wait-person"
    WAIT_SENDING = "wait-sending"
    WAIT_BUNDLE = "wait-bundle"
    WAIT_REACTION = "wait-reaction"
    WAIT_STATEMENT = "wait-statement"
    CHASE = "chase"
    ASK_OUTSIDE = "ask-outside"
    WEIGH_OBJECTION = "weigh-objection"
    TELL_AMT = "tell-amt"
    CHECK_PROMISE = "check-promise"
    WAIT_PROMISE = "wait-promise"
    CHECK_DEFERRED = "check-deferred"
    WAIT_DEFERRED = "wait-deferred"
    WAIT_OFFER = "wait-offer"
    WAIT_TOGETHER = "wait-together"
    ASK_TOGETHER = "ask-together"
    CONCLUDE_TOGETHER = "conclude-together"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Words:
    """A heading, a sentence why, and what the button says ("" where one waits)."""

    title: str | Promise
    why: str | Promise
    button: str | Promise = ""
    icon: str = "arrow"
    owner: Owner = Owner.SPK


WORDS: dict[Step, Words] = {
    Step.DECIDE: Words(
        _("Prüfen und entscheiden"),
        _("Die Idee ist noch nicht veröffentlicht."),
        _("Zur Prüfung"),
        "check",
    ),
    Step.AUTHOR_CHANGES: Words(
        _("Die Person ändert ihre Idee"),
        _("Die SPK hat um eine Änderung gebeten."),
        owner=Owner.PERSON,
    ),
    Step.GONE: Words(
        _("Nichts mehr zu tun"),
        _("Die Idee steht nicht mehr auf der Plattform."),
        owner=Owner.NOBODY,
    ),
    Step.LOOK_AGAIN: Words(
        _("Klären, ob die Idee wieder öffentlich wird"),
        _("Sie ist verborgen, ihr Vorgang ist noch offen."),
        _("Zur Prüfung"),
        "check",
    ),
    Step.RESEND: Words(
        _("Noch einmal senden"),
        _("Die Mail ist beim Amt nicht angekommen."),
        _("Zur Weiterleitung"),
        "send",
    ),
    Step.READ_MAIL: Words(
        _("Mail des Amtes lesen"),
        _("Ein Amt hat per Mail geantwortet, und niemand hat es gelesen."),
        _("Mail lesen"),
        "mail",
    ),
    Step.ANSWER_QUESTION: Words(
        _("Rückfrage beantworten"),
        _("Ein Amt hat gefragt. Bis zur Antwort zählen die Tage für die SPK."),
        _("Zur Rückfrage"),
        "reply",
    ),
    Step.HAND_OVER: Words(
        _("Von Hand weitergeben"),
        _("Die Stelle hat kein Postfach."),
        _("Weitergeben und vermerken"),
        "send",
    ),
    Step.DECIDE_ROUND: Words(
        _("Klärungsrunde entscheiden"),
        _("Alle haben sich geäußert, oder die Zeit ist um."),
        _("Zur Klärungsrunde"),
        "people",
        Owner.COORDINATION,
    ),
    Step.WAIT_ROUND: Words(
        _("Die Ämter klären, wer zuständig ist"),
        _("Die Klärungsrunde läuft."),
        _("Zur Klärungsrunde"),
        "people",
        Owner.AMT,
    ),
    Step.RELEASE_ANSWER: Words(
        _("Antwort freigeben"),
        _("Sie ist fertig und wartet auf ein zweites Paar Augen."),
        _("Lesen und freigeben"),
        "check",
    ),
    Step.PUBLISH_ANSWER: Words(
        _("Antwort veröffentlichen"),
        _("Sie ist fertig."),
        _("Ansehen und veröffentlichen"),
        "check",
    ),
    Step.RELEASE_SET: Words(
        _("Antwortpaket freigeben"),
        _("Die Antwort liegt in einem Paket und erscheint mit den anderen darin."),
        _("Zum Antwortpaket"),
        "check",
    ),
    Step.WAIT_SET: Words(
        _("Die Antwort erscheint mit ihrem Paket"),
        _("Das Paket ist freigegeben und geht von selbst hinaus."),
        _("Zum Antwortpaket"),
        "clock",
        Owner.NOBODY,
    ),
    Step.FINISH_ANSWER: Words(
        _("Antwort zu Ende schreiben"),
        _("Ein Entwurf liegt da."),
        _("Weiterschreiben"),
        "speech",
    ),
    Step.WRITE_ANSWER: Words(
        _("Antwort schreiben"),
        _("Die Stellungnahme ist da."),
        _("Antwort schreiben"),
        "speech",
    ),
    Step.ANSWER_OURSELVES: Words(
        _("Selbst antworten"),
        _("Die Ämter haben geklärt, dass kein Amt des Bezirks zuständig ist."),
        _("Antwort schreiben"),
        "speech",
    ),
    Step.REFER: Words(
        _("Weiterleiten oder selbst beantworten"),
        _("Die Idee ist öffentlich, und noch hat sie kein Amt."),
        _("Weiterleiten"),
        "send",
    ),
    Step.REFER_AGAIN: Words(
        _("Neu weiterleiten"),
        _("Das Amt hat die Idee zurückgegeben, oder sie wurde zurückgerufen."),
        _("Neu weiterleiten"),
        "send",
    ),
    Step.LOOK_REOPENED: Words(
        _("Noch einmal weiterleiten oder beantworten"),
        _("Der Vorgang ist wieder aufgenommen."),
        _("Weiterleiten"),
        "send",
    ),
    Step.WAIT_PERSON: Words(
        _("Auf die Auskunft der Person warten"),
        _("Die Frage des Amtes ist an sie weitergegeben. Seine Frist steht still."),
        _("Zur Rückfrage"),
        "clock",
        Owner.PERSON,
    ),
    Step.WAIT_SENDING: Words(
        _("Die Mail geht hinaus"),
        _("Sie liegt im Ausgang."),
        owner=Owner.NOBODY,
    ),
    Step.WAIT_BUNDLE: Words(
        _("Auf die gemeinsame Mail warten"),
        _("Das Amt bekommt seine Weiterleitungen gesammelt."),
        _("Zum Bündel"),
        "send",
        Owner.NOBODY,
    ),
    Step.WAIT_REACTION: Words(
        _("Auf die erste Reaktion warten"),
        _("Das Amt hat die Idee und hat den Eingang noch nicht bestätigt."),
        owner=Owner.AMT,
    ),
    Step.WAIT_STATEMENT: Words(
        _("Auf die Stellungnahme warten"),
        _("Das Amt hat die Idee angenommen."),
        owner=Owner.AMT,
    ),
    Step.CHASE: Words(
        _("Beim Amt nachfragen"),
        _("Die Frist ist vorbei. Erinnert haben wir von selbst."),
        _("Zur Weiterleitung"),
        "phone",
    ),
    Step.ASK_OUTSIDE: Words(
        _("Nachfragen, wie es steht"),
        _("Die Stelle liegt außerhalb des Bezirks und hat bei uns keine Frist."),
        _("Zur Weiterleitung"),
        "phone",
    ),
    Step.WEIGH_OBJECTION: Words(
        _("Widerspruch des Amtes ansehen"),
        _("Die frühere Antwort passt nach seiner Meinung hier nicht."),
        _("Widerspruch ansehen"),
        "warning",
    ),
    Step.TELL_AMT: Words(
        _("Dem Amt Bescheid geben"),
        _("Seine frühere Antwort steht unter dieser Idee, und es weiß nichts davon."),
        _("Ansehen"),
        "phone",
    ),
    Step.CHECK_PROMISE: Words(
        _("Zusage prüfen"),
        _("Der zugesagte Tag ist da. Ist geschehen, was versprochen war?"),
        _("Zur Zusage"),
        "calendar",
    ),
    Step.WAIT_PROMISE: Words(
        _("Bis zum zugesagten Tag ist nichts zu tun"),
        _("Beantwortet, mit einem Termin."),
        owner=Owner.NOBODY,
    ),
    Step.CHECK_DEFERRED: Words(
        _("Zurückgestellte Idee wieder ansehen"),
        _("Ihr Tag ist da. Geht es jetzt?"),
        _("Zur Wiedervorlage"),
        "calendar",
    ),
    Step.WAIT_DEFERRED: Words(
        _("Bis zur Wiedervorlage ist nichts zu tun"),
        _("Die Idee ist zurückgestellt und kommt an diesem Tag wieder."),
        owner=Owner.NOBODY,
    ),
    Step.WAIT_OFFER: Words(
        _("Auf die Antwort zum Gemeinsam-Machen warten"),
        _("Gefragt ist die Person, von der die Idee ist, oder wer sie machen könnte."),
        _("Zur Anfrage"),
        "people",
        Owner.PARTNER,
    ),
    Step.WAIT_TOGETHER: Words(
        _("Menschen vor Ort sind dran"),
        _("Ein Akteur oder Netzwerk hat zugesagt und berichtet bis zu diesem Tag."),
        _("Zum Stand"),
        "people",
        Owner.PARTNER,
    ),
    Step.ASK_TOGETHER: Words(
        _("Beim Akteur oder Netzwerk nachfragen"),
        _("Der Tag für die Antwort oder den Bericht ist vorbei."),
        _("Zum Stand"),
        "phone",
    ),
    Step.CONCLUDE_TOGETHER: Words(
        _("Antwort schreiben: gemeinsam geschafft"),
        _("Wer die Idee in der Hand hatte, ist fertig."),
        _("Antwort schreiben"),
        "speech",
    ),
    Step.NOTHING: Words(
        _("Nichts mehr zu tun"),
        _("Der Vorgang ist beantwortet."),
        owner=Owner.NOBODY,
    ),
}
