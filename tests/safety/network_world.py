"""Networks of each openness, people of each standing, and what each may ask for.

`ROUTES` is the table of the matrix: each concern of networks adds its pages, files and
feeds. A route names what somebody must be; what is answered follows from that alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.notifications.models import Follow
from participation.actors.enums import Level
from participation.discussion.services.writing import write as comment_on
from participation.networks.enums import Joining, MemberRole, Visibility
from participation.networks.models import JoinRequest, NetworkMembership
from participation.networks.services import inviting
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.meetings import meet
from tests.factories.networks import (
    NetworkFactory,
    coordinator_of,
    make_house,
    member_of,
    speaker_of,
)
from tests.factories.posts import (
    MinutesFactory,
    TaskFactory,
    document_of,
    said,
)

# Sung inside a network whose members alone read; NAME only of a hidden one.
BIRD, NAME = "Kanarienvogel", "Zaunkönigin"


class Needs(Enum):
    """What somebody must be; each more than the one before."""

    KNOWING = auto()  # that there is such a network
    JOINING = auto()  # to come in on request
    READING = auto()
    WRITING = auto()
    LOOKING_AFTER = auto()  # coordinates it, or the SPK while it is not hidden
    COORDINATING = auto()


@dataclass(frozen=True)
class Route:
    """`args` gives the arguments; `is_public` says that nobody has to sign in."""

    name: str
    needs: Needs
    is_public: bool = False
    # Of what stands inside nobody outside learns that it is there.
    is_inside: bool = False
    args: Callable[["World"], list] = lambda world: [world.network.pk]

    def url(self, world):
        return reverse(self.name, args=self.args(world))


OUTSIDE = ("anonymous", "stranger", "asked", "left", "removed", "editor")
STAFF = ("moderator", "admin")
INSIDE = ("member", "colleague", "deputy", "house", "coordinator")
ROLES = (*OUTSIDE, *STAFF, *INSIDE)
COORDINATING = frozenset({"deputy", "house", "coordinator"})


@dataclass
class World:
    """`people` by role; `values` is what concerns put in for their routes."""

    network: object
    people: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)


def build(visibility):
    """A network with a canary in every field that is not for everybody."""
    is_hidden = visibility == Visibility.HIDDEN
    network = NetworkFactory(
        name=f"{NAME} am Platz" if is_hidden else "Kiezrunde am Platz",
        purpose=f"Wir reden über die {NAME}." if is_hidden else "Wir reden.",
        visibility=visibility,
        joining=Joining.INVITATION if is_hidden else Joining.REQUEST,
    )
    house = make_house()
    coordinator_of(network, actor=house)
    people = {
        "anonymous": None,
        "stranger": UserFactory(),
        "asked": UserFactory(),
        "left": _left(network),
        "removed": _left(network),
        "editor": make_staff(Role.DATA_EDITOR),
        "moderator": make_staff(Role.MODERATOR),
        "admin": make_staff(Role.ADMIN),
        "member": member_of(network, user=UserFactory(display_name=BIRD)),
        "deputy": member_of(network, role=MemberRole.DEPUTY),
        "house": speaker_of(house),
        "colleague": speaker_of(house, level=Level.MEMBER),
    }
    people["coordinator"] = coordinator_of(network)
    world = World(network, people)
    _asked(network, people["asked"], words="Bitte.")
    world.values["request"] = _asked(network, UserFactory(), words=BIRD)
    invitation = inviting.invite(
        network, f"{BIRD}@example.net".lower(), by=people["coordinator"]
    )
    world.values["invitation"] = invitation.pk
    row = network.memberships.get(user=people["member"])
    world.values["membership"] = row.pk
    _talk(world)
    return world


def _talk(world):
    """Posts, minutes with decisions and tasks, files and comments, all of the bird."""
    network, member = world.network, world.people["member"]
    post = said(network, by=member, title=BIRD, text=f"Ein {BIRD}.")
    comment = comment_on(post, f"{BIRD}!", draft_id=uuid4(), by=member)
    coordinator = world.people["coordinator"]
    minutes = MinutesFactory(network=network, title=BIRD, author=coordinator)
    minutes.decisions.create(position=0, text=BIRD)
    task = TaskFactory(post=minutes, text=BIRD, user=coordinator)
    document = document_of(post, title=f"{BIRD}.jpg")
    date = meet(network, title=BIRD, by=coordinator, place_text=BIRD, words=BIRD)
    world.values |= {
        "post": post.pk,
        "minutes": minutes.pk,
        "task": task.pk,
        "comment": comment.pk,
        "thread": comment.thread_id,
        "file": document.stored_file.key,
        "date": date.pk,
    }


def _left(network):
    """Somebody who was in it, and still follows it by an old row."""
    user = member_of(network)
    rows = NetworkMembership.objects.filter(network=network, user=user)
    rows.update(left_at=timezone.now())
    Follow.objects.create(
        user=user, kind="network", target_id=network.pk, created_at=timezone.now()
    )
    return user


def _asked(network, user, *, words):
    row = JoinRequest.objects.create(
        network=network, user=user, words=words, asked_at=timezone.now()
    )
    return row.pk


def valued(key):
    """The number that a concern put into the world."""
    return lambda world: [world.values[key]]


LOGIN, DONE = "login", 302


def expected(route, role, visibility, *, allowed=200):
    """What is answered: sign in before any look, 404 for what is not to be known."""
    if role == "anonymous" and not route.is_public:
        return LOGIN
    if visibility == Visibility.HIDDEN and role not in INSIDE:
        return 404
    is_open = visibility == Visibility.OPEN
    is_inside = role in INSIDE
    has = {
        Needs.KNOWING: True,
        Needs.JOINING: visibility != Visibility.HIDDEN,
        Needs.READING: is_open or is_inside,
        Needs.WRITING: is_inside,
        Needs.LOOKING_AFTER: role in COORDINATING or role == "moderator",
        Needs.COORDINATING: role in COORDINATING,
    }
    if has[route.needs]:
        return allowed
    return 404 if route.is_inside and not has[Needs.READING] else 403


# Asked with POST; whoever may is led on.
ACTIONS = [
    Route("networks:network-take-over", Needs.WRITING),
    Route("networks:network-go-on", Needs.COORDINATING),
    Route("networks:network-reopen", Needs.LOOKING_AFTER),
    Route("networks:calendar-close", Needs.WRITING),
    *(
        Route(
            f"networks:date-{name}",
            Needs.COORDINATING,
            is_inside=True,
            args=valued("date"),
        )
        for name in ("cancel", "restore")
    ),
    Route(
        "pool:report-count",
        Needs.COORDINATING,
        args=lambda world: ["netzwerk", world.network.pk],
    ),
    *(
        Route(name, Needs.COORDINATING, args=lambda world: [world.values["membership"]])
        for name in ("networks:membership-role", "networks:membership-remove")
    ),
    Route(
        "networks:invitation-withdraw",
        Needs.COORDINATING,
        args=lambda world: [world.values["invitation"]],
    ),
]
ROUTES = [
    Route(
        "networks:network-show",
        Needs.KNOWING,
        is_public=True,
        args=lambda world: [world.network.pk, world.network.slug],
    ),
    Route("networks:network-members", Needs.READING, is_public=True),
    Route("networks:network-join", Needs.JOINING),
    Route("networks:network-leave", Needs.WRITING),
    Route("networks:network-edit", Needs.COORDINATING),
    Route("networks:network-manage", Needs.COORDINATING),
    Route("networks:network-close", Needs.LOOKING_AFTER),
    Route(
        "networks:request-answer",
        Needs.COORDINATING,
        args=lambda world: [world.values["request"]],
    ),
    *(
        Route(f"networks:{name}", Needs.READING, is_public=True)
        for name in ("post-list", "post-news", "document-list", "task-list")
    ),
    Route("networks:post-create", Needs.WRITING),
    Route("networks:minutes-create", Needs.WRITING),
    *(
        Route(name, Needs.READING, is_public=True, is_inside=True, args=valued(key))
        for name, key in (
            ("networks:post-show", "post"),
            ("discussion:thread-show", "thread"),
            ("discussion:comment-replies", "comment"),
        )
    ),
    Route(
        "discussion:comment-create",
        Needs.WRITING,
        is_public=True,
        is_inside=True,
        args=lambda world: ["network_post", world.values["post"]],
    ),
    *(
        Route(f"networks:{name}", Needs.READING, is_public=True)
        for name in ("date-list", "network-calendar", "concern-list")
    ),
    *(
        Route(
            f"networks:{name}",
            Needs.READING,
            is_public=True,
            is_inside=True,
            args=valued("date"),
        )
        for name in ("date-show", "date-calendar")
    ),
    Route(
        "networks:date-edit", Needs.COORDINATING, is_inside=True, args=valued("date")
    ),
    Route("networks:date-create", Needs.COORDINATING),
    Route("networks:concern-create", Needs.COORDINATING),
    Route("networks:calendar-show", Needs.WRITING),
    *(
        Route(
            f"pool:report-{name}",
            Needs.COORDINATING,
            args=lambda world: ["netzwerk", world.network.pk],
        )
        for name in ("show", "docx", "xlsx")
    ),
    Route(
        "networks:minutes-edit",
        Needs.COORDINATING,
        is_inside=True,
        args=valued("minutes"),
    ),
]
