"""What varies from report to report about the partner portal."""

from hypercare.demo.domain.parts import Vocabulary

ENDPOINTS = ("/shipments", "/shipments/search", "/manifests", "/pickups", "/returns")
STATES = ("Booked", "Picked up", "In transit", "Customs", "Delivered", "Returned")
COUNTRIES = ("Canada", "Mexico", "Norway", "Brazil", "Ireland", "Japan")
VOCABULARY = Vocabulary(
    ("4.0", "4.0.1", "4.1", "4.2", "4.3", "4.3.1", "4.4"),
    {
        "endpoint": ENDPOINTS,
        "language": ("PHP", "Java", "C#", "Python", "Go", "Ruby", "Node"),
        "country": COUNTRIES,
        "field": ("incoterm", "customs_value", "dimensions", "pickup_window", "duty_payer", "eori"),
        "thousand": ("38,000", "61,000", "90,000", "140,000", "220,000", "410,000"),
        "status": ("in_transit", "held_at_customs", "out_for_delivery", "exception"),
        "trace": ("7f3a-c1", "b09e-44", "e41d-9a", "03cc-f7", "9d20-5b", "c8b6-12", "51fa-e0"),
    },
)
