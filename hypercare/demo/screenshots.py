"""Pictures as reporters send them: a blotter with something marked on it."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.parts import INSTRUMENTS, ORDER_TYPES

SIZE = (720, 300)
GROUND, PANEL, LINE, TEXT, FAINT = "#14181d", "#1d232b", "#2c343f", "#d5dbe3", "#8a95a3"
BUY, SELL, MARK = "#5cb8a5", "#d98b7b", "#e2503f"
COLUMNS = ((12, "Order"), (110, "Instrument"), (290, "Side"), (350, "Type"), (480, "Price"), (570, "State"))
STATES = ("Sent", "Working", "Filled", "Partially filled", "Cancel pending")
ROWS, TOP, HEIGHT = 8, 66, 27


def screenshot(label: str) -> bytes:
    """A PNG of a blotter that never was; the same label gives the same picture."""
    dice = Dice("picture", label)
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(13)
    draw.rectangle((0, 0, SIZE[0], 30), fill=PANEL)
    draw.text((12, 8), "Blotter   All desks   Today", fill=TEXT, font=font)
    for left, title in COLUMNS:
        draw.text((left, 40), title, fill=FAINT, font=font)
    for row in range(ROWS):
        top = TOP + row * HEIGHT
        draw.line((0, top - 6, SIZE[0], top - 6), fill=LINE)
        for (left, _), (words, colour) in zip(COLUMNS, _cells(dice), strict=True):
            draw.text((left, top), words, fill=colour, font=font)
    marked = TOP + dice.between(1, ROWS - 2) * HEIGHT
    draw.rounded_rectangle((4, marked - 5, SIZE[0] - 5, marked + 20), radius=8, outline=MARK, width=3)
    encoded = BytesIO()
    image.save(encoded, "PNG")
    return encoded.getvalue()


def _cells(dice: Dice) -> list[tuple[str, str]]:
    side = dice.pick(("Buy", "Sell"))
    return [
        (f"{dice.between(31, 58)}-{dice.between(10_000, 99_999)}", TEXT),
        (dice.pick(INSTRUMENTS), TEXT),
        (side, BUY if side == "Buy" else SELL),
        (dice.pick(ORDER_TYPES), FAINT),
        (f"{0.8 + dice.roll():.4f}", TEXT),
        (dice.pick(STATES), TEXT),
    ]
