"""The folder of letters gives back what was put in, under keys that lead nowhere else."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from booking.adapters import file_store
from booking.adapters.file_store import LocalFileStore
from booking.database import InsideTransaction, transaction
from booking.errors import NoRoom, NotFound
from booking.usecases.ports import FileStore

# fixed, since the workers of a run must collect the same tests
SOME_KEY = "6f1c2a4e-8f0d-4c3b-9b6e-2d7a5e1f3c09"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return LocalFileStore(tmp_path / "letters")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was_put_in(store: FileStore) -> None:
    content = b"%PDF-1.7\r\n\0\xff"

    key = store.put(content)

    assert store.get(key) == content


def test_a_file_lies_under_a_random_name_in_a_folder_of_its_first_two_digits(
    store: FileStore, tmp_path: Path
) -> None:
    key = store.put(b"a")

    (path,) = files_in(tmp_path)
    assert UUID(key.removesuffix(".pdf")).version == 4
    assert path == tmp_path / "letters" / key[:2] / key


def test_only_the_product_itself_may_read_a_letter(store: FileStore, tmp_path: Path) -> None:
    store.put(b"a")

    (path,) = files_in(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_same_content_twice_is_two_files(store: FileStore) -> None:
    first, second = store.put(b"a"), store.put(b"a")

    store.delete(first)

    assert store.get(second) == b"a"


def test_a_deleted_file_is_not_found_and_may_be_deleted_again(store: FileStore) -> None:
    key = store.put(b"a")

    store.delete(key)
    store.delete(key)

    with pytest.raises(NotFound) as refused:
        store.get(key)
    assert "tidak ditemukan" in refused.value.detail


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../secret_key",
        "../../../../etc/passwd",
        "/etc/passwd",
        "..",
        "a" * 400,
        f"{SOME_KEY}.pdf\n",
        f"{SOME_KEY}.pdf\0",
        f"{SOME_KEY}",
        f"{SOME_KEY}.exe",
        f"../{SOME_KEY}.pdf",
        SOME_KEY.upper() + ".pdf",
        "٠" * 8 + "-0000-4000-8000-000000000000.pdf",
    ],
)
def test_a_key_that_is_none_opens_and_deletes_nothing(
    store: FileStore, tmp_path: Path, key: str
) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("rahasia")

    with pytest.raises(NotFound):
        store.get(key)
    with pytest.raises(NotFound):
        store.delete(key)

    assert secret.read_text() == "rahasia"


def test_an_unknown_key_is_not_found(store: FileStore) -> None:
    with pytest.raises(NotFound):
        store.get(f"{SOME_KEY}.pdf")


def test_a_full_disk_leaves_no_half_a_file(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(NoRoom):
        store.put(b"a")

    assert files_in(tmp_path) == []


def test_a_file_is_safe_on_the_disk_before_it_has_its_name(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_when_synced: list[list[str]] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        names_when_synced.append([path.suffix for path in files_in(tmp_path)])
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)

    store.put(b"a")

    assert names_when_synced == [[".part"], [".pdf"], [".pdf"]]


@pytest.mark.sqlite_only
def test_a_file_is_not_written_while_the_database_is_held(app: Flask, store: FileStore) -> None:
    with app.app_context(), transaction(), pytest.raises(InsideTransaction):
        store.put(b"a")


def test_a_disk_that_is_nearly_full_takes_no_letter(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_store, "LEFT_FREE", 2**62)

    with pytest.raises(NoRoom) as refused:
        store.put(b"a")

    assert refused.value.status == 503
    assert files_in(tmp_path) == []
