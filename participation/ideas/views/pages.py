"""What the pages of the form have in common: the steps, the contact, the pictures."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.accounts.http import HttpRequest
from commons.drafts.models import Draft
from neighbourhood.pages.queries import contact_for
from neighbourhood.regions.models import Region
from participation.ideas.forms import IdeaForm, PictureForm, PicturesForm
from participation.ideas.forms.guide import LEFT
from participation.ideas.rules import MOST_IMAGES
from participation.ideas.services import drafting
from participation.ideas.services.submission import Picture

STEPS = (_("Schreiben"), _("Prüfen und einreichen"), _("Fertig"))


def posted_content(request: HttpRequest) -> dict[str, Any]:
    """The fields of the form as a draft keeps them: lists only for the pictures."""
    content: dict[str, Any] = request.POST.dict()
    for name in ("picture", "alt_text", LEFT):
        content[name] = request.POST.getlist(name)
    return content


def form_context(
    form: IdeaForm, draft: Draft | None, pictures: list[Picture]
) -> dict[str, Any]:
    """What `_idea_fields.html` and its page show."""
    region = form.place.region if form.place else _chosen_region(form)
    return {
        "form": form,
        "draft": draft,
        **pictures_context(pictures),
        # An address that leaves the Stadtteil open needs it; a missing one does not.
        "ask_region": form.is_bound
        and "address" in form.errors
        and bool(form["address"].value()),
        "tile_url": settings.TILE_URL,
        "steps": STEPS,
        "contact": contact_for(region),
    }


def pictures_context(pictures: list[Picture]) -> dict[str, Any]:
    """What `_idea_picture_list.html` shows."""
    return {
        "pictures": [
            PictureForm(picture, position=position)
            for position, picture in enumerate(pictures, start=1)
        ],
        "pictures_form": PicturesForm(),
        "most_pictures": MOST_IMAGES,
    }


def pictures_in(draft: Draft | None) -> list[Picture]:
    return drafting.pictures_of(draft) if draft else []


def _chosen_region(form: IdeaForm) -> Region | None:
    """The region of a form that is not valid yet, if one was chosen by hand."""
    field = form.fields["region"]
    try:
        region: Region | None = field.clean(form["region"].value() or "")
    except ValidationError:
        return None
    return region
