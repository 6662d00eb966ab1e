"""Incidents, what belongs to them, and one address for each thing a person may do."""

from django.urls import path

from incidents.api import follow_ups, reading, verbs

INCIDENT = "incidents/<str:key>/"
FOLLOW_UP = "follow-ups/<int:follow_up_id>/"

urlpatterns = [
    path("incidents/", reading.IncidentList.as_view(), name="incidents"),
    path("follow-ups/", follow_ups.FollowUpList.as_view(), name="follow_ups"),
    path(FOLLOW_UP, follow_ups.FollowUpDetail.as_view(), name="follow_up"),
    path(f"{FOLLOW_UP}done/", follow_ups.Done.as_view(), name="follow_up_done"),
    path(f"{FOLLOW_UP}drop/", follow_ups.Drop.as_view(), name="follow_up_drop"),
    path(f"{FOLLOW_UP}reopen/", follow_ups.Reopen.as_view(), name="follow_up_reopen"),
    path(INCIDENT, reading.IncidentDetail.as_view(), name="incident"),
    path(f"{INCIDENT}events/", reading.EventList.as_view(), name="events"),
    path(f"{INCIDENT}messages/", reading.MessageList.as_view(), name="messages"),
    path(f"{INCIDENT}acknowledge/", verbs.Acknowledge.as_view(), name="acknowledge"),
    path(f"{INCIDENT}take/", verbs.Take.as_view(), name="take"),
    path(f"{INCIDENT}assign/", verbs.Assign.as_view(), name="assign"),
    path(f"{INCIDENT}triage/", verbs.Triage.as_view(), name="triage"),
    path(f"{INCIDENT}override/", verbs.Override.as_view(), name="override"),
    path(f"{INCIDENT}lift-override/", verbs.LiftOverride.as_view(), name="lift_override"),
    path(f"{INCIDENT}reply/", verbs.Reply.as_view(), name="reply"),
    path(f"{INCIDENT}note/", verbs.Note.as_view(), name="note"),
    path(f"{INCIDENT}wait/", verbs.Wait.as_view(), name="wait"),
    path(f"{INCIDENT}end-wait/", verbs.EndWait.as_view(), name="end_wait"),
    path(f"{INCIDENT}snooze/", verbs.Snooze.as_view(), name="snooze"),
    path(f"{INCIDENT}wake/", verbs.Wake.as_view(), name="wake"),
    path(f"{INCIDENT}tie/", verbs.Tie.as_view(), name="tie"),
    path(f"{INCIDENT}reply-to-all/", verbs.ReplyToAll.as_view(), name="reply_to_all"),
    path(f"{INCIDENT}untie/", verbs.Untie.as_view(), name="untie"),
    path(f"{INCIDENT}find-cause/", verbs.FindCause.as_view(), name="find_cause"),
    path(f"{INCIDENT}plan/", verbs.Plan.as_view(), name="plan"),
    path(f"{INCIDENT}fix-ready/", verbs.FixReady.as_view(), name="fix_ready"),
    path(f"{INCIDENT}withdraw-fix/", verbs.WithdrawFix.as_view(), name="withdraw_fix"),
    path(f"{INCIDENT}resolve/", verbs.Resolve.as_view(), name="resolve"),
    path(f"{INCIDENT}reopen/", verbs.Reopen.as_view(), name="reopen"),
    path(f"{INCIDENT}decline/", verbs.Decline.as_view(), name="decline"),
    path(f"{INCIDENT}refer/", verbs.Refer.as_view(), name="refer"),
    path(f"{INCIDENT}remove-reference/", verbs.RemoveReference.as_view(), name="remove_reference"),
    path(f"{INCIDENT}restrict/", verbs.Restrict.as_view(), name="restrict"),
    path(f"{INCIDENT}open-to-all/", verbs.OpenToAll.as_view(), name="open_to_all"),
    path(f"{INCIDENT}close/", verbs.Close.as_view(), name="close"),
]
