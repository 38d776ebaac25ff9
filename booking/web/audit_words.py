"""What the audit trail calls an act; the code stands beside it as it is sealed."""

from __future__ import annotations

from collections.abc import Mapping

from booking.domain.lifecycle import STATE_WORDS, State
from booking.web.desk_words import MOVE_WORDS

ACT_WORDS = MOVE_WORDS | {
    "submit": "Permohonan masuk",
    "expire": "Permohonan kedaluwarsa",
    "renew_link": "Tautan permohonan diperbarui",
    "share_link": "Tautan rapat disimpan",
    "walk_in": "Tamu tanpa jadwal dicatat",
    "sign_in": "Masuk",
    "sign_out": "Keluar",
    "end_session": "Satu sesi diakhiri",
    "end_other_sessions": "Sesi lain diakhiri",
    "choose_password": "Kata sandi dipilih",
    "ask_password_link": "Tautan kata sandi diminta",
    "enrol_second_step": "Autentikator didaftarkan",
    "end_second_step": "Autentikator disetel ulang admin",
    "change_authenticator": "Autentikator diganti",
    "renew_recovery_codes": "Kode pemulihan diperbarui",
    "invite_staff": "Pengguna diundang",
    "add_staff": "Pengguna ditambahkan",
    "change_role": "Peran diubah",
    "deactivate_staff": "Akun dinonaktifkan",
    "reactivate_staff": "Akun diaktifkan kembali",
    "add_token": "Token program dibuat",
    "set_unit_mailbox": "Alamat surel unit diubah",
    "ask_again": "Unit ditanya lagi",
    "close": "Layanan ditutup",
    "reopen": "Penutupan dibatalkan",
    "correct_day": "Kalender dikoreksi",
    "withdraw_correction": "Koreksi kalender dibatalkan",
    "enter_circular": "Ketentuan dicatat",
    "withdraw_circular": "Ketentuan dibatalkan",
    "add_topic_answer": "Jawaban topik ditulis",
    "edit_text": "Teks laporan diubah",
    "prepare_draft": "Rancangan laporan disiapkan",
    "import_history": "Riwayat diimpor",
    "import_totals": "Jumlah bulanan diimpor",
    "undo_import": "Impor dibatalkan",
}


def act_words(code: str) -> str:
    """What an act is called; "" for one that only its code names."""
    return ACT_WORDS.get(code, "")


def change_words(fields: Mapping[str, object]) -> str:
    """ "Diterima → Diperiksa", or the state that it came to; "" where no state changed."""
    states = [str(fields[name]) for name in ("from_state", "to_state") if fields.get(name)]
    known = [str(STATE_WORDS[State(state)]) for state in states if state in tuple(State)]
    return " → ".join(dict.fromkeys(known))
