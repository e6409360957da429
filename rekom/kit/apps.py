from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "rekom.kit"
    label = "kit"
