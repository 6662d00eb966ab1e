"""Uploads capped as they arrive: too large a file costs no memory, no disk, and not the text beside it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from incidents.pictures import MAX_BYTES

MAX_BODY_BYTES = 32 * 1024 * 1024  # up to here the rest of the form is kept, beyond it nothing is read
View = Callable[..., HttpResponse]


class CappedUploadHandler(FileUploadHandler):
    """Keeps files of at most `MAX_BYTES` in memory; forgets larger ones and remembers that there was one."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.chunks: list[bytes] = []
        self.refused_names: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start over for the next file."""
        super().new_file(*args, **kwargs)
        self.chunks = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it, or skip the rest of the file once it is too large."""
        if start + len(raw_data) > MAX_BYTES:
            self.chunks = []
            self.refused_names.append(self.field_name or "")
            raise SkipFile
        self.chunks.append(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        """The file, whole."""
        name, content_type = self.file_name or "file", self.content_type or "application/octet-stream"
        return SimpleUploadedFile(name, b"".join(self.chunks), content_type)


def cap_uploads(view: View) -> View:
    """Decorator: parses the body under the caps; `refused_files` names fields whose file was too large."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length_of(request) > MAX_BODY_BYTES:
            return _refuse(request, status=413)
        handler = CappedUploadHandler(request)
        request.upload_handlers = [handler]
        try:
            _ = request.POST
        except RequestDataTooBig:
            return _refuse(request, status=413)
        except (SuspiciousOperation, MultiPartParserError):
            return _refuse(request, status=400)
        return view(request, *args, refused_files=handler.refused_names, **kwargs)

    return guarded


def _length_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0


def _refuse(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "feedback/not_accepted.html", {"status": status}, status=status)
