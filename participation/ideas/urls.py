from django.urls import path

from participation.ideas.feeds import idea_feed
from participation.ideas.views import (
    alike,
    amending,
    claiming,
    codes,
    detail,
    entering,
    exporting,
    guiding,
    listing,
    mapping,
    merging,
    owning,
    receipts,
    searches,
    sending,
    supporting,
    translating,
    writing,
)

app_name = "ideas"

# The verb stands before the number, so that no title's slug can hide it.
writing_patterns = [
    path("ideen/neu/", writing.idea_create, name="idea-create"),
    path("ideen/neu/hinweise/", guiding.idea_guide, name="idea-guide"),
    path("ideen/neu/ort/", writing.idea_place, name="idea-place"),
    path("ideen/neu/aehnliche/", alike.idea_alike, name="idea-alike"),
    path("ideen/neu/verwerfen/", writing.idea_discard, name="idea-discard"),
    path("ideen/neu/absenden/", sending.idea_send, name="idea-send"),
    path("ideen/neu/mit-mail/", sending.idea_send_mail, name="idea-send-mail"),
    path("ideen/neu/ohne-mail/", sending.idea_send_open, name="idea-send-open"),
    path("ideen/neu/code/", codes.idea_code, name="idea-code"),
    path("ideen/neu/code/neu/", codes.idea_code_resend, name="idea-code-resend"),
    path("ideen/danke/<str:number>/", sending.idea_submitted, name="idea-submitted"),
    path("ideen/abholen/", claiming.idea_claim, name="idea-claim"),
    path("ideen/abholen/<str:number>/", claiming.idea_claimed, name="idea-claimed"),
    path(
        "ideen/uebernehmen/<str:number>/",
        claiming.idea_take_over,
        name="idea-take-over",
    ),
    path("ideen/aendern/<str:number>/", owning.idea_edit, name="idea-edit"),
    path(
        "ideen/zurueckziehen/<str:number>/", owning.idea_withdraw, name="idea-withdraw"
    ),
    path(
        "ideen/unterstuetzen/<str:number>/",
        supporting.idea_support,
        name="idea-support",
    ),
    path("ideen/zusammenfuehren/<str:number>/", merging.idea_merge, name="idea-merge"),
    path("ideen/trennen/<str:number>/", merging.idea_unmerge, name="idea-unmerge"),
    path("ideen/nachtrag/<str:number>/", amending.idea_amend, name="idea-amend"),
    path(
        "ideen/nachtraege/<int:pk>/zurueckziehen/",
        amending.addendum_withdraw,
        name="addendum-withdraw",
    ),
    path("ideen/fassungen/<str:number>/", amending.idea_versions, name="idea-versions"),
    path("konto/ideen/", owning.idea_mine, name="idea-mine"),
]

entering_patterns = [
    path("ideen/papier.pdf", receipts.paper_form, name="paper-form"),
    path("ideen/eintragen/", entering.entry_create, name="entry-create"),
    path("ideen/eingetragen/", entering.entry_list, name="entry-list"),
    path("ideen/eingetragen/<str:number>/", entering.entry_show, name="entry-show"),
    path(
        "ideen/eingetragen/<str:number>/code/",
        entering.entry_renew_code,
        name="entry-renew-code",
    ),
    path(
        "ideen/eingetragen/<str:number>/quittung/",
        receipts.entry_receipt,
        name="entry-receipt",
    ),
    path(
        "ideen/eingetragen/<str:number>/kontakt/",
        entering.entry_contact,
        name="entry-contact",
    ),
    path(
        "ideen/uebersetzen/<str:number>/",
        translating.translation_edit,
        name="translation-edit",
    ),
    path(
        "ideen/sprache/<str:number>/",
        translating.language_correct,
        name="language-correct",
    ),
]

listing_patterns = [
    path("ideen/", listing.idea_list, name="idea-list"),
    path("ideen/tabelle/", listing.idea_table, name="idea-table"),
    path("ideen/neueste.atom", idea_feed, name="idea-feed"),
    path("ideen/ideen.csv", exporting.idea_csv, name="idea-csv"),
    path("ideen/ideen.geojson", exporting.idea_geojson, name="idea-geojson"),
    path("ideen/suche-speichern/", searches.search_create, name="search-create"),
    path("konto/suchen/", searches.search_list, name="search-list"),
    path("konto/suchen/<int:pk>/", searches.search_edit, name="search-edit"),
    path("konto/suchen/<int:pk>/oeffnen/", searches.search_open, name="search-open"),
    path("konto/suchen/<int:pk>/anhalten/", searches.search_pause, name="search-pause"),
    path("konto/suchen/<int:pk>/takt/", searches.search_pace, name="search-pace"),
    path(
        "konto/suchen/<int:pk>/loeschen/", searches.search_delete, name="search-delete"
    ),
]

urlpatterns = [
    *writing_patterns,
    *listing_patterns,
    *entering_patterns,
    path("ideen/karte/", mapping.idea_map, name="idea-map"),
    path("ideen/karte/ausschnitt/", mapping.idea_map_part, name="idea-map-part"),
    path("ideen/karte/orte.json", mapping.idea_spots, name="idea-spots"),
    path("ideen/<str:number>/", detail.idea_detail, name="idea-short"),
    path("ideen/<str:number>/<slug:slug>/", detail.idea_detail, name="idea-detail"),
]
