from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "commons.followups"
    label = "followups"
