"""Who may do what with referrals and answers; the states are the services' business."""

from collections.abc import Iterable

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.links.doors import Door
from commons.links.models import SignedLink
from neighbourhood.departments.clerks import (
    Clerk as Clerk,  # noqa: PLC0414 -- those above know it by this name
)
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.moderation.rules import can_moderate, can_see_desk
from participation.referrals.models import (
    Answer,
    PromiseInquiry,
    Referral,
    Reply,
    Reuse,
)

LINK_PURPOSE = "referral"
LINK_KIND = "referral"
REUSE_PURPOSE = "reuse"
REUSE_KIND = "reuse"
CASE_DOOR = Door(LINK_PURPOSE, LINK_KIND)
REUSE_DOOR = Door(REUSE_PURPOSE, REUSE_KIND)
PROMISE_DOOR = Door("promise", "promise_inquiry")
# How long the SPK takes at most to look at what came back, or to write the answer.
DESK_WORKING_DAYS = 10


def can_refer(visitor: Visitor, idea: Idea) -> bool:
    """Forward, recall, answer: whoever moderates the region, never the author."""
    return can_moderate(visitor, idea)


def can_handle(visitor: Visitor, referral: Referral) -> bool:
    """See a referral from the SPK's side and act on it."""
    return can_refer(visitor, referral.idea)


def can_answer_for_department(clerk: Clerk, referral: Referral) -> bool:
    """Act for the department: on this referral's link, or as its member.

    Nobody answers an idea of their own, whatever they work for.
    """
    if is_author(clerk.visitor, referral.idea):
        return False
    return clerk.may_speak(CASE_DOOR, referral.pk, referral.department_id)


def is_author(visitor: Visitor, idea: Idea) -> bool:
    return visitor.user_id is not None and idea.author_id == visitor.user_id


def can_work_inside(visitor: Visitor, referral: Referral) -> bool:
    """Notes and who looks after what: among those with an account there."""
    return not is_author(visitor, referral.idea) and Clerk(visitor).is_member(
        referral.department_id
    )


def opens(link: SignedLink | None, referral: Referral) -> bool:
    """A link opens one referral, until it expires or is revoked."""
    return CASE_DOOR.opens(link, referral.pk)


def can_read_dossier(visitor: Visitor, referral: Referral) -> bool:
    """The SPK always; a department as long as everybody may read the idea.

    A dossier is a copy that no redaction reaches: what left the public for a reason
    must not go on being handed out by it.
    """
    return can_handle(visitor, referral) or may_be_handed_out(referral)


def may_be_handed_out(referral: Referral) -> bool:
    """Published, or part of a published one: the words are still everybody's."""
    return referral.idea.publication in {Publication.PUBLISHED, Publication.MERGED}


def can_clarify(visitor: Visitor, idea: Idea) -> bool:
    """Ask all departments at once who is responsible: the coordination decides that."""
    return can_refer(visitor, idea) and visitor.has_role(
        Role.COORDINATOR, region_id=idea.region_id
    )


def can_write_answer(visitor: Visitor, idea: Idea) -> bool:
    return can_refer(visitor, idea)


def can_publish_answer(
    visitor: Visitor, answer: Answer, *, needs_four_eyes: bool
) -> bool:
    """With four eyes, whoever wrote last leaves publishing to somebody else."""
    if not can_write_answer(visitor, answer.idea):
        return False
    if not needs_four_eyes or answer.approved_at is not None:
        return True
    return answer.written_by_id != visitor.user_id


def can_approve_answer(visitor: Visitor, answer: Answer) -> bool:
    """Be the second pair of eyes: anybody who may answer, but not who wrote it."""
    is_other = answer.written_by_id != visitor.user_id
    return is_other and can_write_answer(visitor, answer.idea)


def can_collect(visitor: Visitor) -> bool:
    """Gather drafts into sets; which of them one sees, each idea says."""
    return can_see_desk(visitor)


def can_undo_set(visitor: Visitor, ideas: Iterable[Idea]) -> bool:
    """Stop or dissolve a set: whoever moderates each of its ideas."""
    return can_collect(visitor) and all(can_moderate(visitor, idea) for idea in ideas)


def can_release_set(visitor: Visitor, ideas: Iterable[Idea]) -> bool:
    """Publish a set: whoever may answer each of its ideas."""
    return can_collect(visitor) and all(can_refer(visitor, idea) for idea in ideas)


def can_keep_promises(visitor: Visitor) -> bool:
    """See what was promised and is still open."""
    return can_see_desk(visitor)


def can_speak_of_promise(clerk: Clerk, inquiry: PromiseInquiry) -> bool:
    """Say for the Amt whether it has happened: on its link, or as a member."""
    return clerk.may_speak(PROMISE_DOOR, inquiry.pk, inquiry.referral.department_id)


def can_reuse(visitor: Visitor, idea: Idea) -> bool:
    """Answer with an earlier answer: whoever may answer at all."""
    return can_write_answer(visitor, idea)


def can_review(visitor: Visitor, reuse: Reuse) -> bool:
    """See what an Amt says against a reused answer, and decide what becomes of it."""
    return can_reuse(visitor, reuse.idea)


def can_object(clerk: Clerk, reuse: Reuse) -> bool:
    """Speak for the Amt whose answer was told again: on its link, or as a member."""
    return clerk.may_speak(REUSE_DOOR, reuse.pk, reuse.department_id)


def can_change_terms(visitor: Visitor) -> bool:
    """What counts for the whole district: how long, how often, how far."""
    return visitor.has_role(Role.COORDINATOR)


def can_climb(visitor: Visitor) -> bool:
    """Release what the ladder proposes: beyond the Amt the coordination speaks."""
    return visitor.has_role(Role.COORDINATOR)


def can_see_suggestions(visitor: Visitor) -> bool:
    """How good they are and why they are shown or not: the whole desk."""
    return can_see_desk(visitor)


def can_change_suggestions(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_see_return_rates(visitor: Visitor) -> bool:
    """What the rules are worth, for whoever edits them."""
    return visitor.has_role(Role.COORDINATOR)


def can_read_rules(visitor: Visitor) -> bool:
    """The table of rules and its versions: everybody at the desk."""
    return can_see_desk(visitor)


def can_edit_rules(visitor: Visitor) -> bool:
    """Change, try and publish the rules: for the whole district."""
    return visitor.has_role(Role.COORDINATOR)


def can_read_replies(visitor: Visitor, referral: Referral) -> bool:
    """Mails of the Amt: at the desk, and with an account of the Amt itself."""
    return can_handle(visitor, referral) or can_work_inside(visitor, referral)


def can_read_reply(visitor: Visitor, reply: Reply) -> bool:
    """Read it and say what it is; whoever wrote the idea does neither."""
    return can_read_replies(visitor, reply.referral)
