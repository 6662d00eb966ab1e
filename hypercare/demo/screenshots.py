"""Pictures as reporters send them: a list with something marked in it."""

import re
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.plot import Picture

SIZE = (720, 300)
GROUND, PANEL, LINE, TEXT, FAINT, MARK = "#14181d", "#1d232b", "#2c343f", "#d5dbe3", "#8a95a3", "#e2503f"
ROWS, TOP, HEIGHT, LEFT = 8, 66, 27, 12


def screenshot(label: str, picture: Picture) -> bytes:
    """A PNG of a list that never was; the same label gives the same picture."""
    dice = Dice("picture", label)
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(13)
    width = (SIZE[0] - LEFT) / len(picture.columns)
    draw.rectangle((0, 0, SIZE[0], 30), fill=PANEL)
    draw.text((LEFT, 8), picture.title, fill=TEXT, font=font)
    for column, (title, _) in enumerate(picture.columns):
        draw.text((LEFT + column * width, 40), title, fill=FAINT, font=font)
    for row in range(ROWS):
        top = TOP + row * HEIGHT
        draw.line((0, top - 6, SIZE[0], top - 6), fill=LINE)
        for column, (_, options) in enumerate(picture.columns):
            words = _digits(dice.pick(options), dice)
            draw.text((LEFT + column * width, top), words, fill=FAINT if column % 2 else TEXT, font=font)
    marked = TOP + dice.between(1, ROWS - 2) * HEIGHT
    draw.rounded_rectangle((4, marked - 5, SIZE[0] - 5, marked + 20), radius=8, outline=MARK, width=3)
    encoded = BytesIO()
    image.save(encoded, "PNG")
    return encoded.getvalue()


def _digits(pattern: str, dice: Dice) -> str:
    return re.sub("#", lambda _: str(dice.between(0, 9)), pattern)
