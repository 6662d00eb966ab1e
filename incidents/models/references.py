"""What an incident is called elsewhere."""

from django.db import models
from django.db.models.functions import Lower

from hypercare.launches.models import Launch
from incidents.domain.references import KEY_LENGTH, SYSTEM_LENGTH, URL_LENGTH
from incidents.models.incident import Incident


class Reference(models.Model):
    """The key of an incident in another system, and where it is read there."""

    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="references", db_index=False
    )
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    system = models.CharField(max_length=SYSTEM_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)
    url = models.CharField(max_length=URL_LENGTH, blank=True)

    class Meta:
        ordering = ["system", "key"]
        constraints = [
            models.UniqueConstraint("incident", Lower("system"), Lower("key"), name="reference_once"),
        ]
        indexes = [models.Index("launch", Lower("key"), name="reference_by_key")]  # the search word `ref:`

    def __str__(self) -> str:
        return f"{self.system} {self.key}"
