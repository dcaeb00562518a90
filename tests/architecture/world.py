"""One small world for the matrix of routes and roles: people, ideas, their papers."""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.models import PlatformGrant
from commons.clock import berlin_today
from commons.notifications import unsubscribing
from commons.notifications.models import Follow
from commons.notifications.services import follows
from commons.search.models import SynonymGroup
from neighbourhood.departments.enums import MailRhythm
from neighbourhood.departments.models import Card, Signpost
from neighbourhood.newsletters.subscription_keys import confirm_token, stop_token
from neighbourhood.regions.models import Region
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.services.meeting import Meeting
from participation.bundles.services.colleagues import hand_on as hand_bundle_on
from participation.casework.services import files as case_files, notes as case_notes
from participation.ideas.enums import Case, Outcome
from participation.ideas.queries.wishes import Wish
from participation.ideas.services import searches
from participation.moderation.enums import Publication
from participation.moderation.services import blocks, filters, pool
from participation.moderation.services.blocks import Sanction
from participation.referrals.enums import ReferralState, ReuseState, SaidWay
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import colleagues, transcripts
from participation.referrals.services.referring import refer
from participation.referrals.services.responding import Said
from participation.referrals.services.transcripts import Heard
from tests.architecture.arguments import FIXED, UNKNOWN
from tests.e2e import promising, trusting
from tests.factories import (
    actors,
    assemblies,
    funds,
    meetings,
    networks,
    pool as pooling,
    posts,
    together,
)
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
    DepartmentTextFactory,
    TopicFactory,
)
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.incoming import MailFactory, make_reply
from tests.factories.moderation import (
    BulkRunFactory,
    ComplaintFactory,
    HintFactory,
    TextModuleFactory,
    make_item,
    make_regional_moderator,
)
from tests.factories.newsletters import make_draft, pieces_of
from tests.factories.notices import NoticeFactory
from tests.factories.notifications import HappeningFactory, NotificationFactory
from tests.factories.pages import ContactFactory
from tests.factories.referrals import (
    QuestionFactory,
    ReferralFactory,
    ResidentQuestionFactory,
    ReuseFactory,
    StatementFactory,
)
from tests.factories.rounds import make_round
from tests.factories.routing import routing_table
from tests.neighbourhood.reading_letters import published, subscribed
from tests.participation.bundling import with_department

ROLES = (
    "anonymous",
    "resident",
    "author",
    "moderator",
    "elsewhere",  # moderates another Stadtteil only
    "coordinator",
    "editor",
    "member",  # of the department that has the idea
    "foreign",  # member of another department
    "admin",
)


@dataclass
class World:
    people: dict = field(default_factory=dict)
    ideas: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    unknown_methods: set = field(default_factory=set)


def build():
    world = World()
    here, elsewhere = Region.objects.order_by("number")[:2]
    departments = [DepartmentFactory(), DepartmentFactory()]
    people = world.people = {
        "anonymous": None,
        "resident": UserFactory(),
        "author": UserFactory(),
        "moderator": make_staff(Role.MODERATOR),
        "elsewhere": make_regional_moderator(elsewhere),
        "coordinator": make_staff(Role.COORDINATOR),
        "editor": make_staff(Role.DATA_EDITOR),
        "member": UserFactory(secret=generate_totp_secret()),
        "foreign": UserFactory(secret=generate_totp_secret()),
        "admin": make_staff(Role.ADMIN),
    }
    for person, department in zip(("member", "foreign"), departments, strict=True):
        DepartmentMembershipFactory(user=people[person], department=department)
    public = IdeaFactory(author=people["author"], region=here)
    waiting = make_item(author=people["author"], region=here)
    world.ideas = {
        "public": public,
        "waiting": public.__class__.objects.get(pk=waiting.target_id),
        "declined": IdeaFactory(
            author=people["author"], region=here, publication=Publication.DECLINED
        ),
    }
    handed = IdeaFactory(author=people["author"], region=here)
    referral = refer(
        handed, lead=departments[0], cover_note="Bitte.", by=people["moderator"]
    )[0]
    referral.state, referral.sent_at = ReferralState.SENT, timezone.now()
    referral.save(update_fields=["state", "sent_at"])
    decision = world.ideas["declined"].decision
    decision.target_id = world.ideas["declined"].pk
    decision.save()
    reuse = ReuseFactory(
        idea__region=here,
        idea__author=people["author"],
        department=departments[0],
        state=ReuseState.OBJECTED,
    )
    table = routing_table()
    promised = promising.build(here, people["moderator"], departments[0])
    ours = {"region": here, "by": people["coordinator"]}
    meeting = Meeting(timezone.now() + timedelta(days=9))
    gathered = make_round(*departments, meeting=meeting, **ours)
    closed = make_round(*departments, state=RoundState.CLOSED, **ours)
    comment = CommentFactory(idea=public, author=people["author"])
    bundle, _rows = with_department(2, departments[0], by=people["moderator"])
    blocked = blocks.block(
        UserFactory(), Sanction("spam", "Serie.", None), by=people["coordinator"]
    )
    world.values = {
        "block": blocked.pk,
        "bundle": bundle.pk,
        "bundle_link": _handed_on(bundle, hand_bundle_on).link_id,
        "bundle_number": bundle.number,
        "person": people["resident"].pk,
        "comment": comment.pk,
        "thread": comment.thread_id,
        "public_idea": public.pk,
        "referral": referral.pk,
        "decision": decision.pk,
        "item": waiting.pk,
        "answer": reuse.answer.source_id,
        "reuse": reuse.pk,
        "answer_set": promised["set"].pk,
        "published_set": promised["out"].pk,
        "set_item": promised["set"].items.get().pk,
        "inquiry": promised["inquiry"].pk,
        "promised": promised["promise"],
        "deferred": promised["deferred"],
        "reply": make_reply(referral).pk,
        "mail": MailFactory().pk,
        "complaint": ComplaintFactory(decision=decision, region=here).pk,
        "pool_member": _named(people["coordinator"]).pk,
        "text_module": TextModuleFactory().pk,
        "hint": HintFactory(item=waiting).pk,
        "hint_rule": trusting.silent_rule().pk,
        "trust_rule": trusting.rule_of(here, people["coordinator"]).pk,
        "trust_pause": trusting.pause_of(here).pk,
        "bulk_run": BulkRunFactory(made_by=people["moderator"]).pk,
        "saved_filter": filters.save(
            "art=idea", by=people["moderator"], name="Ideen"
        ).pk,
        **table,
        **_said_about(departments[0], region=here, author=people["author"]),
        "hand_over": _handed_on(referral).pk,
        "answered": reuse.idea.number,
        "round": gathered.pk,
        "closed_round": closed.pk,
        "round_party": gathered.parties.get(department=departments[0]).pk,
        "region": here.slug,
        "department": departments[0].pk,
        "membership": departments[0].memberships.get().pk,
        "department_text": DepartmentTextFactory(department=departments[0]).pk,
        "topic": TopicFactory().pk,
        "card": _card_of(departments[0]).key,
        "signpost": Signpost.objects.order_by("pk").values_list("pk", flat=True)[0],
        "contact": ContactFactory().pk,
        "synonym": SynonymGroup.objects.values_list("pk", flat=True)[0],
        "grant": PlatformGrant.objects.get(user=people["moderator"]).pk,
        **_on_file(public, referral, people),
        **_known_otherwise(departments[0], here, people["moderator"]),
        "notice": NoticeFactory(idea__region=here, idea__author=people["author"]).pk,
        **_letters(public, people["moderator"]),
        **together.small_world(here, people["author"]),
        **networks.small_world(here, people["author"]),
        **pooling.small_world(here, people["author"]),
        **actors.small_world(here, people["author"]),
        **_told(public, people["resident"]),
    }
    world.values |= posts.small_world(world.values["network"])
    world.values |= meetings.small_world(world.values["network"])
    world.values |= funds.small_world(people["author"])
    world.values |= assemblies.small_world(here, people["author"], people["resident"])
    return world


def _letters(idea, by):
    """A Rundbrief that is written, and one that everybody reads."""
    draft, issue = make_draft(idea, by=by), published(idea.region)
    piece, news = pieces_of(draft)
    return {
        "newsletter": draft.pk,
        "letter_piece": piece.pk,
        "letter_news": news.pk,
        "issue": issue.pk,
        "issue_year": issue.year,
        "issue_number": issue.number,
    }


def _told(idea, person):
    """What somebody heard, follows, searches for and subscribed to, with the links."""
    happening = HappeningFactory(verb="idea.published", kind="idea", target_id=idea.pk)
    told = NotificationFactory(user=person, happening=happening)
    letters = subscribed("kanaria@example.net", idea.region)
    follows.follow(person, idea)
    return {
        "search": searches.save(Wish(text="Bank"), by=person, name="Bänke").pk,
        "notification": told.pk,
        "follow": Follow.objects.get(user=person).pk,
        "unsubscribe": unsubscribing.token_for(told),
        "wishes": unsubscribing.preferences_url_for(person).split("/")[-2],
        "subscription": stop_token(letters.pk),
        "subscribe_confirm": confirm_token(letters.pk),
    }


def _on_file(idea, referral, people):
    """A note on a case, and the case as the SPK and the Amt asked for it."""
    by, member = people["moderator"], people["member"]
    return {
        "case": idea.number,
        "case_note": case_notes.add(idea, text="Angerufen.", by=by).pk,
        "case_file": case_files.ask(idea, by=by).pk,
        "amt_file": case_files.ask(referral.idea, by=member, referral=referral).pk,
    }


def _known_otherwise(department, region, by):
    """Said on the phone; held back for a common mail; with the substitute as well."""
    office = {"department": department, "idea__region": region}
    heard, substituted = ReferralFactory(**office), ReferralFactory(**office)
    said = Said("Die Bank kommt im Mai.", Outcome.PLANNED)
    transcripts.record(heard, said, Heard(SaidWay.PHONE, berlin_today()), by=by)
    daily = DepartmentFactory(mail_rhythm=MailRhythm.DAILY)
    idea = IdeaFactory(region=region, case=Case.OPEN)
    held = refer(idea, lead=daily, cover_note="Bitte.", by=by)[0]
    key = CASE_DOOR.grant(substituted.pk, recipient="vertretung@bezirk.example")
    return {
        "heard": heard.pk,
        "held": held.pk,
        "substituted": substituted.pk,
        "substitute": key.pk,
    }


def _said_about(department, **idea):
    """Two questions, one of them with the person behind the idea; a statement."""
    of = {f"referral__idea__{name}": value for name, value in idea.items()}
    of["referral__department"] = department
    passed = ResidentQuestionFactory(
        **{f"question__{name}": value for name, value in of.items()}
    )
    return {
        "question": QuestionFactory(**of).pk,
        "asked": passed.question.referral.idea.number,
        "statement": StatementFactory(**of).pk,
    }


def _handed_on(case, hand_on=colleagues.hand_on):
    """A colleague of the department has a link, too."""
    domain = case.department.email.partition("@")[2]
    return hand_on(case, f"fachbereich@{domain}")


def _named(coordinator):
    """For tomorrow: today the desk still decides on complaints."""
    start = berlin_today() + timedelta(days=1)
    return pool.name(UserFactory(), valid_from=start, valid_until=None, by=coordinator)


def _card_of(department):
    """One of the facts, owned by the department that has the idea."""
    card = Card.objects.get(key="bank")
    card.department = department
    card.save(update_fields=["department"])
    return card


def routes():
    """Every named route of the site: (name, names of its parameters)."""
    return sorted(set(_walk(get_resolver(), "", ())))


def _walk(resolver, namespace, before):
    for pattern in resolver.url_patterns:
        own = (*pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        names = tuple(sorted({*before, *own}))
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, namespace + inner, names)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, names


def cases_of(world, name, parameters):
    """What a route is asked with: {name of the case: its arguments}."""
    if not parameters:
        return {"": {}}
    is_of_idea = name.startswith(("ideas:", "referrals:")) and name not in FIXED
    if "number" in parameters and is_of_idea:
        return {
            state: {
                key: getattr(idea, key, None) or world.values.get(key)
                for key in parameters
            }
            for state, idea in world.ideas.items()
        }
    fixed = {**FIXED.get(name.partition(":")[0], {}), **FIXED.get(name, {})}
    sources = {key: fixed.get(key, UNKNOWN.get(key)) for key in parameters}
    return {"": {key: world.values.get(src, src) for key, src in sources.items()}}
