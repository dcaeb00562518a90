"""What the answer of a mail server means: its code, its enhanced code, its words.

Enhanced codes (RFC 3463, the registry of RFC 5248) say more than the three digits and
win; words are asked last, for servers that give no enhanced code.
"""

import re

from commons.delivery.enums import Cause

FIRST_PERMANENT = 500
# Our own sign-in is refused: no message is to blame.
SIGN_IN = frozenset({530, 534, 535, 538})
CLOSING = 421
STORAGE = 552
# No such mailbox, domain or address; moved; a domain that takes no mail.
NO_SUCH_ADDRESS = ("1.1", "1.2", "1.3", "1.6", "1.10")
BY_SUBJECT = {
    **dict.fromkeys(NO_SUCH_ADDRESS, Cause.UNKNOWN),
    "2.1": Cause.UNKNOWN,
    "2.2": Cause.MAILBOX_FULL,
    "2.3": Cause.CONTENT,
    "3.4": Cause.CONTENT,
    "4.5": Cause.RATE,
    "7.28": Cause.RATE,
    **dict.fromkeys(("7.8", "7.9", "7.11", "7.13"), Cause.SIGN_IN),
}
# What an enhanced code means only as long as it is no refusal for good.
WHILE_TEMPORARY = {
    **dict.fromkeys((*NO_SUCH_ADDRESS, "2.1"), Cause.LATER),
    "2.3": Cause.LATER,
    "3.4": Cause.LATER,
}
FULL = re.compile(
    r"(mailbox|quota|postfach).{0,20}(full|exceed|voll)|over ?quota", re.IGNORECASE
)
LARGE = re.compile(r"too (large|big)|size|zu gro", re.IGNORECASE)
GREY = re.compile(r"gr[ea]y-?list", re.IGNORECASE)
RATE = re.compile(
    r"too many|rate.?limit|throttl|too fast|too quickly|slow down|zu viele",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"(user|recipient|mailbox|address|account)( \S+)? (unknown|not found)"
    r"|no such (user|mailbox|address|recipient)|unknown (user|recipient|mailbox)"
    r"|(does not|doesn't) exist",
    re.IGNORECASE,
)
# It is us whom they do not know: that says nothing about the recipient.
ABOUT_US = re.compile(r"sender|return.?path|mail from|absender", re.IGNORECASE)
CONTENT = re.compile(
    r"spam|virus|malware|content|policy|blocked|too (large|big)", re.IGNORECASE
)
_ENHANCED = re.compile(r"^([245])\.(\d{1,3}\.\d{1,3})\b")


def enhanced_of(words: str) -> str:
    """`5.1.1` if the words begin with an enhanced code, else nothing."""
    match = _ENHANCED.match(words.strip())
    return match[0] if match else ""


def cause_of(code: int, words: str) -> Cause:
    """Why a message was not taken, by what the server answered."""
    is_permanent = code >= FIRST_PERMANENT
    if code in SIGN_IN:
        return Cause.SIGN_IN
    known = _by_enhanced(enhanced_of(words), is_permanent=is_permanent)
    if known is not None:
        return known
    return _by_words(code, words) if is_permanent else _while_temporary(code, words)


def cause_of_bounce(code: str, *, is_permanent: bool) -> Cause:
    """The same for a returned mail, of which only the status (`5.1.1`) is known."""
    known = _by_enhanced(code, is_permanent=is_permanent)
    if known in (None, Cause.SIGN_IN):
        return Cause.REFUSED if is_permanent else Cause.LATER
    return known


def is_for_good(code: int, cause: Cause) -> bool:
    """A full mailbox is emptied some day; a refused sign-in is no message's fault."""
    waits = {Cause.MAILBOX_FULL, Cause.SIGN_IN, Cause.RATE}
    return code >= FIRST_PERMANENT and cause not in waits


def _by_enhanced(enhanced: str, *, is_permanent: bool) -> Cause | None:
    subject = enhanced.partition(".")[2]
    if not is_permanent and subject in WHILE_TEMPORARY:
        return WHILE_TEMPORARY[subject]
    if subject in BY_SUBJECT:
        return BY_SUBJECT[subject]
    is_content = subject.startswith(("6.", "7."))
    return Cause.CONTENT if is_content and is_permanent else None


def _by_words(code: int, words: str) -> Cause:
    if code == STORAGE or FULL.search(words):
        return Cause.CONTENT if LARGE.search(words) else Cause.MAILBOX_FULL
    if NOBODY.search(words) and not ABOUT_US.search(words):
        return Cause.UNKNOWN
    return Cause.CONTENT if CONTENT.search(words) else Cause.REFUSED


def _while_temporary(code: int, words: str) -> Cause:
    if GREY.search(words):
        return Cause.GREYLISTED
    if RATE.search(words):
        return Cause.RATE
    if FULL.search(words):
        return Cause.MAILBOX_FULL
    if code == CLOSING:
        return Cause.CONNECTION
    # 4.7.1 without a word why is how most greylisting answers.
    return Cause.GREYLISTED if enhanced_of(words) == "4.7.1" else Cause.LATER
