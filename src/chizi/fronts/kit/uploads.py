"""How much a page takes in: an upload that is too large is thrown away while it comes, before it fills the disk."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from chizi.ground.files.refusals import FileTooLarge

View = TypeVar("View", bound=Callable[..., Any])
MIB = 1 << 20
# A body up to so many times the limit is read to its end and thrown away, so that the answer arrives; of a larger
# one the connection is cut.
PATIENCE = 2


def takes_uploads(limit: int, *, strangers: bool = False) -> Callable[[View], View]:
    """Let a page take uploads of up to ``limit`` bytes together instead of settings.FILE_LIMIT. It is the
    outermost decorator of the view."""

    def mark(view: View) -> View:
        view.upload_limit = limit  # type: ignore[attr-defined]
        view.upload_strangers = strangers  # type: ignore[attr-defined]
        return view

    return mark


class LimitedUpload(FileUploadHandler):
    """The first of the handlers: counts what really comes, whatever Content-Length said. A stranger's upload is
    not written anywhere."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django passes some of these by name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.claimed = content_length
        self.came = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.came += len(raw_data)
        limit = limit_of(self.request)
        if self.came > limit:
            if limit:  # a stranger is asked to sign in, which says more than that his file is too large
                self.request.upload_refused = limit  # type: ignore[union-attr]
            raise StopUpload(connection_reset=self.claimed > PATIENCE * limit)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def limit_of(request: HttpRequest | None) -> int:
    """How many bytes of files this page takes from this person."""
    user = getattr(request, "user", None)
    view = getattr(getattr(request, "resolver_match", None), "func", None)
    known = user is not None and user.is_authenticated
    if not known and not getattr(view, "upload_strangers", False):
        return 0
    return int(getattr(view, "upload_limit", settings.FILE_LIMIT))


def uploaded(request: HttpRequest, field: str) -> list[Any]:
    """The files (UploadedFile) of a form's field, perhaps none. Raises FileTooLarge when the upload was thrown away."""
    files = request.FILES.getlist(field)  # reading them is what brings them in
    refused = thrown_away(request, field)
    if refused is not None:
        raise refused
    return list(files)


def thrown_away(request: HttpRequest, field: str = "") -> FileTooLarge | None:
    """What to say of an upload that was thrown away, as far as it has been read; None when nothing was."""
    limit: int | None = getattr(request, "upload_refused", None)
    return FileTooLarge(field=field, limit=max(1, limit // MIB)) if limit is not None else None
