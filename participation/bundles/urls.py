from django.urls import path

from participation.bundles.views import (
    answering,
    answering_release,
    answering_submit,
    bundling,
    colleagues,
    desk,
    opening,
    sheets,
)

app_name = "bundles"
HERE = "weiterleitungen/buendel/"
AMT = "amt/buendel/<int:pk>/"
urlpatterns = [
    path(HERE, desk.bundle_list, name="bundle-list"),
    path(f"{HERE}vorschlaege/", bundling.proposal_list, name="proposal-list"),
    path(f"{HERE}auswahl/", bundling.idea_choose, name="idea-choose"),
    path(f"{HERE}neu/", bundling.bundle_create, name="bundle-create"),
    path(f"{HERE}neu/senden/", bundling.bundle_send, name="bundle-send"),
    path(f"{HERE}neu/dossier/", bundling.paper_preview, name="paper-preview"),
    path(
        f"{HERE}zeilen/<int:pk>/herausnehmen/", desk.item_take_out, name="item-take-out"
    ),
    path(f"{HERE}<str:number>/", desk.bundle_detail, name="bundle-detail"),
    path(f"{HERE}<str:number>/losschicken/", desk.bundle_leave, name="bundle-leave"),
    path(f"{HERE}<str:number>/erinnern/", desk.bundle_remind, name="bundle-remind"),
    path(f"{HERE}<str:number>/neuer-link/", desk.bundle_renew, name="bundle-renew"),
    path(f"{HERE}<str:number>/noch-einmal/", desk.bundle_resend, name="bundle-resend"),
    path(f"{HERE}<str:number>/zurueckrufen/", desk.bundle_recall, name="bundle-recall"),
    path(f"{HERE}<str:number>/uebergeben/", desk.bundle_pass_on, name="bundle-pass-on"),
    path(
        f"{HERE}<str:number>/links/<int:link>/zurueckziehen/",
        colleagues.link_revoke,
        name="link-revoke",
    ),
    path("vorgang/buendel/<str:token>/", opening.link_show, name="link-show"),
    path(AMT, answering.bundle_show, name="bundle-show"),
    path(f"{AMT}dossier/", opening.bundle_paper, name="bundle-paper"),
    path(f"{AMT}weitergeben/", colleagues.bundle_hand_on, name="bundle-hand-on"),
    path(f"{AMT}absenden/", answering_submit.answer_submit, name="answer-submit"),
    path(f"{AMT}freigeben/", answering_release.answer_release, name="answer-release"),
    path(f"{AMT}tabelle/", sheets.sheet_download, name="sheet-download"),
    path(f"{AMT}tabelle/einlesen/", sheets.sheet_upload, name="sheet-upload"),
]
