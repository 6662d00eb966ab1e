"""Words for what is asked again and again."""

from django.db import models

from hypercare.launches.models import Launch

NAME_LENGTH = 60
BODY_LENGTH = 4000


class CannedReply(models.Model):
    """A reply written once for everybody of a launch; its placeholders are filled in when it is taken."""

    # No index of its own where the constraint below begins with the column.
    launch = models.ForeignKey(
        Launch, on_delete=models.CASCADE, related_name="canned_replies", db_index=False
    )
    name = models.CharField(max_length=NAME_LENGTH)
    body = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["launch", "name"], name="canned_reply_name_once")]

    def __str__(self) -> str:
        return self.name
