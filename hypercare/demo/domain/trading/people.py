"""Who takes part in the launch of the trading platform. All of them are invented."""

from zoneinfo import ZoneInfo

from hypercare.demo.domain.people import People, Site, Staff
from hypercare.demo.domain.topic import APPLICATIONS, DESK, DEVELOPMENT, PLATFORM, VENDOR

STAFF = (
    Staff("ines", "Inês Carvalho", "launch_manager", "operations", is_hypercare_only=True),
    Staff("mara", "Mara Lindqvist", "incident_manager", "operations", DESK, is_hypercare_only=True),
    Staff("joao", "João Pedro Nunes", "incident_manager", "operations", PLATFORM),
    Staff("amara", "Amara Okafor", "responder", "support", DESK),
    Staff("tomasz", "Tomasz Zieliński", "responder", "support", DESK),
    Staff("priya", "Priya Raman", "responder", "support", DESK, is_hypercare_only=True),
    Staff("ilya", "Ilya Petrov", "responder", "support", DESK, is_hypercare_only=True),
    Staff("kenji", "Kenji Watanabe", "responder", "operations", APPLICATIONS),
    Staff("sofia", "Sofia Marchetti", "responder", "operations", APPLICATIONS),
    Staff("daniel", "Daniel Mbeki", "responder", "operations", APPLICATIONS, is_hypercare_only=True),
    Staff("leila", "Leila Haddad", "responder", "business_analysis", APPLICATIONS),
    Staff("jonas", "Jonas Keller", "responder", "operations", PLATFORM),
    Staff("fatima", "Fatima Zahra Idrissi", "responder", "operations", PLATFORM),
    Staff("wei", "Chen Wei", "responder", "development", DEVELOPMENT),
    Staff("oskar", "Oskar Nyström", "responder", "development", DEVELOPMENT),
    Staff("nadia", "Nadia Kowalczyk", "responder", "qa", DEVELOPMENT, is_hypercare_only=True),
    Staff("camille", "Camille Laurent", "responder", "ux", DEVELOPMENT),
    Staff("anneke", "Anneke de Vries", "responder", "development", VENDOR, is_hypercare_only=True),
    Staff("ravi", "Ravi Menon", "responder", "support", VENDOR, is_hypercare_only=True),
    Staff("hannah", "Hannah Byrne", "business_owner", "business_analysis"),
    Staff("yusuf", "Yusuf Demir", "business_owner", "communication", is_hypercare_only=True),
    Staff("eleanor", "Eleanor Whitcombe", "business_owner", "business_analysis"),
    Staff("matteo", "Matteo Rossi", "viewer", "business_analysis"),
)

# Short name to name and tier (`launches.models.Tier`).
TEAMS = {
    DESK: ("Service desk", "1"),
    APPLICATIONS: ("Trading applications", "2"),
    DEVELOPMENT: ("Development", "3"),
    PLATFORM: ("Platform and gateway", "3"),
    VENDOR: ("Gateway vendor", "vendor"),
}
SITES = (
    Site(
        "London",
        ZoneInfo("Europe/London"),
        0.33,
        36,
        (
            "Oliver",
            "Aisha",
            "Callum",
            "Grace",
            "Kwame",
            "Imogen",
            "Sanjay",
            "Rhiannon",
            "Femi",
            "Charlotte",
            "Declan",
            "Yasmin",
        ),
        (
            "Ashworth",
            "Khan",
            "Murray",
            "Osei",
            "Pemberton",
            "Patel",
            "Llewellyn",
            "Adeyemi",
            "Fairfax",
            "Doyle",
            "Begum",
            "Hart",
        ),
    ),
    Site(
        "Frankfurt",
        ZoneInfo("Europe/Berlin"),
        0.24,
        26,
        (
            "Lukas",
            "Annika",
            "Emre",
            "Katharina",
            "Sebastian",
            "Zeynep",
            "Florian",
            "Mareike",
            "Dmitri",
            "Johanna",
        ),
        (
            "Brandt",
            "Kaya",
            "Hoffmann",
            "Krüger",
            "Vogel",
            "Sokolow",
            "Lehmann",
            "Arslan",
            "Schreiber",
            "Wolff",
        ),
    ),
    Site(
        "Zurich",
        ZoneInfo("Europe/Zurich"),
        0.2,
        22,
        ("Reto", "Chiara", "Beat", "Noémie", "Urs", "Seraina", "Luca", "Mirjam", "Goran", "Élodie"),
        (
            "Ammann",
            "Bianchi",
            "Zgraggen",
            "Favre",
            "Jovanović",
            "Caduff",
            "Moser",
            "Rochat",
            "Bernasconi",
            "Frei",
        ),
    ),
    Site(
        "Singapore",
        ZoneInfo("Asia/Singapore"),
        0.13,
        16,
        ("Mei Ling", "Arjun", "Hui Min", "Farid", "Siti", "Jun Wei", "Kavitha", "Nurul"),
        ("Tan", "Krishnan", "Lim", "Rahman", "Ong", "Nair", "Goh", "Ismail"),
    ),
    Site(
        "New York",
        ZoneInfo("America/New_York"),
        0.1,
        14,
        ("Marcus", "Elena", "Tyrone", "Rachel", "Diego", "Sun-hee", "Bridget"),
        ("Alvarez", "Washington", "Goldberg", "Park", "Castellano", "O'Rourke", "Freeman"),
    ),
)

PERSONAS = {
    "Equity trader": 4,
    "FX trader": 4,
    "Rates trader": 3,
    "Credit trader": 2,
    "Sales trader": 3,
    "Middle office": 3,
    "Risk analyst": 1.5,
    "Quantitative analyst": 1,
}


PEOPLE = People(
    staff=STAFF,
    teams=TEAMS,
    sites=SITES,
    personas=PERSONAS,
    domain="trading.example",
    lead="mara",
    telephonist="amara",
)
