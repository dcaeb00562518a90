from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "commons.links"
    label = "links"
