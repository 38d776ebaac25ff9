"""What a confirmation letter asks of its reader, each with its clause in long form."""

from __future__ import annotations

from booking.domain.confirmation import Confirmation
from booking.domain.findings import clause_long
from booking.domain.policy import SE_2


def duties_of(facts: Confirmation) -> list[str]:
    """What to mind on the day and before it, one sentence or two each."""
    return _of_a_visit(facts) if facts.is_visit else _of_a_conference()


def _of_a_visit(facts: Confirmation) -> list[str]:
    cap = facts.guest_cap or SE_2.guest_cap
    guests = f"Tamu yang diterima paling banyak {cap} orang"
    if cap > SE_2.guest_cap:
        guests += (
            ". Jumlah ini berlaku bila kepala daerah dan/atau ketua DPRD hadir dan identitasnya "
            f"telah diperiksa di resepsionis; bila tidak, paling banyak {SE_2.guest_cap} orang"
        )
    return [
        (
            "Lakukan registrasi di resepsionis dengan menunjukkan surat ini dan kartu identitas "
            f"setiap tamu, kemudian menuju lantai 3 {_clause('E.3.c.4')}."
        ),
        f"{guests} {_clause('E.3.c.6')}.",
        (
            "SPPD yang dapat ditandatangani sebanyak tamu yang diterima, paling banyak "
            f"{facts.sppd or cap} {_clause('E.3.c.7')}."
        ),
        (
            "Mohon hadir sesuai dengan jadwal. Layanan tidak dapat diberikan di luar jadwal ini "
            f"{_clause('E.3.c.11')}; bila terlambat, konsultasi berlangsung selama sisa sesi."
        ),
        (
            "Bila Saudara membatalkan atau tidak hadir tanpa keterangan, penjadwalan ulang hanya "
            "dapat dilakukan dengan menyampaikan kembali Surat Permintaan Konsultasi/Audiensi "
            f"{_clause('E.3.c.9')}."
        ),
        f"Layanan ini tidak dikenakan biaya apa pun {_clause('E.4')}.",
    ]


def _of_a_conference() -> list[str]:
    return [
        "Mohon bergabung tepat waktu dan tidak meneruskan tautan rapat kepada pihak lain.",
        (
            "Video conference didokumentasikan dalam bentuk rekaman dan/atau Berita Acara "
            f"Konsultasi {_clause('E.3.b.3')}."
        ),
        (
            "Bila berhalangan, mohon batalkan melalui halaman permohonan Saudara atau Contact "
            "Center DJPK, agar waktu tersebut dapat dipakai pihak lain."
        ),
        f"Layanan ini tidak dikenakan biaya apa pun {_clause('E.4')}.",
    ]


def _clause(clause: str) -> str:
    """The clause in long form; the heading above names the circular."""
    return f"({clause_long(clause, '').strip()})"
