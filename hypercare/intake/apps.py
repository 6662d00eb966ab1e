from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "hypercare.intake"
