"""A kind of contribution in one module: a notice on the board of a Stadtteil.

It is the example of ARCHITECTURE.md, "How to add a kind of contribution". No app has
it: the test that imports it makes its table, and takes the model out again.
"""

from django.db import models, transaction
from django.utils import timezone

from commons import copies, kinds, owndata
from commons.verbs import registry as verbs
from commons.verbs.registry import Recipient, Told, Verb
from commons.verbs.services import happened
from participation.moderation import desk, services, workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision, Moderated, ModeratedQuerySet
from participation.moderation.redacting import Redacting, Words
from participation.moderation.rules import moderates
from participation.moderation.services.keeping import columns, restore

VERBS = {
    Verdict.PUBLISH: "notice.published",
    Verdict.REQUEST_CHANGES: "notice.changes_requested",
    Verdict.DECLINE: "notice.declined",
    Verdict.HIDE: "notice.hidden",
    Verdict.RESTORE: "notice.restored",
    Verdict.REMOVE: "notice.removed",
    Verdict.TAKE_BACK: "notice.taken_back",
}


class NoticeQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor):
        own = models.Q(author_id=visitor.user_id or 0)
        public = models.Q(publication=Publication.PUBLISHED)
        return self.filter(public | own | moderates(visitor))


class Notice(Moderated):
    title = models.CharField(max_length=80)
    text = models.TextField()

    objects = NoticeQuerySet.as_manager()

    class Meta(Moderated.Meta):
        app_label = "moderation"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/aushaenge/{self.pk}/"


@transaction.atomic
def submit(title, text, *, region, by):
    notice = Notice.objects.create(
        title=title, text=text, region=region, author=by, submitted_at=timezone.now()
    )
    services.submit(notice)
    happened("notice.submitted", notice, by=by)
    return notice


@transaction.atomic
def rework(notice, text, *, by):
    """Asked for a change: a new version goes back to the desk."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    workflow.require(notice.publication, Publication.SUBMITTED)
    notice.text, notice.version = text, notice.version + 1
    notice.publication = Publication.SUBMITTED
    notice.save()
    services.submit(notice)
    happened("notice.submitted", notice, by=by)
    return notice


@transaction.atomic
def apply(notice, decision, *, by, merge_into=None):
    """Let a notice follow a decision; the desk calls this in its transaction."""
    verdict = Verdict(decision.verdict)
    following = workflow.LEADS_TO[verdict]
    workflow.require(notice.publication, following)
    notice.publication, notice.decision = following, decision
    if following == Publication.PUBLISHED:
        notice.published_at = notice.published_at or timezone.now()
    notice.save()
    happened(VERBS[verdict], notice, by=by, decision=decision.pk)
    return notice


@transaction.atomic
def undo(notice, decision, *, by):
    """Nobody has heard of the decision yet; the row is as it was."""
    restore(notice, decision)
    happened("notice.undecided", notice, by=by, decision=decision.pk)


def author_of(notice, _params):
    if notice.author_id:
        yield Recipient(user_id=notice.author_id, reason="author")


def held_by(about, _black):
    """Where words that are blackened may stand."""
    return Notice.objects.filter(pk__in=about.of("notice"))


def tell(notice, params, _who):
    """The words come from the decision's row, so that a redaction reaches them."""
    decision = Decision.objects.get(pk=params["decision"])
    line = f"{notice.title}: {decision.done}"
    return Told(line=line, subject=line, text=decision.text, url="/")


def register():
    kinds.register(
        kinds.Kind(
            key="notice",
            model="moderation.Notice",
            label="Aushang",
            title=str,
            url=lambda notice: notice.get_absolute_url(),
            region_id=lambda notice: notice.region_id,
            visible_to=kinds.as_the_rows_say,
        )
    )
    desk.register(
        desk.DeskKind(
            kind="notice",
            title_of=str,
            text_of=lambda notice: f"{notice.title}\n\n{notice.text}",
            number_of=lambda notice: f"A-{notice.pk}",
            apply=apply,
            verdicts=tuple(VERBS),
            keep=columns,
            undo=undo,
            redacting=Redacting(
                words=lambda notice: [
                    Words("title", "Titel", notice.title),
                    Words("text", "Text", notice.text),
                ]
            ),
        )
    )
    copies.register("moderation.Notice", ("title", "text"), held_by)
    verbs.declare(
        Verb("notice.submitted", words="hat einen Aushang eingereicht"),
        Verb("notice.undecided", words="hat eine Entscheidung rückgängig gemacht"),
        *(
            Verb(key, words="hat entschieden", audience=author_of, tell=tell)
            for key in VERBS.values()
        ),
    )
    owndata.register(
        model="moderation.Notice",
        user_fields=("author",),
        label="Ihre Aushänge",
        retain="Bleiben ohne Ihren Namen stehen.",
        erase=owndata.Erasure.UNLINK,
        exported_fields=("title", "text", "submitted_at"),
    )
