from django.urls import path

from commons.delivery.views import failures, postbox

app_name = "delivery"

urlpatterns = [
    path("sendungen/", failures.delivery_list, name="delivery-list"),
    path("sendungen/erneut/", failures.delivery_retry_all, name="delivery-retry-all"),
    path("sendungen/<int:pk>/erneut/", failures.delivery_retry, name="delivery-retry"),
    path("demo/postfach/", postbox.mail_list, name="mail-list"),
    path("demo/postfach/<int:number>/", postbox.mail_show, name="mail-show"),
    path("demo/postfach/<int:number>/html/", postbox.mail_html, name="mail-html"),
    path(
        "demo/postfach/<int:number>/anlage/<int:position>/",
        postbox.mail_attachment,
        name="mail-attachment",
    ),
]
