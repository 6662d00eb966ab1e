"""The record of work: incidents, their events, messages and clocks."""

from incidents.models.bulk import BulkChange, BulkItem
from incidents.models.canned import CannedReply
from incidents.models.clocks import Clock
from incidents.models.cursor import EventCursor
from incidents.models.drafts import Draft
from incidents.models.follow_ups import FollowUp
from incidents.models.handover import HandoverNote
from incidents.models.incident import Incident, IncidentSearch
from incidents.models.major import MajorIncident, MajorUpdate
from incidents.models.references import Reference
from incidents.models.timeline import Attachment, IncidentEvent, Message
from incidents.models.views import SavedView

__all__ = [
    "Attachment",
    "BulkChange",
    "BulkItem",
    "CannedReply",
    "Clock",
    "Draft",
    "EventCursor",
    "FollowUp",
    "HandoverNote",
    "Incident",
    "IncidentEvent",
    "IncidentSearch",
    "MajorIncident",
    "MajorUpdate",
    "Message",
    "Reference",
    "SavedView",
]
