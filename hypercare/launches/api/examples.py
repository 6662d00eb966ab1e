"""What a launch looks like to a program."""

LAUNCH = {
    "key": "TRD",
    "name": "Trading platform",
    "go_live_at": "2026-11-02T07:00:00Z",
    "hypercare_ends_at": "2026-12-14T17:00:00Z",
    "time_zone": "Europe/London",
    "target_user_count": 1200,
    "policy": "default",
    "role": "incident_manager",
}
LAUNCH_DETAIL = {
    **LAUNCH,
    "services": [{"id": 3, "name": "Order routing", "hot_since": None}],
    "support_windows": [{"weekday": 0, "opens": 420, "closes": 1140}],
    "teams": [{"id": 5, "name": "Order desk", "tier": "1", "member_ids": [7]}],
    "members": [
        {
            "id": 7,
            "name": "Mara Lindqvist",
            "role": "incident_manager",
            "job": "operations",
            "is_hypercare_only": False,
        }
    ],
}
RELEASE = {
    "id": 4,
    "launch": "TRD",
    "version": "1.4.3",
    "name": "Orders and confirmations",
    "kind": "planned",
    "state": "in_preparation",
    "position": 4,
    "made_at": "2026-11-20T09:00:00Z",
    "tested_at": None,
    "deployed_at": None,
    "rolled_back_at": None,
}
MAKE_RELEASE = {"launch": "TRD", "version": "1.4.4", "name": "Orders and confirmations", "kind": "planned"}
