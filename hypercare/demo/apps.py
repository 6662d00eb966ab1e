from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "hypercare.demo"
