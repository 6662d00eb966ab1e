"""The queue, the incident page with its panels, and one address for each thing a person may do."""

from django.urls import path

from incidents.views import (
    bulk,
    bundles,
    declare,
    drafts,
    export,
    follow_ups,
    incident,
    likeness,
    preview,
    queue,
    saved_views,
    start,
    work,
)

app_name = "incidents"

INCIDENT = "incidents/<str:key>/"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("hand-over/", start.hand_over, name="hand_over"),
    path("queue/incidents.csv", export.export, name="export"),
    path("queue/views/", saved_views.saved_views, name="saved_views"),
    path("queue/views/<int:view_id>/", saved_views.saved_view, name="saved_view"),
    path("queue/views/<int:view_id>/delete/", saved_views.delete, name="delete_view"),
    path("queue/bulk/<str:act>/", bulk.prepare, name="bulk"),
    path("queue/changes/<int:change_id>/", bulk.change, name="bulk_change"),
    path("queue/changes/<int:change_id>/undo/", bulk.undo, name="bulk_undo"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/new/", follow_ups.new, name="new_follow_up"),
    path("follow-ups/<int:follow_up_id>/", follow_ups.follow_up, name="follow_up"),
    path("follow-ups/<int:follow_up_id>/decide/", follow_ups.decide, name="decide"),
    path("follow-ups/<int:follow_up_id>/<str:step>/", follow_ups.step, name="step_follow_up"),
    path("incidents/new/", declare.declare, name="declare"),
    path("incidents/new/look-alikes/", likeness.while_typing, name="look_alikes_typed"),
    path(INCIDENT, incident.incident, name="incident"),
    path(f"{INCIDENT}panels/<str:name>/", incident.panel, name="panel"),
    path(f"{INCIDENT}pictures/<int:picture_id>/", incident.picture, name="picture"),
    path(f"{INCIDENT}look-alikes/", likeness.beside_incident, name="look_alikes"),
    path(f"{INCIDENT}acknowledge/", work.acknowledge, name="acknowledge"),
    path(f"{INCIDENT}take/", work.take, name="take"),
    path(f"{INCIDENT}assign/", work.assign, name="assign"),
    path(f"{INCIDENT}triage/", work.triage, name="triage"),
    path(f"{INCIDENT}triage/preview/", preview.triage, name="triage_preview"),
    path(f"{INCIDENT}override/", work.override, name="override"),
    path(f"{INCIDENT}override/preview/", preview.override, name="override_preview"),
    path(f"{INCIDENT}lift-override/", work.lift, name="lift_override"),
    path(f"{INCIDENT}reply/", work.reply, name="reply"),
    path(f"{INCIDENT}note/", work.note, name="note"),
    path(f"{INCIDENT}drafts/<str:kind>/", drafts.draft, name="draft"),
    path(f"{INCIDENT}follow-up/", follow_ups.add, name="add_follow_up"),
    path(f"{INCIDENT}wait/", work.wait, name="wait"),
    path(f"{INCIDENT}end-wait/", work.go_on, name="end_wait"),
    path(f"{INCIDENT}snooze/", work.snooze, name="snooze"),
    path(f"{INCIDENT}wake/", work.wake, name="wake"),
    path(f"{INCIDENT}tie/", bundles.tie, name="tie"),
    path(f"{INCIDENT}untie/", bundles.untie, name="untie"),
    path(f"{INCIDENT}resolve/", work.resolve, name="resolve"),
    path(f"{INCIDENT}reopen/", work.reopen, name="reopen"),
    path(f"{INCIDENT}decline/", work.decline, name="decline"),
    path(f"{INCIDENT}close/", work.close, name="close"),
]
