"""Who takes part in the launch of the support chatbot. All of them are invented."""

from zoneinfo import ZoneInfo

from hypercare.demo.domain.people import People, Site, Staff
from hypercare.demo.domain.topic import APPLICATIONS, DESK, DEVELOPMENT, PLATFORM, VENDOR

SHOP = "shop.example"
STAFF = (
    Staff("greta", "Greta Vogelsang", "launch_manager", "operations", domain=SHOP),
    Staff("omar", "Omar Benali", "incident_manager", "support", DESK, is_hypercare_only=True, domain=SHOP),
    Staff("lucia", "Lucía Ferrer", "responder", "support", DESK, domain=SHOP),
    Staff("ben", "Ben Adler", "responder", "support", DESK, domain=SHOP),
    Staff("priya", "Priya Raman", "responder", "support", DESK, is_hypercare_only=True),
    Staff("agnieszka", "Agnieszka Wrona", "responder", "ux", APPLICATIONS, domain=SHOP),
    Staff("tariq", "Tariq Aziz", "responder", "business_analysis", APPLICATIONS, domain=SHOP),
    Staff("maren", "Maren Petersen", "responder", "development", DEVELOPMENT, domain=SHOP),
    Staff("wei", "Chen Wei", "responder", "development", DEVELOPMENT),
    Staff("idris", "Idris Kamara", "responder", "operations", PLATFORM, is_hypercare_only=True, domain=SHOP),
    Staff("yuki", "Yuki Tanabe", "responder", "operations", PLATFORM, domain=SHOP),
    Staff("petra", "Petra Novotná", "responder", "development", VENDOR, is_hypercare_only=True),
    Staff("luc", "Luc Moreau", "responder", "support", VENDOR, is_hypercare_only=True),
    Staff("helene", "Helene Brandis", "business_owner", "business_analysis", domain=SHOP),
    Staff("matteo", "Matteo Rossi", "viewer", "business_analysis"),
)
TEAMS = {
    DESK: ("Chat desk", "1"),
    APPLICATIONS: ("Dialogue design", "2"),
    DEVELOPMENT: ("Bot engineering", "3"),
    PLATFORM: ("Model platform", "3"),
    VENDOR: ("Model vendor", "vendor"),
}
BERLIN = ZoneInfo("Europe/Berlin")
LEIPZIG, KRAKOW, VALENCIA = "Leipzig", "Kraków", "Valencia"
SITES = (
    Site(
        LEIPZIG,
        BERLIN,
        0.36,
        30,
        ("Anja", "Torsten", "Mandy", "Nguyen", "Steffi", "Robert", "Jule", "Karim"),
        ("Richter", "Böhme", "Lange", "Schuster", "Winkler", "Hahn", "Seidel", "Otto"),
        works_on_weekends=True,
    ),
    Site(
        KRAKOW,
        ZoneInfo("Europe/Warsaw"),
        0.24,
        20,
        ("Kasia", "Marek", "Ola", "Bartosz", "Zuzanna", "Paweł", "Natalia"),
        ("Wójcik", "Mazur", "Krawczyk", "Dudek", "Pawlak", "Zając", "Król"),
        works_on_weekends=True,
    ),
    Site(
        VALENCIA,
        ZoneInfo("Europe/Madrid"),
        0.2,
        16,
        ("Inma", "Vicent", "Marta", "Pau", "Rocío", "Adrián"),
        ("Soler", "Navarro", "Ibáñez", "Peris", "Gil", "Campos"),
        works_on_weekends=True,
    ),
    Site(
        "Stores",
        BERLIN,
        0.2,
        16,
        ("Silke", "Ahmet", "Doreen", "Fabian", "Samira", "Uwe"),
        ("Kranz", "Aydin", "Pohl", "Arnold", "Haddad", "Busch"),
    ),
)
PERSONAS = {
    "Contact centre agent": 6.0,
    "Team lead": 2.0,
    "Store assistant": 2.0,
    "Returns clerk": 2.0,
    "Knowledge editor": 1.0,
}
PEOPLE = People(STAFF, TEAMS, SITES, PERSONAS, domain="contact.example", lead="omar", telephonist="lucia")
