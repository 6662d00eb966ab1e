"""Who looks at the pages: one person of each role."""

from hypercare.accounts.roles import Role

PEOPLE = (
    ("mara", "Mara Lindqvist", Role.INCIDENT_MANAGER),
    ("ilya", "Ilya Petrov", Role.RESPONDER),
    ("ines", "Ines Carvalho", Role.LAUNCH_MANAGER),
    ("bo", "Bo Whitcombe", Role.BUSINESS_OWNER),
    ("vera", "Vera Okafor", Role.VIEWER),
)
