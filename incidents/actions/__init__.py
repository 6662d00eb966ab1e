"""Every write to an incident: one function per verb, one transaction, one event. And a shift's last words."""

from incidents.actions.bundling import reply_to_all, tie_incident, untie_incident
from incidents.actions.conversation import Picture, add_note, receive_reporter_message, reply_to_reporter
from incidents.actions.declare import Declaration, declare_incident
from incidents.actions.drafts import keep_draft, send_draft
from incidents.actions.fixing import find_cause, mark_fix_ready, plan_fix, settle_fix, withdraw_fix
from incidents.actions.follow_ups import add_follow_up, decide, replan_follow_up, step_follow_up
from incidents.actions.handover import hand_over
from incidents.actions.lifecycle import (
    acknowledge_incident,
    assign_incident,
    close_incident,
    decline_incident,
    end_wait,
    reopen_incident,
    resolve_incident,
    start_wait,
)
from incidents.actions.major import (
    declare_major,
    give_update,
    review_major,
    stand_down,
    take_role,
    word_major,
)
from incidents.actions.referring import ReferenceWords, add_reference, remove_reference
from incidents.actions.restricting import open_to_all, restrict_incident
from incidents.actions.seeing import OvertakenError, Seen, act_as_seen, act_at_version
from incidents.actions.snoozing import snooze_incident, wake_incident
from incidents.actions.story import Actor
from incidents.actions.triage import (
    lift_override,
    override_priority,
    prioritise_incident,
    raise_priority,
    triage_incident,
)
from incidents.actions.undoing import undo_act

__all__ = [
    "Actor",
    "Declaration",
    "OvertakenError",
    "Picture",
    "ReferenceWords",
    "Seen",
    "acknowledge_incident",
    "act_as_seen",
    "act_at_version",
    "add_follow_up",
    "add_note",
    "add_reference",
    "assign_incident",
    "close_incident",
    "decide",
    "declare_incident",
    "declare_major",
    "decline_incident",
    "end_wait",
    "find_cause",
    "give_update",
    "hand_over",
    "keep_draft",
    "lift_override",
    "mark_fix_ready",
    "open_to_all",
    "override_priority",
    "plan_fix",
    "prioritise_incident",
    "raise_priority",
    "receive_reporter_message",
    "remove_reference",
    "reopen_incident",
    "replan_follow_up",
    "reply_to_all",
    "reply_to_reporter",
    "resolve_incident",
    "restrict_incident",
    "review_major",
    "send_draft",
    "settle_fix",
    "snooze_incident",
    "stand_down",
    "start_wait",
    "step_follow_up",
    "take_role",
    "tie_incident",
    "triage_incident",
    "undo_act",
    "untie_incident",
    "wake_incident",
    "withdraw_fix",
    "word_major",
]
