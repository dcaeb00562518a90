"""A small district in which every page of the site has something to show."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.followups import services as followups
from commons.links import services as links
from commons.notifications.services.follows import follow
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.verbs.services import happened
from neighbourhood.departments.models import Signpost
from neighbourhood.pages.models import Contact
from neighbourhood.pages.rules import SLUGS
from neighbourhood.regions.services import residence
from participation.discussion.services import editing
from participation.ideas.enums import Case, Outcome
from participation.moderation.enums import Publication
from participation.moderation.models import Decision, TextModule
from participation.moderation.services import filters
from participation.referrals.enums import AnswerState, ReferralState
from tests.e2e import (
    answering,
    casing,
    changes,
    clocking,
    entries,
    fairness,
    kept,
    meeting,
    noticing,
    offices,
    posting,
    reusing,
    rooms,
    routing,
    sending,
    trusting,
)
from tests.e2e.people import make_staff_with_password
from tests.e2e.words import LONG, SCREENED
from tests.factories.accounts import UserFactory
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
    TopicFactory,
)
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.factories.moderation import (
    BulkRunFactory,
    ComplaintFactory,
    make_item,
    refused_pick,
)
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)
from tests.factories.regions import RegionFactory
from tests.wishing import at_once


@dataclass
class World:
    """`ideas` and `referrals` by the state they are in, `people` by role."""

    people: dict = field(default_factory=dict)
    ideas: dict = field(default_factory=dict)
    referrals: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)  # {role: {name: path}}


WEEK = timedelta(days=7)
FILTER = "?stand=offen&stand=beim-amt&fotos=ja&zeitraum=dieses-jahr&bei=Nirgends+3"


def build():
    world = World(people=_people())
    ideas = world.ideas = _ideas(world.people)
    referrals = world.referrals = _referrals(ideas)
    office = referrals["sent"].department
    DepartmentMembershipFactory(user=world.people["member"], department=office)
    _talk(ideas["published"], world.people["resident"])
    fairness.named(world.people["member"], by=world.people["coordinator"])
    reuses = reusing.build(RegionFactory(), ideas["published"].topic, office)
    region = ideas["published"].region
    world.pages = {
        "anonymous": {
            **_public(ideas, referrals),
            **changes.public(region, world.people["coordinator"]),
            **reusing.public(reuses),
        },
        "resident": {
            **_of_residents(ideas),
            **clocking.of_residents(world.people["resident"]),
            **changes.of_residents(
                region, world.people["resident"], world.people["coordinator"]
            ),
        },
        "moderator": {
            **_of_moderators(ideas, referrals, world.people["moderator"]),
            **casing.of_moderators(region, world.people["moderator"]),
            **entries.pages(region=region),
            **changes.of_moderators(region, world.people["coordinator"]),
            **reusing.of_moderators(reuses),
            **posting.of_moderators(referrals["sent"]),
            **sending.of_moderators(),
            **noticing.of_moderators(region),
        },
        "coordinator": {
            **_of_coordinators(referrals, world.people["coordinator"]),
            **sending.of_coordinators(world.people["coordinator"]),
            **noticing.of_coordinators(),
        },
        "admin": {"sendungen": reverse("delivery:delivery-list")},
        "member": {
            **answering.of_members(referrals["sent"]),
            **reusing.of_members(reuses),
        },
    }
    meeting.fill(world, office)
    for more in rooms.ALL:
        more.fill(world)
    return world


def _people():
    people = {
        "resident": UserFactory(display_name="Nachbarin mit einem langen Namen"),
        "moderator": make_staff_with_password(),
        "coordinator": make_staff_with_password(Role.COORDINATOR),
        "member": make_staff_with_password(None),
        "admin": make_staff_with_password(Role.ADMIN),
    }
    residence.settle(people["resident"], region=RegionFactory(name="Neuland am See"))
    return people


def _ideas(people):
    region, resident = RegionFactory(), people["resident"]
    topic = TopicFactory(name="Schulwege und Querungen")
    common = {
        "region": region,
        "topic": topic,
        "text": LONG,
        "submitted_at": timezone.now() - WEEK,
    }
    ideas = {
        "published": IdeaFactory(title="Bänke am Anger", **common),
        "referred": IdeaFactory(case=Case.REFERRED, **common),
        "stated": IdeaFactory(case=Case.STATEMENT_IN, **common),
        "answered": IdeaFactory(
            case=Case.ANSWERED,
            outcome=Outcome.WILL_BE_DONE,
            answered_at=timezone.now(),
            support_count=3,
            title="Zebrastreifen vor der Grundschule an der Ecke zur Hauptstraße",
            **common,
        ),
        "question": IdeaFactory(case=Case.QUESTION, **common),
        "changes": IdeaFactory(
            author=resident, publication=Publication.CHANGES_REQUESTED, **common
        ),
        "own": IdeaFactory(author=resident, **common),
        "declined": IdeaFactory(
            author=resident, publication=Publication.DECLINED, **common
        ),
    }
    SupportFactory.create_batch(3, idea=ideas["answered"])
    follow(at_once(resident), ideas["answered"], reason="supporter")
    return ideas


def _referrals(ideas):
    department = DepartmentFactory(name="Straßen- und Grünflächenamt Neuland")
    ideas["published"].topic.departments.add(department)
    rows = {
        "sent": ReferralFactory(idea=ideas["referred"], department=department),
        "question": ReferralFactory(
            idea=ideas["question"], state=ReferralState.QUESTION, department=department
        ),
        "stated": ReferralFactory(
            idea=ideas["stated"], state=ReferralState.STATED, department=department
        ),
        "answered": ReferralFactory(
            idea=ideas["answered"], state=ReferralState.STATED, department=department
        ),
    }
    QuestionFactory(referral=rows["question"])
    for name in ("stated", "answered"):
        StatementFactory(referral=rows[name])
    AnswerFactory(idea=ideas["stated"])
    answer = AnswerFactory(idea=ideas["answered"], state=AnswerState.PUBLISHED)
    happened("answer.published", answer, by=None)
    return rows


def _talk(idea, resident):
    """A discussion with an answer, a changed comment, a stub and one that waits."""
    first = CommentFactory(idea=idea, text=LONG)
    CommentFactory(parent=first, mark="author", author=idea.author)
    CommentFactory(idea=idea, publication=Publication.REMOVED)
    CommentFactory(idea=idea, publication=Publication.SUBMITTED, author=resident)
    own = CommentFactory(idea=idea, author=resident)
    editing.edit(own, "Am Anger und am Markt.", version=1, by=resident)


def _of_talk(idea, *acts, **which):
    comment = idea.thread.comments.filter(**which).order_by("pk").first()
    return {
        f"kommentar-{act}": _at(f"discussion:comment-{act}", comment.pk) for act in acts
    }


def _public(ideas, referrals):
    answered, published = ideas["answered"], ideas["published"]
    token = links.token_of(referrals["sent"].link)
    return {
        "startseite": reverse("home"),
        "ideen": reverse("ideas:idea-list"),
        "ideen-leer": reverse("ideas:idea-list") + "?q=gibtesnicht",
        "ideen-gefiltert": reverse("ideas:idea-list") + FILTER,
        "tabelle": reverse("ideas:idea-table") + FILTER,
        "suche-speichern": reverse("ideas:search-create") + FILTER,
        "suche": reverse("search:search-show"),
        "suche-treffer": reverse("search:search-show") + "?q=Schule",
        "suche-ort": reverse("search:search-show") + "?q=Rosenthal",
        "suche-leer": reverse("search:search-show") + "?q=gibtesnicht",
        "karte": reverse("ideas:idea-map"),
        "was-geht": reverse("departments:card-list"),
        "was-geht-bank": _at("departments:card-detail", "bank"),
        "idee": answered.get_absolute_url(),
        "idee-neu-veroeffentlicht": published.get_absolute_url(),
        "diskussion": published.thread.get_absolute_url(),
        "kommentar-schreiben": _at("discussion:comment-create", "idea", published.pk),
        **_of_talk(published, "replies", "reply"),
        **_of_talk(published, "versions", edited_at__isnull=False),
        "formular": reverse("ideas:idea-create"),
        "abholen": reverse("ideas:idea-claim"),
        "stadtteile": reverse("regions:region-list"),
        "finden": reverse("regions:region-find"),
        "finden-rosenthal": reverse("regions:region-find") + "?q=Rosenthal",
        "stadtteil": answered.region.get_absolute_url(),
        "ansprechpartner": reverse("pages:contacts"),
        **{slug: _at("pages:page-show", slug) for slug in SLUGS},
        "anmelden": reverse("account_login"),
        "anmelden-code": reverse("account_request_login_code"),
        "konto-anlegen": reverse("account_signup"),
        "passwort-vergessen": reverse("account_reset_password"),
        "melden": _at("moderation:report-create", "idea", published.pk),
        "melden-danke": reverse("moderation:report-done") + "?nr=M-2026-00042",
        "einwand-link": _at("moderation:objection-open", "x" * 43),
        "link": _at("referrals:link-show", token),
        "passwort-unterwegs": reverse("account_reset_password_done"),
        "konto-ruht": reverse("account_inactive"),
        "bestaetigung-unterwegs": reverse("account_email_verification_sent"),
        "postfach": reverse("delivery:mail-list"),
        "demo": reverse("demo-accounts"),
    }


def _of_residents(ideas):
    decision = Decision.objects.get(pk=ideas["declined"].decision_id)
    decision.target_id = ideas["declined"].pk
    decision.save(update_fields=["target_id"])
    return {
        "startseite-angemeldet": reverse("home"),
        "konto": reverse("accounts:account-overview"),
        "eigene-sperre": reverse("moderation:block-own"),
        "eigene-daten": reverse("accounts:own-data-show"),
        "konto-loeschen": reverse("accounts:account-erase"),
        "adressen": reverse("account_email"),
        "passwort": reverse("account_set_password"),
        "sitzungen": reverse("usersessions_list"),
        "zweiter-faktor": reverse("mfa_index"),
        "bestaetigen": reverse("account_reauthenticate"),
        "verbunden": reverse("socialaccount_connections"),
        "abmelden": reverse("account_logout"),
        "mitteilungen": reverse("notifications:bell"),
        "mail-wuensche": reverse("notifications:preferences"),
        "entwuerfe": reverse("drafts:draft-list"),
        "meine-ideen": reverse("ideas:idea-mine"),
        "meine-suchen": reverse("ideas:search-list"),
        "suche-umbenennen": _at("ideas:search-edit", kept.saved_search(ideas).pk),
        "suche-speichern-angemeldet": reverse("ideas:search-create") + FILTER,
        "aendern": _at("ideas:idea-edit", ideas["changes"].number),
        "zurueckziehen": _at("ideas:idea-withdraw", ideas["own"].number),
        "eingegangen": _at("ideas:idea-submitted", ideas["own"].number),
        "unterstuetzen": _at("ideas:idea-support", ideas["published"].number),
        "eigene-idee": ideas["changes"].get_absolute_url(),
        **_of_talk(ideas["published"], "edit", "withdraw", edited_at__isnull=False),
        "diskussion-angemeldet": ideas["published"].get_absolute_url(),
        "einwand": _at("moderation:complaint-create", decision.pk),
        **kept.of_drafts(ideas["declined"].author, decision.pk, LONG),
    }


def _of_moderators(ideas, referrals, moderator):
    item = make_item(region=ideas["published"].region, text=SCREENED)
    reported = fairness.reported(ideas["published"])
    complaint = ComplaintFactory(decision=ideas["declined"].decision)
    module = TextModule.objects.order_by("pk").first()
    filters.save("art=idea", by=moderator, name="Nur Ideen", is_start=True)
    run = BulkRunFactory(made_by=moderator)
    refused_pick(run, item)
    number = ideas["stated"].number
    own = followups.add(
        ideas["referred"], due_on=berlin_today() + WEEK, note="Nachfragen", by=moderator
    )
    return {
        "heute": reverse("followups:today"),
        "abwesenheit": reverse("accounts:absence-own"),
        "wiedervorlage": f"{reverse('followups:followup-create')}"
        f"?art=idea&nr={ideas['referred'].pk}",
        "wiedervorlage-verschieben": _at("followups:followup-move", own.pk),
        "pruefung": reverse("moderation:queue"),
        "pruefung-beitrag": item.get_absolute_url(),
        "pruefung-eng": reverse("moderation:queue") + "?anlass=reported&alter=heute",
        "pruefung-wort": reverse("moderation:queue") + "?q=Bank",
        "pruefung-leer": reverse("moderation:queue") + "?q=gibt-es-nicht",
        "pruefung-gemeldet": reported.get_absolute_url(),
        "gemeinsam": reverse("moderation:bulk-create") + "?alle=1",
        "gemeinsam-entschieden": _at("moderation:bulk", run.pk),
        "einwaende": reverse("moderation:complaint-list"),
        "einwand-pruefen": _at("moderation:complaint", complaint.pk),
        "diskussion-schliessen": _at(
            "discussion:thread-close", ideas["published"].thread_id
        ),
        "schwaerzen": _at("moderation:redaction", "idea", item.target_id),
        "pruefung-kommentar": _at(
            "moderation:contribution",
            "comment",
            ideas["published"].thread.comments.first().pk,
        ),
        "textbausteine": reverse("moderation:text-module-list"),
        "zahlen": reverse("moderation:numbers"),
        "beschaeftigtendaten": reverse("accounts:staff-data"),
        "transparenz": reverse("moderation:transparency"),
        "textbaustein-neu": reverse("moderation:text-module-create"),
        "textbaustein": _at("moderation:text-module-edit", module.pk),
        "idee-im-dienst": ideas["stated"].get_absolute_url(),
        "weiterleiten": _at("referrals:referral-create", ideas["published"].number),
        "weiterleitungen": reverse("referrals:referral-list"),
        "weiterleitung": referrals["question"].get_absolute_url(),
        **answering.of_moderators(referrals["sent"]),
        "antwort": _at("referrals:answer-edit", number),
        "antwort-vorschau": _at("referrals:answer-preview", number),
    }


def _of_coordinators(referrals, coordinator):
    department = referrals["sent"].department
    contact = Contact.objects.order_by("pk").first()
    return {
        "rollen": reverse("accounts:role-list"),
        "aemter": reverse("departments:department-list"),
        "amt-neu": reverse("departments:department-create"),
        **offices.pages(department),
        "karten-pruefen": reverse("departments:card-check"),
        "karte-neu": reverse("departments:card-create"),
        "karte-aendern": _at("departments:card-edit", "bank"),
        "wegweiser": f"{reverse('departments:signpost-list')}?probe=Sofa+liegt",
        "wegweiser-neu": reverse("departments:signpost-create"),
        "wegweiser-aendern": _at(
            "departments:signpost-edit", Signpost.objects.get(key="bvg").pk
        ),
        "themen": reverse("departments:topic-list"),
        "thema-neu": reverse("departments:topic-create"),
        "thema-aendern": _at("departments:topic-edit", department.topics.first().pk),
        "vertretungen": reverse("accounts:absence-list"),
        "einwaende-benannt": reverse("moderation:pool"),
        **fairness.of_blocks(by=coordinator),
        **trusting.pages(referrals["sent"].idea.region, coordinator),
        **clocking.pages(coordinator),
        **routing.pages(),
        "rueckgaben": reverse("referrals:return-rates"),
        "suchwoerter": reverse("search:synonym-list"),
        "suchwoerter-neu": reverse("search:synonym-create"),
        "suchwoerter-aendern": _at(
            "search:synonym-edit",
            SynonymGroup.objects.filter(kind=SynonymKind.PLACE).first().pk,
        ),
        "bausteine": reverse("design:showcase"),
        "kontakt-neu": reverse("pages:contact-create"),
        "kontakt-aendern": _at("pages:contact-edit", contact.pk),
        "seite-aendern": _at("pages:page-edit", "impressum"),
    }


def _at(name, *arguments):
    return reverse(name, args=arguments)
