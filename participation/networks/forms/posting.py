"""A post as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.files.forms import SeveralFiles, SeveralFilesField
from commons.files.services.documents import ACCEPTED
from participation.actors.forms.speaking import SpeakingField, offer_speaking
from participation.discussion.forms import TextForm
from participation.networks.enums import Visibility
from participation.networks.models import Network, Post
from participation.networks.services.posting import Along, Wording

LONGEST_TEXT = 20_000


class PostForm(TextForm):
    """A new post; `key` makes a double click one post."""

    longest = LONGEST_TEXT
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Überschrift"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Ihr Beitrag"),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST_TEXT}),
    )
    actor = SpeakingField()
    uploads = SeveralFilesField(
        label=_("Dateien"),
        required=False,
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Höchstens fünf: Bilder, PDF, Word, Excel oder OpenDocument, jede bis "
            "10 Megabyte. Wer den Beitrag liest, kann sie herunterladen."
        ),
    )
    field_order = ("key", "title", "text", "dennoch", "uploads", "actor")

    def __init__(
        self, *args: Any, network: Network, visitor: Visitor, **kwargs: Any
    ) -> None:
        is_private = network.visibility != Visibility.OPEN
        super().__init__(*args, is_private=is_private, is_looked_at=False, **kwargs)
        offer_speaking(self, visitor)

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    @property
    def along(self) -> Along:
        return Along(
            uploads=self.cleaned_data["uploads"], draft_id=self.cleaned_data["key"]
        )


class PostEditForm(PostForm):
    """A post that is there; whose it is stays, and files may be taken off."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    detached = forms.TypedMultipleChoiceField(
        label=_("Diese Dateien herausnehmen"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, post: Post, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, network=post.network, visitor=visitor, **kwargs)
        for name in ("key", "actor"):
            self.fields.pop(name, None)
        offer_files(self, post)

    @property
    def wording(self) -> Wording:
        return Wording(
            title=self.cleaned_data["title"],
            text=self.cleaned_data["text"],
            version=self.cleaned_data["version"],
            along=Along(uploads=self.cleaned_data["uploads"]),
            detached=self.cleaned_data.get("detached", ()),
        )


def offer_files(form: forms.Form, post: Post) -> None:
    """Offer to take off what is there; without files there is no field."""
    choices = [(each.pk, each.title) for each in post.documents.all()]
    chosen: Any = form.fields["detached"]
    if choices:
        chosen.choices = choices
    else:
        del form.fields["detached"]


def initial_of(post: Post) -> dict[str, Any]:
    return {"title": post.title, "text": post.text, "version": post.version}


class PostsForm(forms.Form):
    """What of the posts somebody wants to see, from the address."""

    ab = forms.CharField(max_length=40, required=False)
    nach = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    vor = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
