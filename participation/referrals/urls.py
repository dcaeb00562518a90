from django.urls import path

from commons.terms import views as terms
from participation.referrals import answer_urls
from participation.referrals.views import (
    board,
    cases,
    clarifying,
    colleagues,
    desk,
    desks,
    disclosing,
    durations,
    ladder,
    objecting,
    passing,
    referring,
    replies,
    responding,
    returns,
    reusing,
    routing,
    suggesting,
    transcripts,
    trials,
)

app_name = "referrals"
# None of them below /ideen/: there every second part may be the slug of a title.
urlpatterns = [
    path(
        "weiterleitungen/neu/<str:number>/",
        referring.referral_create,
        name="referral-create",
    ),
    path(
        "weiterleitungen/neu/<str:number>/senden/",
        referring.referral_send,
        name="referral-send",
    ),
    path(
        "weiterleitungen/neu/<str:number>/dossier/<int:department>/",
        referring.dossier_preview,
        name="dossier-preview",
    ),
    *answer_urls.PATTERNS,
    path(
        "weiterleitungen/klaeren/<str:number>/",
        clarifying.clarification_create,
        name="clarification-create",
    ),
    path(
        "weiterleitungen/klaerungsrunden/",
        terms.page("clarifying"),
        name="clarifying-terms",
    ),
    path("weiterleitungen/frueher/fristen/", terms.page("reuse"), name="reuse-terms"),
    path(
        "weiterleitungen/frueher/<int:pk>/", reusing.reuse_review, name="reuse-review"
    ),
    path(
        "weiterleitungen/frueher/<int:pk>/informiert/",
        reusing.reuse_told,
        name="reuse-told",
    ),
    path("weiterleitungen/vorschlaege/", terms.page("suggestion"), name="suggestions"),
    path(
        "weiterleitungen/vorschlaege/lernen/",
        suggesting.suggestion_learn,
        name="suggestion-learn",
    ),
    path("weiterleitungen/rueckgaben/", returns.return_rates, name="return-rates"),
    path(
        "weiterleitungen/rueckgaben/tabelle/",
        returns.return_rates_csv,
        name="return-rates-csv",
    ),
    path("weiterleitungen/regeln/", routing.rule_list, name="rule-list"),
    path(
        "weiterleitungen/regeln/fassungen/<int:version>/",
        routing.rule_version,
        name="rule-version",
    ),
    path("weiterleitungen/regeln/entwurf/", routing.rule_draft, name="rule-draft"),
    path(
        "weiterleitungen/regeln/entwurf/anlegen/",
        routing.rule_draft_open,
        name="rule-draft-open",
    ),
    path(
        "weiterleitungen/regeln/entwurf/verwerfen/",
        routing.rule_draft_discard,
        name="rule-draft-discard",
    ),
    path(
        "weiterleitungen/regeln/entwurf/veroeffentlichen/",
        routing.rule_draft_publish,
        name="rule-draft-publish",
    ),
    path(
        "weiterleitungen/regeln/entwurf/startregeln/",
        routing.rule_draft_fill,
        name="rule-draft-fill",
    ),
    path("weiterleitungen/regeln/neu/", routing.rule_create, name="rule-create"),
    path("weiterleitungen/regeln/<int:pk>/", routing.rule_edit, name="rule-edit"),
    path(
        "weiterleitungen/regeln/<int:pk>/verschieben/",
        routing.rule_move,
        name="rule-move",
    ),
    path(
        "weiterleitungen/regeln/<int:pk>/loeschen/",
        routing.rule_drop,
        name="rule-drop",
    ),
    path(
        "weiterleitungen/regeln/probe/",
        trials.rule_trial_start,
        name="rule-trial-start",
    ),
    path(
        "weiterleitungen/regeln/probe/<int:pk>/", trials.rule_trial, name="rule-trial"
    ),
    path(
        "weiterleitungen/regeln/probe/<int:pk>/tabelle.csv",
        trials.rule_trial_file,
        name="rule-trial-file",
    ),
    path("weiterleitungen/", desk.referral_list, name="referral-list"),
    path("weiterleitungen/<int:pk>/", desk.referral_detail, name="referral-detail"),
    path(
        "weiterleitungen/<int:pk>/zurueckrufen/",
        desk.referral_recall,
        name="referral-recall",
    ),
    path(
        "weiterleitungen/<int:pk>/noch-einmal/",
        desk.referral_resend,
        name="referral-resend",
    ),
    path(
        "weiterleitungen/<int:pk>/uebergeben/",
        desk.referral_pass_on,
        name="referral-pass-on",
    ),
    path(
        "weiterleitungen/<int:pk>/stellungnahme/",
        transcripts.statement_record,
        name="statement-record",
    ),
    path(
        "weiterleitungen/rueckfragen/<int:pk>/",
        desk.question_answer,
        name="question-answer",
    ),
    path("weiterleitungen/mail/<int:pk>/", replies.reply_show, name="reply-show"),
    path(
        "weiterleitungen/mail/<int:pk>/eingang/",
        replies.reply_acknowledge,
        name="reply-acknowledge",
    ),
    path(
        "weiterleitungen/mail/<int:pk>/vermerken/",
        replies.reply_note,
        name="reply-note",
    ),
    path(
        "weiterleitungen/mail/<int:pk>/aufnehmen/",
        replies.reply_take_up,
        name="reply-take-up",
    ),
    path(
        "weiterleitungen/rueckfragen/<int:pk>/weitergeben/",
        passing.question_pass_on,
        name="question-pass-on",
    ),
    path("weiterleitungen/leiter/", ladder.ladder_show, name="ladder-show"),
    path(
        "weiterleitungen/leiter/freigeben/",
        ladder.ladder_release,
        name="ladder-release",
    ),
    path("weiterleitungen/leiter/fristen/", terms.page("clock"), name="ladder-terms"),
    path("rueckfragen/<str:number>/", passing.resident_reply, name="resident-reply"),
    path("amt/", desks.department_inbox, name="department-inbox"),
    path("amt/vorgang/<int:pk>/", cases.case_show, name="case-show"),
    path("amt/vorgang/<int:pk>/dossier/", cases.case_dossier, name="case-dossier"),
    path(
        "amt/vorgang/<int:pk>/eingang/",
        cases.case_acknowledge,
        name="case-acknowledge",
    ),
    path(
        "amt/vorgang/<int:pk>/stellungnahme/", responding.case_state, name="case-state"
    ),
    path("amt/vorgang/<int:pk>/rueckfrage/", responding.case_ask, name="case-ask"),
    path(
        "amt/vorgang/<int:pk>/zurueckgeben/", responding.case_return, name="case-return"
    ),
    path(
        "amt/vorgang/<int:pk>/zwischenstand/",
        responding.case_interim,
        name="case-interim",
    ),
    path(
        "amt/vorgang/<int:pk>/berichtigen/",
        responding.case_correct,
        name="case-correct",
    ),
    path(
        "amt/vorgang/<int:pk>/freigeben/", responding.case_release, name="case-release"
    ),
    path(
        "amt/vorgang/<int:pk>/verwerfen/", responding.case_discard, name="case-discard"
    ),
    path(
        "amt/vorgang/<int:pk>/weitergeben/",
        colleagues.case_hand_on,
        name="case-hand-on",
    ),
    path(
        "amt/vorgang/<int:pk>/anhang/<int:attachment>/",
        cases.case_attachment,
        name="case-attachment",
    ),
    path("amt/vorgang/<int:pk>/kontakt/", disclosing.case_contact, name="case-contact"),
    path("amt/vorgang/<int:pk>/nehmen/", desks.case_take, name="case-take"),
    path("amt/vorgang/<int:pk>/zuteilen/", desks.case_assign, name="case-assign"),
    path("amt/vorgang/<int:pk>/notiz/", desks.case_note, name="case-note"),
    path(
        "weiterleitungen/aemter/regeln/",
        terms.page("department"),
        name="department-terms",
    ),
    path(
        "weiterleitungen/<int:pk>/link-erneuern/",
        colleagues.link_renew,
        name="link-renew",
    ),
    path(
        "weiterleitungen/<int:pk>/links/<int:hand_over>/zurueckziehen/",
        colleagues.link_revoke,
        name="link-revoke",
    ),
    path(
        "weiterleitungen/<int:pk>/kontakt-freigeben/",
        disclosing.contact_release,
        name="contact-release",
    ),
    path(
        "weiterleitungen/<int:pk>/kontakt-zurueckziehen/",
        disclosing.contact_withdraw,
        name="contact-withdraw",
    ),
    path(
        "weiterleitungen/stellungnahmen/<int:pk>/zeigen/",
        disclosing.statement_showing,
        name="statement-showing",
    ),
    path(
        "amt/vorgang/<int:pk>/bestaetigen/",
        transcripts.case_confirm,
        name="case-confirm",
    ),
    path(
        "weiterleitungen/<int:pk>/abschrift-uebergeben/",
        transcripts.transcript_hand_over,
        name="transcript-hand-over",
    ),
    path(
        "weiterleitungen/<int:pk>/abschrift-stimmt/",
        transcripts.transcript_confirm,
        name="transcript-confirm",
    ),
    path(
        "weiterleitungen/mitschriften/regeln/",
        terms.page("transcripts"),
        name="transcript-terms",
    ),
    path(
        "weiterleitungen/<int:pk>/links/vertretung/<int:link>/zurueckziehen/",
        colleagues.link_end,
        name="link-end",
    ),
    path("weiterleitungen/bezirksamt/", board.board_show, name="board-show"),
    path("weiterleitungen/bezirksamt.csv", board.board_csv, name="board-csv"),
    path("wie-lange/", durations.duration_list, name="duration-list"),
    path("wie-lange/tabelle.csv", durations.duration_csv, name="duration-csv"),
    path("wie-lange/zahlen.json", durations.duration_json, name="duration-json"),
    path("wie-lange/regeln/", terms.page("durations"), name="duration-terms"),
    path("wie-lange/<slug:slug>/", durations.duration_region, name="duration-region"),
    path("amt/antwort/<int:pk>/", objecting.reuse_case, name="reuse-case"),
    path("vorgang/antwort/<str:token>/", objecting.reuse_link, name="reuse-link"),
    path("vorgang/<str:token>/", cases.link_show, name="link-show"),
]
