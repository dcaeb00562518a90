"""What discussion tells the registries."""

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy as _

from commons import kinds, owndata
from commons.notifications import origins, reasons, subjects
from commons.notifications.enums import Pace
from commons.search import registry as search
from commons.verbs import registry
from participation.discussion import copies, hosts
from participation.discussion.enums import Check
from participation.discussion.models import Comment
from participation.discussion.services import finding, publication, undoing
from participation.discussion.verbs import VERBS
from participation.discussion.verbs.telling import ANSWERED, COMMENTED, LISTENING
from participation.moderation import desk

TALK = "talk"


def register() -> None:
    Check(settings.COMMENT_CHECK)  # a word that is no rule stops the start
    _register_kinds()
    copies.register()
    _register_own_data()
    registry.declare(*VERBS)
    registry.add_effect("discussion", finding.follow_host)
    search.register(
        "comment",
        document_of=finding.document_of,
        everything=finding.public_comments,
        label=_("Kommentare"),
        slug="kommentare",
        # They bear the title of what they belong to, which is to stand before them.
        standing=-1.0,
    )
    _register_reasons()
    origins.register("comment", _heard_through)
    desk.register(
        desk.DeskKind(
            kind="comment",
            template="discussion/_comment_at_desk.html",
            title_of=_title_of,
            text_of=lambda comment: comment.text,
            number_of=lambda comment: f"K-{comment.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            by_number=_by_number,
            # Two people may well say the same; only ideas are merged.
            twins_of=lambda _comment, _most: (),
            versions_of=_versions_of,
            related=("thread", "parent", "department", *hosts.related()),
            keep=undoing.keep,
            undo=undoing.undo,
            redacting=copies.COMMENT,
            is_closed_to_desk=_is_private,
        )
    )


def _register_reasons() -> None:
    subjects.register(
        subjects.Subject(
            key=TALK,
            label=_("Kommentare zu dem, was Sie verfolgen"),
            help_text=_(
                "Was andere dazu schreiben. Sofort heißt hier: höchstens eine Mail in "
                "der Stunde."
            ),
            default=Pace.WEEKLY,
            order=35,
            is_hourly=True,
        )
    )
    reasons.register(
        ANSWERED,
        _("Sie bekommen diese Mail, weil jemand auf Ihren Kommentar geantwortet hat."),
        short=_("Antwort für Sie"),
        subject=subjects.CONVERSATION,
        through=None,
    )
    reasons.register(
        COMMENTED,
        _(
            "Sie bekommen diese Mail, weil jemand etwas zu Ihrer Idee oder Ihrem "
            "Beitrag geschrieben hat."
        ),
        short=_("zu Ihrem Beitrag"),
        subject=subjects.CONVERSATION,
    )
    reasons.register(
        LISTENING,
        _("Sie bekommen diese Mail, weil Sie verfolgen, worüber hier gesprochen wird."),
        short=_("von Ihnen verfolgt"),
        subject=TALK,
    )


def _heard_through(comment: Comment) -> list[origins.Source]:
    host = comment.thread.host
    kind = kinds.of(host).key
    return [*hosts.get(kind).heard_through(host), (kind, host.pk)]


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="comment",
            model="discussion.Comment",
            label=_("Kommentar"),
            title=_title_of,
            url=lambda comment: comment.get_absolute_url(),
            region_id=lambda comment: comment.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("author", "department", "parent", "thread", *hosts.related()),
        )
    )
    kinds.register(
        kinds.Kind(
            key="thread",
            model="discussion.Thread",
            label=_("Diskussion"),
            title=lambda thread: thread.title,
            url=lambda thread: thread.get_absolute_url(),
            region_id=lambda thread: thread.region_id,
            visible_to=kinds.as_the_rows_say,
            related=hosts.related(""),
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="discussion.Comment",
        user_fields=("author",),
        label=_("Ihre Kommentare"),
        retain=_("Veröffentlichte Kommentare bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "text", "submitted_at", "publication"),
    )
    owndata.register(
        model="discussion.CommentSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Kommentare"),
        retain=_("Bleiben ohne Ihren Namen beim Kommentar."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target_id", "version", "content", "created_at"),
    )
    owndata.register(
        model="discussion.Visit",
        user_fields=("user",),
        label=_("Bis wann Sie Diskussionen gelesen haben"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("thread_id", "seen_at"),
    )
    owndata.register(
        model="discussion.Thread",
        user_fields=("closed_by",),
        label=_("Diskussionen, die Sie geschlossen haben"),
        retain=_("Bleiben geschlossen; Ihr Name steht nicht mehr dabei."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "closed_at", "closed_reason"),
        staff=_("Wer eine Diskussion geschlossen hat, als Nachweis der Entscheidung."),
    )


def _title_of(comment: Comment) -> str:
    """It never holds the comment's own words: they may have to go."""
    return gettext("Kommentar zu: %(title)s") % {"title": comment.thread.title}


def _is_private(comment: Comment) -> bool:
    return hosts.get(comment.thread.kind).is_private(comment.thread.host)


def _by_number(number: str) -> Comment | None:
    return desk.numbered(Comment.objects.all(), number, "K")


def _versions_of(comment: Comment) -> list[desk.Version]:
    return desk.versions(comment.snapshots, title="")
