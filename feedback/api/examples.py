"""What submissions look like to a program."""

HAND_IN = {
    "launch": "TRD",
    "body": "I pressed Buy twice, and the blotter stays grey.",
    "kind": "bug",
    "sentiment": 2,
    "name": "Rosa Diaz",
    "email": "rosa.diaz@bank.example",
    "page": "/orders/new",
    "version": "1.4.2",
}
RECEIPT = {
    "id": "4f2a91c0-6f0e-4b1d-9d63-0b8a5d1c7e21",
    "receipt": "R-4F2A-91C0",
    "outcome": "pending",
    "received_at": "2026-11-24T08:12:00Z",
    "status_url": "https://hypercare.bank.example/t/r-4f2a91c06f0e4b1d9d630b8a5d1c7e21.1vNQ5w.c2lnbmVk/",
}
SUBMISSION = {
    "id": RECEIPT["id"],
    "receipt": RECEIPT["receipt"],
    "launch": "TRD",
    "channel": "api",
    "outcome": "created",
    "reason": "",
    "incident": "TRD-42",
    "received_at": RECEIPT["received_at"],
    "understood_at": "2026-11-24T08:12:01Z",
    "released_by": None,
    "released_at": None,
    "kind": "bug",
    "sentiment": 2,
    "page": "/orders/new",
    "version": "1.4.2",
    "body": HAND_IN["body"],
    "name": HAND_IN["name"],
    "email": HAND_IN["email"],
}
HELD = SUBMISSION | {"outcome": "pending", "incident": None, "understood_at": None}
RELEASED = HELD | {
    "channel": "form",
    "released_by": {"id": 7, "name": "Mara Lindqvist"},
    "released_at": "2026-11-24T08:20:00Z",
}
BALANCE = {
    "received": 314,
    "created": 301,
    "appended": 9,
    "quarantined": 1,
    "rejected": 3,
    "pending": 0,
    "is_even": True,
}
