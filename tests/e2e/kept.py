"""What somebody keeps in the world: drafts, and a search."""

from uuid import uuid4

from django.http import QueryDict
from django.urls import reverse

from commons.accounts.visitors import visitor_for
from commons.drafts import services as drafts
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.services import searches


def of_drafts(resident, decision_pk, text):
    """Two drafts: an objection that waits to be sent again, and an idea."""
    page = reverse("moderation:complaint-create", args=[decision_pk])
    sent = {"action": page, "rest": {"einmal": str(uuid4())}}
    visitor = visitor_for(resident)
    drafts.save(visitor, form="idea", content={"title": "Bänke", "text": text})
    draft = drafts.save(
        visitor, form="complaint", target=page, content={"text": text}, sent=sent
    )
    return {
        "entwurf-loeschen": reverse("drafts:draft-delete", args=[draft.key]),
        "entwuerfe-loeschen": reverse("drafts:draft-delete-all"),
        "entwurf-absenden": reverse("drafts:draft-send", args=["complaint"])
        + f"?ziel={page}",
    }


def saved_search(ideas):
    wish = IdeaFilterForm(QueryDict("fotos=ja&q=Bank")).wish()
    return searches.save(wish, by=ideas["own"].author, name="Bänke mit Fotos")
