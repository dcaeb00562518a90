"""The look of a state: a tone and an icon, so that colour is never alone.

The four axes are publication, case, outcome and referral (DESIGN.md). A name that
two axes share has one look, so a state never means two things to the eye.
"""

from typing import NamedTuple


class Look(NamedTuple):
    tone: str  # info good wait stop calm kin: the .tone-… classes
    icon: str  # a symbol of static/img/icons.svg


UNKNOWN = Look("calm", "info")

LOOKS = {
    # publication
    "draft": Look("calm", "pencil"),
    "submitted": Look("info", "inbox"),
    "changes_requested": Look("wait", "pencil"),
    "published": Look("good", "check"),
    "declined": Look("stop", "stop"),
    "redirected": Look("kin", "arrow"),
    "hidden": Look("calm", "eye-off"),
    "merged": Look("kin", "merge"),
    "withdrawn": Look("calm", "undo"),
    "removed": Look("stop", "bin"),
    # case
    "none": Look("calm", "idea"),
    "open": Look("info", "clock"),
    "referred": Look("kin", "office"),
    "question": Look("wait", "question"),
    "statement_in": Look("info", "document"),
    "answered": Look("good", "speech"),
    "reopened": Look("wait", "undo"),
    "closed": Look("calm", "check-all"),
    # outcome
    "will_be_done": Look("good", "flag"),
    "partly": Look("info", "flag"),
    "planned": Look("info", "calendar"),
    "in_progress": Look("wait", "tools"),
    "done": Look("good", "check-all"),
    "exists_already": Look("info", "check"),
    "together": Look("kin", "people"),
    "deferred": Look("wait", "clock"),
    "not_possible": Look("stop", "stop"),
    "not_ours": Look("calm", "arrow"),
    # referral
    "queued": Look("calm", "clock"),
    "sent": Look("info", "send"),
    "acknowledged": Look("info", "check"),
    "stated": Look("good", "document"),
    "returned": Look("wait", "reply"),
    "recalled": Look("calm", "undo"),
    "failed": Look("stop", "warning"),
    # a round of several departments, and each of them in it
    "deciding": Look("wait", "flag"),
    "cancelled": Look("calm", "stop"),
    "invited": Look("info", "mail"),
    "read": Look("info", "eye"),
    "overdue": Look("stop", "warning"),
    # an answer told again; "referred" looks as a case does
    "informing": Look("calm", "clock"),
    "informed": Look("info", "send"),
    "objected": Look("wait", "warning"),
    "settled": Look("good", "check"),
    "kept": Look("good", "check-all"),
    "corrected": Look("calm", "pencil"),
    # a Rundbrief; "draft" and "sent" look as elsewhere
    "released": Look("info", "clock"),
    "sending": Look("wait", "send"),
    "stopped": Look("stop", "stop"),
    # what is done together; "declined" and "withdrawn" look as elsewhere
    "asking": Look("wait", "question"),
    "offered": Look("info", "mail"),
    "running": Look("kin", "people"),
    "finished": Look("good", "check"),
    "concluded": Look("good", "check-all"),
    "refused": Look("stop", "stop"),
    "given_up": Look("calm", "undo"),
}


def look(state: str) -> Look:
    return LOOKS.get(str(state), UNKNOWN)
