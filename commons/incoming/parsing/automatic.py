"""Whether a machine wrote it: RFC 3834, and what programs of offices really send."""

import re
from email.message import Message

from commons.incoming.enums import Automatic
from commons.incoming.parsing.headers import all_of, one

_ABSENT_SUBJECT = re.compile(
    r"^(?:\[?(?:extern|external)\]?:?\s*)?(?:"
    r"automatische antwort|automatic reply|auto[- ]?(?:reply|antwort)"
    r"|abwesenheit|abwesend|out[- ]of[- ](?:the[- ])?office|ooo\b"
    r"|nicht im (?:büro|haus)"
    r"|urlaubs(?:notiz|meldung|vertretung|abwesenheit)|vacation|away from"
    r"|ich bin (?:derzeit |zurzeit |momentan )?(?:nicht|im urlaub|abwesend)"
    r"|i am (?:currently )?(?:out|away)|réponse automatique"
    r")",
    re.IGNORECASE,
)
_ABSENT_WORDS = re.compile(
    r"nicht im (?:büro|hause?|dienst)|abwesend|außer haus|im urlaub"
    r"|out of (?:the )?office|nicht erreichbar|bin (?:wieder )?ab dem|elternzeit"
    r"|away from my",
    re.IGNORECASE,
)
_RECEIPT_SUBJECT = re.compile(
    r"^(?:gelesen|read|lesebestätigung|zugestellt):", re.IGNORECASE
)
REPORTS = {
    "delivery-status": Automatic.BOUNCE,
    "disposition-notification": Automatic.RECEIPT,
}
_BULK = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
_OWN_MARKS = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Auto-Reply")
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster)@", re.IGNORECASE)


def automatic_of(message: Message, *, body_start: str) -> Automatic:
    """Which sort of machine wrote it; a person may say afterwards that it was one."""
    report = REPORTS.get(_report_type(message))
    if report is not None:
        return report
    subject = one(message, "Subject")
    if _RECEIPT_SUBJECT.search(subject):
        return Automatic.RECEIPT
    if _ABSENT_SUBJECT.search(subject):
        return Automatic.ABSENCE
    is_null = _is_null_sender(message)
    if is_null and _DAEMON.search(one(message, "From").rpartition("<")[2]):
        return Automatic.BOUNCE
    if is_null or _says_so(message):
        is_absent = _ABSENT_WORDS.search(body_start)
        return Automatic.ABSENCE if is_absent else Automatic.OTHER
    return Automatic.NONE


def _says_so(message: Message) -> bool:
    submitted = one(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    suppressed = one(message, "X-Auto-Response-Suppress").lower()
    if "all" in suppressed or "oof" in suppressed:
        return True
    if one(message, "Precedence").lower() in _BULK:
        return True
    return any(all_of(message, name) for name in _OWN_MARKS)


def _is_null_sender(message: Message) -> bool:
    return [path.strip() for path in all_of(message, "Return-Path")][:1] == ["<>"]


def _report_type(message: Message) -> str:
    if message.get_content_type() != "multipart/report":
        return ""
    try:
        return str(message.get_param("report-type") or "").lower()
    except (UnicodeError, LookupError, ValueError, TypeError):
        return ""
