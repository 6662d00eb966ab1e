"""A launch, its people, and what it stands on."""

from hypercare.launches.models.hours import Holiday, SupportWindow
from hypercare.launches.models.launch import Launch, Policy, Service, Site
from hypercare.launches.models.people import Membership, Reporter, Team, Tier
from hypercare.launches.models.releases import Release
from hypercare.launches.models.shifts import Shift

__all__ = [
    "Holiday",
    "Launch",
    "Membership",
    "Policy",
    "Release",
    "Reporter",
    "Service",
    "Shift",
    "Site",
    "SupportWindow",
    "Team",
    "Tier",
]
