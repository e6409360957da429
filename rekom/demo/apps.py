from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "rekom.demo"
    label = "demo"
