"""Pages of the directory of actors: full, empty, and what the SPK sees to."""

from django.urls import reverse

from commons.links import services as links
from participation.actors.enums import Access
from participation.actors.services import archiving, hinting
from participation.actors.services.hinting import Missing
from participation.actors.still_true import ARCHIVE_DOOR, DOOR, recipient_of
from tests.e2e.words import LONG
from tests.factories.actors import ActorFactory, make_member

MAIL = "verein@example.org"
FILTER = "?art=stadtteilzentrum&art=verein&zugang=stufenfrei&sprache=de&q=Haus"


def fill(world):
    region, topic = world.ideas["published"].region, world.ideas["published"].topic
    house = ActorFactory(
        region=region,
        name="Nachbarschaftshaus mit einem langen Namen am Anger",
        verified=True,
        access=[Access.STEP_FREE],
        languages=["de", "uk"],
        place_text="Am Anger 1",
        lon=13.43,
        lat=52.57,
    )
    house.topics.add(topic)
    owner = world.people["resident"]
    make_member(house, user=owner)
    quiet = archiving.archive(
        ActorFactory(region=region, name="Verein, der ruht", contact_mail=MAIL),
        by=world.people["coordinator"],
        why=archiving.Why.OFFICE,
    )
    missing = Missing("Nachbarschaftshaus am Markt", words=LONG, region=region)
    hint = hinting.suggest(missing, by=world.people["resident"])
    done = hinting.suggest(Missing("Laden an der Ecke"), by=None)
    hinting.settle(done, by=world.people["coordinator"], actor=house)
    asked = links.token_of(DOOR.grant(house.pk, recipient=recipient_of(owner)))
    ended = links.token_of(ARCHIVE_DOOR.grant(quiet.pk, recipient=MAIL))
    here = f"?stadtteil={region.slug}"
    world.pages["anonymous"] |= {
        "akteure": reverse("actors:actor-list"),
        "akteure-gefiltert": reverse("actors:actor-list") + FILTER,
        "akteure-im-stadtteil": reverse("actors:actor-list") + here,
        "akteure-leer": reverse("actors:actor-list") + "?q=gibtesnicht",
        "akteure-tabelle": reverse("actors:actor-table"),
        "akteure-karte": reverse("actors:actor-map"),
        "akteur-ruht": quiet.get_absolute_url(),
        "akteur-fehlt": reverse("actors:hint-create") + here,
        "akteur-fehlt-danke": reverse("actors:hint-done"),
        "akteur-stimmt-noch": _at("actor-still-true", asked),
        "akteur-zurueckholen": _at("actor-still-true", ended),
    }
    world.pages["resident"] |= {
        "akteur-betreut": house.get_absolute_url(),
        "akteur-archivieren": _at("actor-archive", house.pk),
    }
    world.pages["moderator"] |= {
        "akteur-hinweise": reverse("actors:hint-list"),
        "akteur-hinweis": _at("hint-show", hint.pk),
        "akteur-hinweis-erledigt": _at("hint-show", done.pk),
        "akteure-archiv": reverse("actors:archive-list"),
    }
    world.pages["coordinator"] |= {
        "verzeichnis-regeln": reverse("actors:directory-terms")
    }


def _at(name, *arguments):
    return reverse(f"actors:{name}", args=arguments)
