"""Samples of what is told of ideas, of what is added to them and said about them."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from commons.notifications.services import follow
from participation.ideas.enums import Case
from participation.ideas.models import Addendum
from participation.moderation.enums import Basis, Publication, Reason, Verdict
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.factories.moderation import DecisionFactory
from tests.mails.samples import both, entered, idea, title, verb, waited_for

P, V = Publication, Verdict
WORDS = "Bitte schreiben Sie, wo genau das ist."
# What the desk decided, on which state, and what came of it.
VERDICTS = {
    "changes_requested": (V.REQUEST_CHANGES, P.SUBMITTED, P.CHANGES_REQUESTED),
    "declined": (V.DECLINE, P.SUBMITTED, P.DECLINED),
    "redirected": (V.DECLINE, P.SUBMITTED, P.DECLINED),
    "hidden": (V.HIDE, P.PUBLISHED, P.HIDDEN),
    "restored": (V.RESTORE, P.HIDDEN, P.PUBLISHED),
    "removed": (V.REMOVE, P.PUBLISHED, P.REMOVED),
    "taken_back": (V.TAKE_BACK, P.PUBLISHED, P.SUBMITTED),
}
WAY = {
    "reason": Reason.DEFECT,
    "basis": Basis.RULE_TOPIC,
    "way_text": "Das Ordnungsamt nimmt Mängel auf.",
    "way_url": "https://ordnungsamt.example/melden",
    "way_phone": "030 90295 6300",
}


def decided(target, kind, word):
    """The decision of the verb that ends in this word, and its parameters."""
    verdict, before, after = VERDICTS[word]
    more = WAY if word == "redirected" else {}
    if verdict == V.TAKE_BACK:
        earlier = {"verdict": V.PUBLISH, "reason": "", "basis": "", "facts": ""}
        more = {"takes_back": DecisionFactory(target_id=target.pk, **earlier)}
    if verdict == V.HIDE:
        more = {"ends_on": berlin_today() + timedelta(days=14)}
    decision = DecisionFactory(
        kind=kind,
        target_id=target.pk,
        verdict=verdict,
        state_before=before,
        text=WORDS,
        **more,
    )
    target.publication, target.decision = after, decision
    if after == P.CHANGES_REQUESTED:
        target.published_at = None
    target.save()
    return target, {"decision": decision.pk}


@verb("idea.published")
def published(_key):
    for made in both():
        waited_for(made)
        decision = DecisionFactory(
            target_id=made.pk, verdict=V.PUBLISH, reason="", basis="", facts="", text=""
        )
        yield made, {"decision": decision.pk}


@verb(*(f"idea.{word}" for word in VERDICTS))
def decisions(key):
    for made in both():
        yield decided(made, "idea", key.rsplit(".", 1)[1])


@verb("idea.supported")
def supported(_key):
    made = idea(support_count=1)
    SupportFactory(idea=made)
    yield made, {}


@verb("idea.referred", "idea.reopened")
def cases(key):
    case = Case.REFERRED if key == "idea.referred" else Case.OPEN
    for made in both(case=case, lead_department=DepartmentFactory()):
        yield made, {}


@verb("idea.merged")
def merged(_key):
    for make in (idea, entered):
        made = make(publication=P.MERGED, merged_into=IdeaFactory(title=title()))
        decision = DecisionFactory(
            target_id=made.pk,
            verdict=V.MERGE,
            reason=Reason.DUPLICATE,
            basis=Basis.RULE_ONCE,
            state_before=P.PUBLISHED,
        )
        follow(UserFactory(), made, reason="author_of_merged")
        yield made, {"decision": decision.pk}


@verb("idea.joined", "idea.unmerged", "idea.parted", "idea.unmerged_to_desk")
def parted(key):
    state = P.SUBMITTED if key.endswith("_desk") else P.PUBLISHED
    for made in both(publication=state):
        other = IdeaFactory(title=title())
        yield made, {"other": other.pk}


@verb("addendum.published", *(f"addendum.{w}" for w in list(VERDICTS)[1:]))
def addenda(key):
    for made in both():
        now = timezone.now()
        row = Addendum.objects.create(
            idea=made,
            author=made.author,
            text="Noch etwas.",
            publication=P.PUBLISHED,
            submitted_at=now,
            published_at=now,
        )
        word = key.rsplit(".", 1)[1]
        yield (row, {}) if word == "published" else decided(row, "addendum", word)


@verb("comment.published")
def comments(_key):
    made = idea()
    first = CommentFactory(idea=made, text=f"{title()}\n\nFinde ich auch.")
    reply = CommentFactory(parent=first, text="Ich ebenso: https://example.org/x")
    decision = DecisionFactory(
        kind="comment",
        target_id=reply.pk,
        verdict=V.PUBLISH,
        reason="",
        basis="",
        facts="",
        text="",
    )
    yield reply, {"decision": decision.pk}


@verb(*(f"comment.{word}" for word in list(VERDICTS)[1:]))
def decided_comments(key):
    comment = CommentFactory(idea=idea())
    yield decided(comment, "comment", key.rsplit(".", 1)[1])
