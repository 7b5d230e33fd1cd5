"""A logo that nobody owns: three desks seen from above."""

from io import BytesIO


def logo(mode: str = "RGBA", form: str = "PNG") -> bytes:
    """In any mode of Pillow and any format that can hold it."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGBA", (480, 160), (255, 255, 255, 0))
    pen = ImageDraw.Draw(drawn)
    for place, colour in enumerate(((24, 84, 102, 255), (214, 122, 64, 255), (120, 160, 140, 200))):
        left = 8 + place * 158
        pen.rounded_rectangle((left, 40, left + 140, 120), radius=26, fill=colour)
        pen.ellipse((left + 50, 60, left + 90, 100), fill=(255, 255, 255, 255))
    held = BytesIO()
    drawn.convert(mode).save(held, form)
    return held.getvalue()
