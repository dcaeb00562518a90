"""What ideas tell the registries; each concern has a module of its own here."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.delivery import renderers
from commons.drafts import registry as drafts
from commons.drafts.models import Draft
from commons.files import registry as files
from commons.verbs import registry
from participation.ideas import panels, rules
from participation.ideas.forms import IdeaForm
from participation.ideas.models import Idea
from participation.ideas.queries.contacts import recipients_of
from participation.ideas.register import (
    amending,
    entering,
    following,
    guiding,
    listing,
    merging,
    newsletters,
    objecting,
    redaction,
    searching,
    talking,
    twins,
)
from participation.ideas.services import codes, drafting, publication, undoing
from participation.ideas.verbs import VERBS
from participation.moderation import desk


def register() -> None:
    _register_kind()
    _register_own_data()
    registry.declare(*VERBS)
    _register_writing()
    panels.register()
    guiding.register()
    amending.register()
    entering.register()
    following.register()
    listing.register()
    merging.register()
    newsletters.register()
    objecting.register()
    redaction.register()
    talking.register()
    searching.register()
    desk.register(
        desk.DeskKind(
            kind="idea",
            template="ideas/_idea_at_desk.html",
            title_of=lambda idea: idea.title,
            text_of=lambda idea: f"{idea.title}\n\n{idea.text}",
            number_of=lambda idea: idea.number,
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            withdraw=publication.withdraw,
            topic_of=lambda idea: idea.topic,
            related=("topic", "planning_area"),
            by_number=lambda number: Idea.objects.filter(number=number).first(),
            versions_of=_versions_of,
            also_tell=recipients_of,
            twins_of=twins.twins_of,
            partner_of=lambda idea: idea.merged_into,
            merge_url=lambda idea: reverse("ideas:idea-merge", args=[idea.number]),
            is_placed=True,
            keep=undoing.keep,
            undo=undoing.undo,
            redacting=redaction.IDEA,
        )
    )


def _register_writing() -> None:
    """Drafts, their pictures, and the mail with the code."""
    title = _("Idee einbringen")
    drafts.register(
        drafting.NEW, title, _form_of_new, drafting.FIELDS, made_of=IdeaForm
    )
    title = _("Idee ändern")
    drafts.register(
        drafting.EDIT, title, _form_of_edit, drafting.FIELDS, made_of=IdeaForm
    )
    files.guard(
        drafting.PURPOSE, rules.can_see_picture, is_public=rules.is_public_picture
    )
    renderers.register(
        codes.RENDERER, codes.render_mail, label=_("Code zum Einreichen einer Idee")
    )


def _form_of_new(_draft: Draft) -> str:
    return reverse("ideas:idea-create")


def _form_of_edit(draft: Draft) -> str:
    """Anybody may save a draft of anything, so its target may be made up."""
    pk = draft.target.removeprefix("idea:")
    if not (pk.isascii() and pk.isdecimal()):
        return ""
    idea = Idea.objects.filter(pk=int(pk), author_id=draft.owner_id).first()
    return reverse("ideas:idea-edit", args=[idea.number]) if idea else ""


def _register_kind() -> None:
    kinds.register(
        kinds.Kind(
            key="idea",
            model="ideas.Idea",
            label=_("Idee"),
            title=lambda idea: idea.title,
            url=lambda idea: idea.get_absolute_url(),
            region_id=lambda idea: idea.region_id,
            visible_to=kinds.as_the_rows_say,
            related=(
                "region",
                "topic",
                "planning_area",
                "lead_department",
                "merged_into",
            ),
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="ideas.Idea",
        user_fields=("author",),
        label=_("Ihre Ideen"),
        retain=_("Veröffentlichte Ideen bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("number", "title", "text", "submitted_at", "publication"),
    )
    owndata.register(
        model="ideas.IdeaSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Ideen"),
        retain=_("Bleiben ohne Ihren Namen bei der Idee."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target__number", "version", "content", "created_at"),
    )
    owndata.register(
        model="ideas.Support",
        user_fields=("user",),
        label=_("Ideen, die Sie unterstützen"),
        retain=_("Wird mit dem Konto gelöscht; der Zähler bleibt."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("idea__number", "supported_at"),
    )
    owndata.register(
        model="ideas.Submission",
        user_fields=("entered_by",),
        label=_("Ideen, die Sie für andere eingetragen haben"),
        retain=_("Bleibt ohne Ihren Namen bei der Idee."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "source", "created_at"),
        staff=_(
            "Wer eine Idee für jemanden eingetragen hat, damit diese Person ihre "
            "Änderungen ausrichten kann."
        ),
    )
    owndata.register(
        model="ideas.SubmitCode",
        user_fields=(),
        label=_("Codes, die an Ihre Adresse gingen"),
        retain=_("Wird nach zwei Tagen gelöscht, mit dem Konto sofort."),
        erase=codes.forget_address_of,
        export=codes.sent_to,
    )


def _versions_of(idea: Idea) -> list[desk.Version]:
    return desk.versions(idea.snapshots)
