from django.urls import path

from commons.delivery.views import (
    calls,
    endpoints,
    failures,
    letters,
    postbox,
    suppressions,
)

app_name = "delivery"

by_hand_patterns = [
    path("postausgang/", letters.letter_list, name="letter-list"),
    path("postausgang/drucken/", letters.letter_print_all, name="letter-print-all"),
    path("postausgang/<int:pk>/", letters.letter_show, name="letter-show"),
    path(
        "postausgang/<int:pk>/anschrift/", letters.letter_address, name="letter-address"
    ),
    path("postausgang/<int:pk>/drucken/", letters.letter_print, name="letter-print"),
    path(
        "postausgang/<int:pk>/verschickt/", letters.letter_posted, name="letter-posted"
    ),
    path(
        "postausgang/<int:pk>/zurueck/", letters.letter_returned, name="letter-returned"
    ),
    path("postausgang/<int:pk>/erneut/", letters.letter_again, name="letter-again"),
    path("postausgang/druck/<int:pk>/", letters.print_show, name="print-show"),
    path("postausgang/druck/<int:pk>/pdf/", letters.print_pdf, name="print-pdf"),
    path(
        "postausgang/druck/<int:pk>/verschickt/",
        letters.print_posted,
        name="print-posted",
    ),
    path("anrufe/", calls.call_list, name="call-list"),
    path("anrufe/<int:pk>/", calls.call_show, name="call-show"),
    path("anrufe/<int:pk>/nummer/", calls.call_number, name="call-number"),
    path("anrufe/<int:pk>/erreicht/", calls.call_reached, name="call-reached"),
    path("anrufe/<int:pk>/nicht-erreicht/", calls.call_put_off, name="call-put-off"),
    path("anrufe/<int:pk>/erneut/", calls.call_again, name="call-again"),
]

failure_patterns = [
    path("sendungen/", failures.delivery_list, name="delivery-list"),
    path("sendungen/erneut/", failures.delivery_retry_all, name="delivery-retry-all"),
    path(
        "sendungen/beiseite/",
        failures.delivery_dismiss_all,
        name="delivery-dismiss-all",
    ),
    path("sendungen/stillstand/", failures.standstill_knock, name="standstill-knock"),
    path("sendungen/<int:pk>/", failures.delivery_show, name="delivery-show"),
    path("sendungen/<int:pk>/erneut/", failures.delivery_retry, name="delivery-retry"),
    path(
        "sendungen/<int:pk>/beiseite/",
        failures.delivery_dismiss,
        name="delivery-dismiss",
    ),
    path("sendungen/gesperrt/", suppressions.suppression_list, name="suppression-list"),
    path(
        "sendungen/gesperrt/<int:pk>/aufheben/",
        suppressions.suppression_lift,
        name="suppression-lift",
    ),
]
endpoint_patterns = [
    path("schnittstellen/", endpoints.endpoint_list, name="endpoint-list"),
    path("schnittstellen/neu/", endpoints.endpoint_create, name="endpoint-create"),
    path("schnittstellen/<int:pk>/", endpoints.endpoint_show, name="endpoint-show"),
    path(
        "schnittstellen/<int:pk>/testen/",
        endpoints.endpoint_test,
        name="endpoint-test",
    ),
    path(
        "schnittstellen/<int:pk>/geheimnis/",
        endpoints.endpoint_secret,
        name="endpoint-secret",
    ),
]

urlpatterns = [
    *by_hand_patterns,
    *failure_patterns,
    *endpoint_patterns,
    path("demo/postfach/", postbox.mail_list, name="mail-list"),
    path("demo/postfach/<int:number>/", postbox.mail_show, name="mail-show"),
    path("demo/postfach/<int:number>/html/", postbox.mail_html, name="mail-html"),
    path(
        "demo/postfach/<int:number>/anlage/<int:position>/",
        postbox.mail_attachment,
        name="mail-attachment",
    ),
]
