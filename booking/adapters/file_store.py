"""Keeps accepted letters in a folder that the web server never serves (TRUST 1.5)."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from booking.database import forbid_inside_transaction
from booking.errors import NoRoom, NotFound
from booking.sentences import say

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.pdf", re.ASCII)
NOT_FOUND = say(
    "Berkas surat tidak ditemukan. Hubungi contact center dengan menyebut nomor permohonan."
)
LEFT_FREE = 200 * 1024**2  # the database and its journal must go on (TRUST 1.5)
FULL = say(
    "Surat belum dapat disimpan karena ruang penyimpanan kami hampir penuh. Coba kembali beberapa "
    "menit lagi."
)


class LocalFileStore:
    """A `FileStore` on the disk of this machine: `<two hex>/<uuid>.pdf`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep a file and give its key; a crash leaves the whole file or none.

        Raises `NoRoom` when the disk is nearly full.
        """
        forbid_inside_transaction("menyimpan berkas surat")
        key = f"{uuid4()}.pdf"
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < LEFT_FREE:
            raise NoRoom(FULL)
        with _room(), NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            part = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                part.rename(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        for folder in (path.parent, self.folder):  # the names must outlive a power cut too
            _sync(folder)
        return key

    def get(self, key: str) -> bytes:
        """The file under this key; raises `NotFound`."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as error:
            raise NotFound(NOT_FOUND) from error

    def delete(self, key: str) -> None:
        """Remove the file under this key; one that is gone already is no error."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise NotFound(NOT_FOUND)
        return self.folder / key[:2] / key


@contextmanager
def _room() -> Iterator[None]:
    """Say of a disk that filled up meanwhile what is said of a full one."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(FULL) from error
        raise


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
