"""When support is there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from hypercare.launches.models.launch import Launch


class Weekday(models.IntegerChoices):
    """ISO order."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class SupportWindow(models.Model):
    """One stretch of support hours, in minutes from local midnight of the day it opens.

    `closes` may be 1440 (24:00) or more: up to 2880, for a window that runs over midnight.
    """

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="support_windows")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.PositiveSmallIntegerField(help_text="Minutes from midnight, 0 to 1439.")
    closes = models.PositiveSmallIntegerField(
        help_text="Minutes from the same midnight: 1440 is 24:00, 1800 is 06:00 next day."
    )

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="window_opens_before_it_closes",
                condition=Q(opens__lt=1440, closes__gt=F("opens"), closes__lte=2880),
                violation_error_message="A window opens within its day and closes after that, by 2880.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {clock_face(self.opens)} to {clock_face(self.closes)}"

    def clean(self) -> None:
        """A window may last at most one day."""
        if self.closes - self.opens > 1440:
            raise ValidationError({"closes": "A window lasts at most 24 hours."})


class Holiday(models.Model):
    """A local date without support hours."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["launch", "on"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


def clock_face(minutes: int) -> str:
    """Minutes from midnight as `HH:MM`, with 24:00 and `06:00 next day`."""
    suffix = " next day" if minutes > 1440 else ""
    shown = minutes - 1440 if minutes > 1440 else minutes
    return f"{shown // 60:02}:{shown % 60:02}{suffix}"
