from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "commons.design"
    label = "design"
