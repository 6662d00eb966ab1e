from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "hypercare.watch"
