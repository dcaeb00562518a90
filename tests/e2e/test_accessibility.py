"""Every page of the site, looked at with axe in both themes on a phone."""

import re

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import expect

from commons.links import services as links
from tests.architecture.world import routes
from tests.e2e import gathering, road, world as worlds
from tests.e2e.looking import faults_at, faults_of
from tests.e2e.people import (
    PASSWORD,
    make_staff_with_password,
    open_signed_in,
    sign_in_with_password,
)
from tests.e2e.stack import link_in

pytestmark = [pytest.mark.e2e]
ROLES = ("anonymous", "resident", "moderator", "coordinator", "member", "admin")
# Pages that one reaches on the way only; the tests below look at them.
ON_THE_WAY = {
    # tests/e2e/test_bundle_desk.py
    *("bundles:bundle-list", "bundles:proposal-list", "bundles:idea-choose"),
    *("bundles:bundle-create", "bundles:bundle-send", "bundles:bundle-detail"),
    # tests/e2e/test_bundle_phone.py
    *("bundles:link-show", "bundles:bundle-show", "bundles:bundle-hand-on"),
    *("bundles:answer-submit", "bundles:sheet-upload"),
    "actors:invitation-show",  # tests/e2e/test_actor_join.py
    "ideas:idea-send",
    "ideas:idea-code",
    "ideas:idea-send-open",
    "ideas:idea-claimed",
    "referrals:referral-send",
    "referrals:case-show",
    "casework:amt-file-show",
    "referrals:case-state",
    "referrals:case-ask",
    "referrals:case-return",
    *("referrals:case-correct", "referrals:case-contact"),
    "account_confirm_login_code",
    "mfa_authenticate",
    "delivery:mail-show",
    *("ideas:entry-contact", "ideas:entry-renew-code"),
    *("delivery:letter-address", "delivery:call-number", "delivery:endpoint-secret"),
    "mfa_generate_recovery_codes",
    *("notifications:unsubscribe", "notifications:preferences-link"),
    # tests/e2e/test_networks.py
    *("networks:invitation-link", "networks:invitation-show"),
    *gathering.ON_THE_WAY,
}


SAFETY_PAGES = {
    "ersatzcodes": "mfa_view_recovery_codes",
    "passkeys": "mfa_list_webauthn",
    "passkey-neu": "mfa_add_webauthn",
    "app-entfernen": "mfa_deactivate_totp",
    "passwort-aendern": "account_change_password",
}
# What answers no page of ours: buttons, files, figures, what scripts ask for, short
# addresses that lead on; and what needs a provider, a key or a step that went wrong.
NO_PAGES = {
    *("casework:board-csv", "casework:file-create", "casework:file-fetch"),
    *("casework:note-withdraw", "casework:amt-file-create", "casework:amt-file-fetch"),
    *("bundles:bundle-leave", "bundles:bundle-remind", "bundles:bundle-resend"),
    *("bundles:bundle-recall", "bundles:bundle-pass-on", "bundles:item-take-out"),
    *("bundles:paper-preview", "bundles:bundle-paper"),
    *("bundles:sheet-download", "bundles:answer-release", "bundles:bundle-renew"),
    *("bundles:link-revoke", "notices:notice-release-all"),
    *("notices:notice-drop", "notices:notice-take-back"),
    *("newsletters:newsletter-refresh", "newsletters:newsletter-discard"),
    *("newsletters:piece-change", "newsletters:newsletter-mail"),
    *("newsletters:newsletter-test", "newsletters:newsletter-take-back"),
    *("newsletters:newsletter-stop", "newsletters:newsletter-resume"),
    "newsletters:newsletter-leave",
    *("networks:invitation-accept", "networks:invitation-decline"),
    *("networks:invitation-withdraw", "networks:membership-remove"),
    *("networks:membership-role", "networks:network-go-on"),
    *("networks:network-visit", "networks:post-news", "networks:post-pin"),
    "networks:task-tick",
    *("networks:network-reopen", "networks:network-take-over"),
    "networks:request-withdraw",
    *("together:consent-settle", "together:authorship-drop"),
    "together:progress-withdraw",
    *("actors:actor-short", "actors:actor-verify", "actors:level-change"),
    *("actors:invitation-withdraw", "actors:invitation-accept"),
    "actors:invitation-decline",
    *("actors:actor-confirm", "actors:actor-csv", "actors:actor-map-part"),
    *("actors:actor-spots", "actors:booklet-pdf"),
    *("networks:calendar-close", "networks:calendar-feed", "networks:date-calendar"),
    *("networks:concern-drop", "networks:date-cancel", "networks:date-restore"),
    *("networks:network-calendar", "pool:application-delete", "pool:application-docx"),
    *("pool:application-note", "pool:application-pdf", "pool:fund-hide"),
    *("pool:fund-publish", "pool:report-count", "pool:report-docx"),
    "pool:report-xlsx",
    *("pool:booking-calendar", "pool:booking-confirm", "pool:calendar-disconnect"),
    *("pool:calendar-key", "pool:offer-feed", "pool:offer-short"),
    *("newsletters:newsletter-leave", "newsletters:archive-feed"),
    *("newsletters:archive-notice", "newsletters:archive-short"),
    *("newsletters:subscribe-here", "newsletters:subscription-mine"),
    "newsletters:subscription-restore",
    *("healthz", "metrics", "guard:challenge", "design:language", "design:samples"),
    *("design:token", "files:file-show", "files:file-rendition", "ideas:idea-short"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("accounts:own-data-export", "accounts:role-withdraw"),
    *("incoming:mail-assign", "incoming:mail-discard", "incoming:mail-take-back"),
    *("referrals:reply-acknowledge", "referrals:reply-note"),
    "referrals:reply-take-up",
    *("departments:card-confirm", "ideas:idea-alike", "ideas:idea-guide"),
    *("departments:department-export", "departments:department-reopen"),
    *("departments:member-end", "departments:member-head"),
    "departments:member-return",
    *("discussion:comment-show", "discussion:thread-news"),
    *("discussion:thread-reopen", "discussion:visit-mark"),
    *("deadlines:holiday-withdraw", "drafts:draft-save"),
    *("delivery:delivery-retry", "delivery:delivery-retry-all"),
    *("delivery:delivery-dismiss", "delivery:delivery-dismiss-all"),
    *("delivery:endpoint-test", "delivery:standstill-knock"),
    *("delivery:mail-attachment", "delivery:mail-html"),
    *("followups:followup-complete", "ideas:idea-code-resend", "ideas:idea-discard"),
    *("followups:followup-move-back", "followups:followup-reopen"),
    *("followups:today-choose", "followups:today-news", "accounts:absence-end"),
    *("deadlines:closure-withdraw", "deadlines:eves-change"),
    "referrals:ladder-release",
    *("ideas:idea-map-part", "ideas:idea-place", "ideas:idea-send-mail"),
    "ideas:idea-spots",
    *("ideas:idea-take-over", "mfa_activate_totp", "mfa_download_recovery_codes"),
    *("mfa_edit_webauthn", "mfa_login_webauthn", "mfa_remove_webauthn"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("moderation:claim", "moderation:claim-next", "moderation:claim-state"),
    *("moderation:claim-ask", "moderation:claim-give", "moderation:claim-keep"),
    *("moderation:claim-take-over", "moderation:filter-apply"),
    *("moderation:filter-delete", "moderation:filter-save", "moderation:filter-start"),
    *("moderation:pool-end", "moderation:block-review"),
    *("moderation:bulk-undo", "moderation:decision-undo", "moderation:keys"),
    *("moderation:hint-mark", "moderation:hint-rule-switch", "moderation:numbers-csv"),
    *("moderation:skip", "moderation:text-module-bring-back", "moderation:trust-end"),
    *("moderation:transparency-csv", "moderation:trust-give-again"),
    *("moderation:queue-news", "moderation:release", "notifications:count"),
    *("notifications:preferences-undo", "notifications:notification-open"),
    *("notifications:preferences-link-undo", "notifications:news"),
    *("notifications:notification-mute", "notifications:notification-unmute"),
    "notifications:notification-read",
    *("notifications:read-all", "openid_connect_callback", "openid_connect_login"),
    *("referrals:case-acknowledge", "referrals:case-dossier"),
    *("referrals:case-attachment", "referrals:case-discard"),
    *("referrals:case-release", "referrals:case-take"),
    *("referrals:link-renew", "referrals:link-revoke"),
    *("referrals:contact-withdraw", "referrals:statement-showing"),
    *("referrals:dossier-preview", "referrals:question-answer"),
    *("referrals:referral-pass-on", "referrals:referral-recall"),
    *("referrals:referral-resend", "regions:address-suggest", "referrals:reuse-told"),
    *("referrals:rule-draft-open", "referrals:rule-draft-discard"),
    *("referrals:rule-draft-publish", "referrals:rule-draft-fill"),
    *("referrals:rule-move", "referrals:rule-drop", "referrals:rule-trial-start"),
    "referrals:rule-trial-file",
    *("referrals:answer-set-dissolve", "referrals:answer-set-stop"),
    *("referrals:answer-set-take-out", "referrals:deferral-take-up"),
    *("referrals:promise-ask", "referrals:promise-list-csv"),
    *("referrals:board-csv", "referrals:duration-csv", "referrals:duration-json"),
    *("referrals:case-confirm", "referrals:transcript-hand-over"),
    *("referrals:transcript-confirm", "referrals:link-end"),
    *("referrals:return-rates-csv", "referrals:suggestion-learn"),
    *("rounds:party-file", "rounds:party-read", "rounds:party-say"),
    *("rounds:round-say", "rounds:round-stop-waiting", "rounds:round-seen"),
    *("rounds:round-calendar", "rounds:party-calendar", "rounds:round-minutes-pdf"),
    *("search:synonym-export", "search:synonym-import"),
    *("regions:region-make-home", "regions:region-outlines"),
    *("socialaccount_login_cancelled", "socialaccount_login_error"),
    *("ideas:idea-csv", "ideas:idea-feed", "ideas:idea-geojson"),
    *("ideas:language-correct", "ideas:paper-form", "delivery:print-pdf"),
    *("delivery:letter-again", "delivery:letter-posted", "delivery:letter-print"),
    *("delivery:letter-print-all", "delivery:letter-returned"),
    *("delivery:print-posted", "delivery:call-again", "delivery:call-put-off"),
    *("delivery:call-reached", "ideas:entry-receipt"),
    *("ideas:addendum-withdraw", "notifications:follow-change"),
    "notifications:follow-restore",
    *("ideas:search-delete", "ideas:search-open", "ideas:search-pause"),
    "ideas:search-pace",
    "socialaccount_signup",
    *gathering.NO_PAGES,
}
# Forms of actors, networks, the pool and what is done together, sent back empty.
EMPTY_FORMS = (
    *("akteur-eintragen", "akteur-fehlt", "netzwerk-neu", "netzwerk-beitrag-neu"),
    *("netzwerk-protokoll-neu", "netzwerk-termin-neu", "netzwerk-anliegen-neu"),
    *("netzwerk-abschliessen", "pool-anbieten", "pool-anfragen", "pool-nachricht"),
    *("antrag-neu", "gemeinsam-bericht", "gemeinsam-absagen", "gemeinsam-aufgreifen"),
    *("veranstaltung-neu", "umfrage-neu"),
)


@pytest.fixture(scope="module")
def world(stack):
    return worlds.build()


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_the_pages_of(visitors, world, role):
    person = world.people.get(role)
    page = open_signed_in(visitors, person) if person else visitors.new()
    faults = []

    for name, path in world.pages[role].items():
        faults += faults_at(page, name, path)

    assert faults == []


def test_axe_finds_nothing_in_forms_that_come_back(visitors, world):
    page, faults = open_signed_in(visitors, world.people["resident"]), []
    pages = world.pages["anonymous"] | world.pages["resident"]

    for name in EMPTY_FORMS:
        page.goto(pages[name])
        page.locator("main form.form[method=post] .actions button").last.click()
        expect(page.locator(".error-summary, .field-error").first).to_be_visible()
        faults += faults_of(page, f"{name}-fehler")

    assert faults == []


def test_axe_finds_nothing_on_the_way_of_an_idea(visitors, stack):
    wish = road.something_to_write("Ein Trinkbrunnen am Spielplatz")
    page, faults = visitors.new(), []

    page.goto("/ideen/neu/")
    page.get_by_role("button", name="Weiter", exact=True).click()
    expect(page.locator(".error-summary")).to_be_visible()
    faults += faults_of(page, "formular-fehler")
    road.write(page, wish)
    faults += faults_of(page, "pruefen")
    page.get_by_role("button", name="Code schicken").click()
    expect(page.locator(".error-summary")).to_be_visible()
    faults += faults_of(page, "pruefen-fehler")
    page.get_by_label("E-Mail-Adresse", exact=True).fill("achtsam@example.org")
    page.get_by_role("button", name="Code schicken").click()
    road.heading(page, "Code eingeben")
    faults += faults_of(page, "code")
    page.get_by_label("Code aus der E-Mail").fill("000000")
    page.get_by_role("button", name="Idee einreichen").click()
    expect(page.locator(".error-summary")).to_be_visible()
    faults += faults_of(page, "code-fehler")

    assert faults == []


def test_axe_finds_nothing_where_one_comes_without_an_address(visitors):
    wish = road.something_to_write("Ein Fahrradständer am Markt")
    page, faults = visitors.new(), []

    road.write(page, wish)
    page.get_by_role("button", name="Ohne E-Mail-Adresse einreichen").click()
    road.heading(page, "Ihre Idee ist eingegangen")
    faults += faults_of(page, "abholcode")
    code = page.locator(".pickup-code").inner_text()
    number = road.number_on(page)
    page.goto("/ideen/abholen/")
    page.get_by_label("Nummer der Idee").fill(number)
    page.get_by_label("Abholcode", exact=True).fill(code)
    page.get_by_role("button", name="Nachsehen").click()
    road.heading(page, wish.title)
    faults += faults_of(page, "abgeholt")

    assert faults == []


def test_axe_finds_nothing_where_an_amt_comes_by_its_link(visitors, world):
    referral = world.referrals["question"]
    page, faults = visitors.new(), []
    page.goto(f"/vorgang/{links.token_of(referral.link)}/")
    page.get_by_role("button", name="Vorgang öffnen").click()
    road.heading(page, referral.idea.title)

    faults += faults_of(page, "amt")
    for name in ("stellungnahme", "zurueckgeben"):
        faults += faults_at(page, f"amt-{name}", f"/amt/vorgang/{referral.pk}/{name}/")
        page.locator("main form[method=post] .button-accent").click()
        expect(page.locator(".error-summary, .field-error").first).to_be_visible()
        faults += faults_of(page, f"amt-{name}-fehler")
    page.goto("/vorgang/gibt-es-nicht/")
    page.get_by_role("button", name="Vorgang öffnen").click()
    faults += faults_of(page, "link-ungueltig")

    assert faults == []


def test_axe_finds_nothing_where_the_spk_sends(visitors, world):
    page = open_signed_in(visitors, world.people["moderator"])
    idea = world.ideas["published"]

    page.goto(reverse("referrals:referral-create", args=[idea.number]))
    page.get_by_role("button", name="Mail ansehen").click()
    road.heading(page, "Mail prüfen und senden")

    assert faults_of(page, "weiterleiten-mail") == []


def test_axe_finds_nothing_where_mail_and_codes_lead(visitors, stack, world):
    page, faults = visitors.new(), []
    resident, moderator = world.people["resident"], world.people["moderator"]

    page.goto("/konto/login/code/")
    page.get_by_label("E-Mail").fill(resident.email)
    page.get_by_role("button", name="Code schicken").click()
    expect(page).to_have_url(re.compile("/code/confirm/"))
    faults += faults_of(page, "anmelden-code-eingeben")
    mail = stack.wait_for_mail(resident.email, "Antwort zur Idee")
    path = link_in(mail, "/mitteilungen/abbestellen/")
    faults += faults_at(page, "abbestellen", path)
    page.goto("/demo/postfach/")
    answer = page.get_by_role("main").get_by_role("link", name="Antwort zur Idee").first
    while not answer.is_visible():  # other tests have mails too, 25 on a page
        page.goto(page.locator("a[rel=next]").evaluate("link => link.href"))
    answer.click()
    road.heading(page, "Antwort zur Idee")
    shown = page.frame_locator("iframe").get_by_role(
        "link", name="Antwort auf der Seite"
    )
    expect(shown).to_be_visible()
    faults += faults_of(page, "postfach-mail")
    page.goto("/gibt/es/nicht/")
    road.heading(page, "nicht")
    faults += faults_of(page, "404")
    page = visitors.new()
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(moderator.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    road.heading(page, "Zweiter Schritt")
    faults += faults_of(page, "zweiter-schritt")

    assert faults == []


def test_axe_finds_nothing_where_one_makes_an_account_safe(visitors):
    page, faults = visitors.new(), []
    sign_in_with_password(page, make_staff_with_password())

    page.goto(reverse("mfa_generate_recovery_codes"))
    road.heading(page, "Bitte noch einmal bestätigen")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    road.heading(page, "Ersatzcodes erzeugen")
    faults += faults_of(page, "sicherheit-neue-ersatzcodes")
    page.get_by_role("button", name="Ersatzcodes erzeugen").click()
    road.heading(page, "Ersatzcodes")
    for name, view in SAFETY_PAGES.items():
        faults += faults_at(page, f"sicherheit-{name}", reverse(view))

    assert faults == []


def test_no_page_is_forgotten(world):
    looked_at = {
        resolve(path.partition("?")[0]).view_name
        for pages in world.pages.values()
        for path in pages.values()
    }

    missing = {name for name, _ in routes()} - looked_at - ON_THE_WAY - NO_PAGES

    assert missing - set(SAFETY_PAGES.values()) == set()
