"""What can be blackened in ideas and Nachträge, and where copies of their words lie."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import MARK, Blackening
from commons.copies import About
from commons.files.models import StoredFile
from commons.search import services as search
from commons.text import slugify_german
from participation.discussion.models import Comment
from participation.ideas.enums import PlaceKind
from participation.ideas.models import (
    Addendum,
    Idea,
    IdeaImage,
    IdeaSnapshot,
    Submission,
    Translation,
)
from participation.ideas.services.maps import recounted
from participation.moderation.models import Moderated
from participation.moderation.redacting import Picture, Redacting, Words

NO_PLACE: dict[str, Any] = {
    "place_kind": PlaceKind.NONE.value,
    "place_text": "",
    "lon": None,
    "lat": None,
}
TITLE = 120


def register() -> None:
    copies.register("ideas.Idea", ("title", "text", "place_text"), _ideas)
    copies.register("ideas.IdeaSnapshot", ("content",), _snapshots)
    copies.register("ideas.IdeaImage", ("alt_text",), _images)
    copies.register("files.StoredFile", ("name",), _files)
    copies.register("ideas.Translation", ("title", "text"), _translations)
    copies.register("ideas.Addendum", ("text",), _addenda)
    copies.register("ideas.Submission", ("occasion",), _submissions)


def _words(idea: Idea) -> list[Words]:
    alternatives = [
        Words(f"bild-{image.pk}", _("Bildbeschreibung"), image.alt_text)
        for image in idea.images.all()
    ]
    return [
        Words("titel", _("Titel"), idea.title),
        Words("text", _("Text"), idea.text),
        Words("ort", _("Ort"), idea.place_text),
        *alternatives,
    ]


def _pictures(idea: Idea) -> list[Picture]:
    return [
        Picture(image.pk, image.stored_file, image.alt_text)
        for image in idea.images.select_related("stored_file")
    ]


def on_page(idea: Idea) -> Iterator[Moderated]:
    """Everything that stands on the page of an idea and may quote it."""
    joined = Q(merged_into=idea) | Q(pk=idea.merged_into_id)
    others = list(Idea.objects.filter(joined).order_by("pk"))
    yield from others
    # What was said of one of them is talked about with the other since they are one.
    ideas = [idea, *others]
    addenda = Addendum.objects.filter(idea__in=ideas)
    yield from addenda.select_related("idea").order_by("pk")
    threads = [each.thread_id for each in ideas if each.thread_id is not None]
    if threads:
        comments = Comment.objects.filter(thread_id__in=threads)
        yield from comments.select_related("thread__idea").order_by("pk")


def _near_addendum(addendum: Addendum) -> Iterator[Moderated]:
    yield addendum.idea
    yield from on_page(addendum.idea)


def _exchanged(idea: Idea, black: Blackening) -> Mapping[str, str]:
    """The end of its address is made of the title."""
    slug = _slug(black.text(idea.title, TITLE))
    if slug == idea.slug:
        return {}
    return {f"{idea.number}/{idea.slug}": f"{idea.number}/{slug}"}


def _slug(title: str) -> str:
    return slugify_german(title) or "idee"


def _settle(idea: Idea, _black: Blackening) -> None:
    """Address and place follow; a place whose words had to go loses its point, too."""
    with recounted(idea):
        idea.slug = _slug(idea.title)
        if MARK.search(idea.place_text):
            for name, value in NO_PLACE.items():
                setattr(idea, name, value)
            idea.east_m = idea.north_m = None
        idea.save(update_fields=["slug", "east_m", "north_m", *NO_PLACE])
    for snapshot in idea.snapshots.all():
        if MARK.search(snapshot.content.get("place_text", "")):
            snapshot.content |= NO_PLACE
            snapshot.save(update_fields=["content"])
    before = Translation.objects.filter(idea=idea, idea_version=idea.version - 1)
    before.update(idea_version=idea.version)


def _settle_addendum(addendum: Addendum, _black: Blackening) -> None:
    """Search reads an idea together with what was added to it."""
    if addendum.idea.is_public:
        search.index("idea", addendum.idea)


def _ideas(about: About, _black: Blackening) -> QuerySet:
    return Idea.objects.filter(pk__in=about.of("idea"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return IdeaSnapshot.objects.filter(target__in=about.of("idea"))


def _images(about: About, _black: Blackening) -> QuerySet:
    return IdeaImage.objects.filter(idea__in=about.of("idea"))


def _files(about: About, black: Blackening) -> QuerySet:
    """Under which name a picture was uploaded, and is offered again."""
    images = _images(about, black)
    return StoredFile.objects.filter(pk__in=images.values("stored_file"))


def _translations(about: About, _black: Blackening) -> QuerySet:
    return Translation.objects.filter(idea__in=about.of("idea"))


def _addenda(about: About, _black: Blackening) -> QuerySet:
    return Addendum.objects.filter(pk__in=about.of("addendum"))


def _submissions(about: About, _black: Blackening) -> QuerySet:
    return Submission.objects.filter(idea__in=about.of("idea"))


IDEA = Redacting(
    words=_words,
    pictures=_pictures,
    near=on_page,
    exchanged=_exchanged,
    settle=_settle,
)
ADDENDUM = Redacting(
    words=lambda addendum: [Words("text", _("Nachtrag"), addendum.text)],
    near=_near_addendum,
    settle=_settle_addendum,
)
