"""Who takes part in the launch of the partner portal. All people and firms are invented."""

from zoneinfo import ZoneInfo

from hypercare.demo.domain.people import People, Site, Staff
from hypercare.demo.domain.topic import APPLICATIONS, DESK, DEVELOPMENT, PLATFORM, VENDOR

CARRIER = "carrier.example"
STAFF = (
    Staff("yvonne", "Yvonne Castonguay", "launch_manager", "operations", domain=CARRIER),
    Staff("devon", "Devon Achebe", "incident_manager", "support", DESK, domain=CARRIER),
    Staff("mei", "Mei Lam", "responder", "support", DESK, domain=CARRIER),
    Staff("hugo", "Hugo Bélanger", "responder", "support", DESK, is_hypercare_only=True, domain=CARRIER),
    Staff("saanvi", "Saanvi Iyer", "responder", "support", DESK, domain=CARRIER),
    Staff("delphine", "Delphine Roy", "responder", "communication", APPLICATIONS, domain=CARRIER),
    Staff("noor", "Noor Rahimi", "responder", "development", APPLICATIONS, domain=CARRIER),
    Staff("gwen", "Gwen Tate", "responder", "development", DEVELOPMENT, domain=CARRIER),
    Staff("arjun", "Arjun Bose", "responder", "qa", DEVELOPMENT, is_hypercare_only=True, domain=CARRIER),
    Staff("ximena", "Ximena Ortega", "responder", "operations", PLATFORM, domain=CARRIER),
    Staff("thabo", "Thabo Mokoena", "responder", "operations", PLATFORM, domain=CARRIER),
    Staff("stefan", "Stefan Kolar", "responder", "development", VENDOR, is_hypercare_only=True),
    Staff("aroha", "Aroha Ngata", "responder", "support", VENDOR, is_hypercare_only=True),
    Staff("winston", "Winston Clarke", "business_owner", "business_analysis", domain=CARRIER),
    Staff("matteo", "Matteo Rossi", "viewer", "business_analysis"),
)
TEAMS = {
    DESK: ("Partner desk", "1"),
    APPLICATIONS: ("Integration engineers", "2"),
    DEVELOPMENT: ("Portal development", "3"),
    PLATFORM: ("API platform", "3"),
    VENDOR: ("Identity vendor", "vendor"),
}
MERCHANTRY, ANDORINHA, KESTREL = "Merchantry", "Grupo Andorinha", "Kestrel Fulfilment"
HALDEN, STACKWRIGHT, TILLEUL, BLUE_OX = "Halden Outdoor", "Stackwright", "Maison Tilleul", "Blue Ox Supply"
LARGE = (MERCHANTRY, ANDORINHA, KESTREL)
SITES = (
    Site(
        MERCHANTRY,
        ZoneInfo("America/Toronto"),
        0.24,
        14,
        ("Alicia", "Brandon", "Chidi", "Erin", "Feng", "Jasmeet", "Tyler"),
        ("MacNeil", "Okonkwo", "Grewal", "Zhou", "Pereira"),
        domain="merchantry.example",
    ),
    Site(
        ANDORINHA,
        ZoneInfo("America/Sao_Paulo"),
        0.17,
        11,
        ("Caio", "Larissa", "Thiago", "Renata", "Júlia", "Otávio"),
        ("Figueiredo", "Barros", "Teixeira", "Prado"),
        domain="andorinha.example",
    ),
    Site(
        KESTREL,
        ZoneInfo("America/Chicago"),
        0.16,
        11,
        ("Darnell", "Kaylee", "Luis", "Meredith", "Ian", "Shauna"),
        ("Kowalski", "Boyd", "Herrera", "Lindgren"),
        domain="kestrel.example",
    ),
    Site(
        HALDEN,
        ZoneInfo("Europe/Oslo"),
        0.13,
        8,
        ("Ingrid", "Sindre", "Håkon", "Maja"),
        ("Fossum", "Bakke", "Haugen", "Lie"),
        domain="halden.example",
    ),
    Site(
        STACKWRIGHT,
        ZoneInfo("Asia/Kolkata"),
        0.14,
        10,
        ("Aditya", "Kavya", "Rohan", "Sneha", "Imran"),
        ("Kulkarni", "Shetty", "Banerjee", "Qureshi"),
        domain="stackwright.example",
    ),
    Site(
        TILLEUL,
        ZoneInfo("America/Toronto"),
        0.08,
        5,
        ("Mathilde", "Jean-Philippe", "Solène"),
        ("Gagnon", "Lavoie", "Pelletier"),
        domain="tilleul.example",
    ),
    Site(
        BLUE_OX,
        ZoneInfo("America/Winnipeg"),
        0.08,
        5,
        ("Wade", "Colleen", "Dmytro"),
        ("Friesen", "Sinclair", "Hrabi"),
        domain="blueox.example",
    ),
)
DEVELOPER, LEAD, CLERK, ACCOUNTS = (
    "Partner developer",
    "Integration lead",
    "Shipping clerk",
    "Accounts payable",
)
PERSONAS = {DEVELOPER: 4.0, LEAD: 2.2, CLERK: 2.2, ACCOUNTS: 1.6}
PEOPLE = People(STAFF, TEAMS, SITES, PERSONAS, domain="partners.example", lead="devon", telephonist="mei")
