"""Pages of actors: those of a house, and the way in by a mail."""

from django.urls import reverse

from commons.links import services as links
from participation.actors import invitations
from participation.actors.services import inviting
from participation.moderation import services as moderation
from participation.moderation.enums import Publication
from tests.e2e.words import LONG
from tests.factories.actors import ActorFactory, make_change, make_member


def fill(world):
    """The resident owns a house alone; a profile and a change wait at the desk."""
    resident = world.people["resident"]
    region = world.ideas["published"].region
    house = ActorFactory(region=region, text=LONG, opening_hours="Mo–Fr\n10–18 Uhr")
    make_member(house, user=resident)
    member = make_member(house, "editor")
    invitation = inviting.invite(house, "jemand@example.org", "member", by=resident)
    changing = ActorFactory(region=region)
    make_member(changing, user=resident)
    change = make_change(actor=changing, author=resident)
    waiting = ActorFactory(region=region, publication=Publication.SUBMITTED, text=LONG)
    token = links.token_of(invitations.DOOR.links_of(invitation.pk).last())
    held = house.memberships.get(user=member)
    world.pages["anonymous"] |= {
        "akteur": house.get_absolute_url(),
        "akteur-einladung": reverse("actors:invitation-open", args=[token]),
        "akteur-melden": reverse("moderation:report-create", args=["actor", house.pk]),
    }
    world.pages["resident"] |= {
        "meine-akteure": reverse("actors:actor-mine"),
        "akteur-eintragen": reverse("actors:actor-create"),
        "akteur-eigen": house.get_absolute_url(),
        "akteur-aendern": _at("actor-edit", house),
        "akteur-aendern-wartet": _at("actor-edit", changing),
        "akteur-menschen": _at("people-list", house),
        "akteur-mitarbeit-beenden": _at("member-let-go", held),
        "akteur-fassungen": _at("actor-versions", house),
        "akteur-zurueckziehen": _at("actor-withdraw", house),
    }
    world.pages["moderator"] |= {
        "akteur-im-dienst": house.get_absolute_url(),
        "akteur-pruefen": moderation.submit(waiting).get_absolute_url(),
        "akteur-aenderung-pruefen": moderation.submit(change).get_absolute_url(),
    }
    world.pages["coordinator"] |= {"akteur-regeln": reverse("actors:conduct-terms")}


def _at(name, row):
    return reverse(f"actors:{name}", args=[row.pk])
