"""What varies from report to report about the chatbot."""

from hypercare.demo.domain.parts import Vocabulary

ARTICLES = (
    "running shoes",
    "a rain jacket",
    "bed linen",
    "headphones",
    "a winter coat",
    "a coffee machine",
    "children's boots",
    "a desk lamp",
    "a yoga mat",
    "sunglasses",
    "a suitcase",
    "garden chairs",
)
CHANNELS = ("web chat", "phone app", "messenger", "chat in the basket", "help page")
VOCABULARY = Vocabulary(
    ("2.0", "2.0.1", "2.1", "2.2", "2.3"),
    {
        "article": ARTICLES,
        "channel": CHANNELS,
        "language": ("Spanish", "Polish", "German", "Dutch", "Turkish"),
        "amount": ("4.95", "10.00", "15.90", "25.00"),
    },
)
