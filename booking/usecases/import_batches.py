"""Files of the published past on the screen: kept until somebody says yes, undone as a whole."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from datetime import datetime

from booking.database import transaction
from booking.domain.mail_facts import one_line
from booking.domain.roles import Actor, Role
from booking.errors import AlreadyDecided, InputRefused, NotAllowed, Problem
from booking.models.imports import HISTORY, TOTALS
from booking.store import audit, batches
from booking.store.batches import Undone
from booking.store.month_counts import recount_imported

KINDS = {HISTORY: "Daftar konsultasi", TOTALS: "Jumlah bulanan atau tahunan"}
LARGEST = 5_000_000
LONGEST_NAME = 200


def keep_file(
    content: bytes, *, kind: str, file_name: str, replace: bool, by: Actor, now: datetime
) -> int:
    """Keep a file until somebody says yes. Raises `InputRefused` for an empty or too large one."""
    _only_supervisor(by)
    if kind not in KINDS:
        raise InputRefused.of(Problem("kind_missing", "Pilih jenis berkas.", "jenis"))
    if not content:
        raise InputRefused.of(Problem("file_missing", "Pilih berkas CSV yang berisi.", "berkas"))
    if len(content) > LARGEST:
        sentence = f"Berkas paling besar {LARGEST // 1_000_000} MB."
        raise InputRefused.of(Problem("file_too_large", sentence, "berkas"))
    name = one_line(file_name)[:LONGEST_NAME] or "tanpa nama"
    kept = base64.b64encode(content).decode()
    with transaction():
        return batches.keep(kind, name, kept, replace=replace, by=by.name, now=now).id


def lines_of_file(content: str) -> Iterable[str]:
    """The lines of a kept file; bytes that are no UTF-8 stay marked, so that their row is named."""
    text = base64.b64decode(content).decode("utf-8-sig", errors="surrogateescape")
    return io.StringIO(text, newline="")


def undo_batch(batch_id: int, *, by: Actor, now: datetime) -> Undone:
    """Take a file back: new rows go, replaced ones get their earlier content.

    Raises `AlreadyDecided` when it was undone before. Closed months keep what they said.
    """
    _only_supervisor(by)
    with transaction():
        batch = batches.by_id(batch_id, lock=True)
        if not batches.is_done(batch):
            raise AlreadyDecided("Berkas ini tidak sedang termuat. Muat ulang halaman.")
        of_rows = batches.of_history(batch)
        undone = batches.undo_rows(batch) if of_rows else batches.undo_totals(batch)
        batches.mark_undone(batches.by_id(batch_id), by=by.name, now=now)
        audit.append(
            "undo_import",
            f"import_batch:{batch_id}",
            by=by,
            now=now,
            removed=undone.removed,
            restored=undone.restored,
        )
        recount_imported(undone.months)
    return undone


def _only_supervisor(by: Actor) -> None:
    if by.role != Role.SUPERVISOR:
        raise NotAllowed("Impor hanya dapat dilakukan oleh penyelia.")
