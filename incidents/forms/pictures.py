"""Pictures that go with words: pasted, dropped or chosen."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from incidents.actions import Picture
from incidents.pictures import MAX_BYTES, NotAPictureError, cleaned_picture

AT_ONCE = 5
TYPES = "image/png,image/jpeg,image/webp"


class PicturesInput(forms.FileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures, each encoded anew; a refusal names the file and its rule."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The clean pictures."""
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > AT_ONCE:
            raise forms.ValidationError(f"Pictures: at most {AT_ONCE} at once.")
        return [_picture(file) for file in files]


def _picture(file: "UploadedFile[bytes]") -> Picture:
    name = file.name or "picture"
    if (file.size or 0) > MAX_BYTES:
        raise forms.ValidationError(f"Pictures: {name} is larger than {MAX_BYTES // 1024**2} MB.")
    try:
        return cleaned_picture(file.read(), name=name)
    except NotAPictureError as problem:
        raise forms.ValidationError(f"Pictures: {name}. {problem}") from problem
