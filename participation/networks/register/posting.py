"""Posts: their kind, desk, thread, news, files, places on the page of a network."""

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_lazy as _

from commons import kinds, owndata, slots
from commons.files import registry as files
from commons.incoming import handlers
from commons.notifications import origins, reasons, subjects
from commons.search import registry as search
from commons.verbs import registry
from commons.verbs.registry import Recipient
from participation.discussion import hosts
from participation.moderation import desk
from participation.networks import (
    post_copies,
    post_finding,
    post_panels,
    reply_handler,
    rules,
)
from participation.networks.enums import Visibility
from participation.networks.models import MeetingTask, Post
from participation.networks.queries import documents, tasks
from participation.networks.queries.post_words import title_of
from participation.networks.services import taking_down
from participation.networks.services.documents import PURPOSE
from participation.networks.verbs import posting as verbs, telling
from participation.networks.verbs.groups import door_group, live_group

KIND, TASK = post_finding.KIND, "network_task"
NUMBER = "B"  # before the number at the desk: B-17


def register() -> None:
    registry.declare(*verbs.VERBS)
    _register_kinds()
    _register_talk()
    _register_desk()
    _register_reasons()
    _register_own_data()
    _register_places()
    post_copies.register()
    files.guard(PURPOSE, documents.can_see_file)
    search.register(
        KIND,
        document_of=post_finding.document_of,
        everything=post_finding.everything,
        label=_("Beiträge in Netzwerken"),
        slug="netzwerk-beitraege",
        standing=-0.5,
        prepare=lambda rows: rows.select_related("network"),
    )
    registry.add_effect("network-circles", post_finding.follow_network)
    handlers.register(
        "network-replies",
        reply_handler.matches,
        reply_handler.handle,
        order=40,
        is_private=reply_handler.is_private,
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key=KIND,
            model="networks.Post",
            label=_("Beitrag in einem Netzwerk"),
            title=title_of,
            url=lambda post: post.get_absolute_url(),
            region_id=lambda post: post.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("network", "author", "actor"),
        )
    )
    kinds.register(
        kinds.Kind(
            key=TASK,
            model="networks.MeetingTask",
            label=_("Aufgabe aus einem Treffen"),
            title=_title_of_task,
            url=lambda task: f"{task.post.get_absolute_url()}#aufgaben",
            region_id=lambda task: task.post.region_id,
            visible_to=tasks.visible_to,
            related=("post__network",),
        )
    )


def _register_talk() -> None:
    hosts.register(
        hosts.Host(
            kind=KIND,
            accessor="network_post",
            is_open=lambda post: post.is_public and rules.goes_on(post.network),
            number_of=_number_of,
            generations=lambda post: [f"network:{post.network_id}"],
            groups=lambda post: [live_group(post.network_id)],
            may_write=lambda post, visitor: rules.can_write(visitor, post.network),
            is_looked_at=lambda _post: False,
            is_private=_is_private,
            heard_through=_heard_through,
            still_reading=_still_reading,
            doors=lambda post: [door_group(post.network_id)],
            yours=_("Ihrem Beitrag"),
            marks_author=False,
            circles=post_finding.CIRCLES,
        )
    )
    origins.register(KIND, _heard_through)


def _register_desk() -> None:
    desk.register(
        desk.DeskKind(
            kind=KIND,
            template="networks/_post_at_desk.html",
            title_of=title_of,
            text_of=lambda post: f"{post.title}\n\n{post.text}".strip(),
            number_of=_number_of,
            apply=taking_down.apply,
            verdicts=tuple(taking_down.VERBS),
            by_number=_by_number,
            # Only what was reported lies there; nothing is merged.
            twins_of=lambda _post, _most: (),
            versions_of=_versions_of,
            related=("network", "actor"),
            keep=taking_down.keep,
            undo=taking_down.undo,
            redacting=post_copies.POST,
            is_looked_at=False,
            is_closed_to_desk=_is_private,
        )
    )


def _register_reasons() -> None:
    reasons.register(
        verbs.ASSIGNED,
        _("Sie bekommen diese Mail, weil Sie diese Aufgabe übernommen haben."),
        short=_("Ihre Aufgabe"),
        subject=subjects.OWN,
        through=None,
    )
    reasons.register(
        verbs.REPLIED,
        _("Sie bekommen diese Mail, weil Sie per Mail geantwortet haben."),
        short=_("Ihre Antwort"),
        subject=subjects.OWN,
        is_owed=True,
    )


def _register_places() -> None:
    slots.fill(
        "network-space",
        template="networks/_posts.html",
        context=post_panels.on_space,
        order=10,
        query_budget=6,
    )
    for context, order in (
        (post_panels.post_tab, 10),
        (post_panels.document_tab, 40),
        (post_panels.task_tab, 50),
    ):
        slots.fill(
            "network-tab",
            template="networks/_tab.html",
            context=context,
            order=order,
            query_budget=0,
        )


def _register_own_data() -> None:
    owndata.register(
        model="networks.Post",
        user_fields=("author",),
        label=_("Ihre Beiträge in Netzwerken"),
        retain=_("Bleiben ohne Ihren Namen im Netzwerk stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "title", "text", "submitted_at", "publication"),
    )
    owndata.register(
        model="networks.PostSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Beiträge in Netzwerken"),
        retain=_("Bleiben ohne Ihren Namen beim Beitrag."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target_id", "version", "content", "created_at"),
    )
    owndata.register(
        model="networks.MeetingTask",
        user_fields=("user",),
        label=_("Aufgaben aus Treffen, die Sie übernommen haben"),
        retain=_("Bleiben ohne Ihren Namen im Protokoll."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("text", "due_on", "done_at"),
    )
    owndata.register(
        model="networks.NetworkVisit",
        user_fields=("user",),
        label=_("Bis wann Sie Netzwerke gelesen haben"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("network_id", "seen_at"),
    )


def _heard_through(post: Post) -> list[tuple[str, int]]:
    return [("network", post.network_id)]


def _still_reading(post: Post, recipients: Iterable[Recipient]) -> Iterable[Recipient]:
    return telling.still_reading(post.network, recipients)


def _is_private(post: Post) -> bool:
    return post.network.visibility != Visibility.OPEN


def _title_of_task(task: MeetingTask) -> str:
    return gettext("Aufgabe aus „%(title)s“") % {"title": title_of(task.post)}


def _number_of(post: Post) -> str:
    return f"{NUMBER}-{post.pk}"


def _by_number(number: str) -> Post | None:
    posts = Post.objects.select_related("network")
    return desk.numbered(posts, number, NUMBER)


def _versions_of(post: Post) -> list[desk.Version]:
    return desk.versions(post.snapshots)
