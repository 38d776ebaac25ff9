"""The sentences of the Laporan Layanan Informasi, true for every month and every number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from booking.domain.comparison import TENTH, Comparison, Direction
from booking.domain.local_time import date_words
from booking.domain.months import words, year_of
from booking.domain.policy import Policy
from booking.domain.report import MonthlyReport, Narrative, Section
from booking.domain.violations import DISPENSATION

VISITS = "konsultasi tatap muka"
VIDEO = "video conference"
MOST_TOPICS_NAMED = 3
BROKEN_WORDS = {
    "guest_cap_exceeded": (
        "jumlah tamu yang hadir melebihi ketentuan pada {n} dari {visits} kunjungan"
    ),
    "monthly_quota_exceeded": "kunjungan daerah melebihi batas sebulan pada {n} kunjungan",
    "head_claim_invalid": (
        "informasi yang tidak valid mengenai kehadiran kepala daerah atau ketua DPRD "
        "pada {n} kunjungan"
    ),
    "walk_in": "kedatangan tanpa jadwal sebanyak {n} kali",
    "out_of_schedule": "kedatangan di luar jadwal sebanyak {n} kali",
    "lead_time_short": "tenggang waktu sejak surat diterima tidak terpenuhi sebanyak {n} kali",
}

RULE_WORDS = {
    "guest_cap_exceeded": "batas jumlah tamu",
    "monthly_quota_exceeded": "batas kunjungan sebulan",
}


def narrate(report: MonthlyReport, policies: Sequence[Policy]) -> Narrative:
    """The three paragraphs of the month."""
    return Narrative(
        visits=_visits(report.month, report.visits),
        video=_video(report.month, report.video),
        violations=_violations(report, policies),
    )


def number_words(number: int) -> str:
    """ "1.304"."""
    return f"{number:,}".replace(",", ".")


def percent_words(change: Decimal) -> str:
    """The size of a change: "16,7%", "60%" without ",0", "kurang dari 0,1%" when it rounds away."""
    if not change:
        return "kurang dari 0,1%"
    whole, _, tenth = f"{abs(change):.1f}".partition(".")
    return f"{number_words(int(whole))}{'' if tenth == '0' else ',' + tenth}%"


def share(part: int, whole: int) -> str:
    """How much of the whole, "28,4%"; the whole is more than zero."""
    if not part:
        return "0%"
    exact = Decimal(part) * 100 / Decimal(whole)
    return percent_words(exact.quantize(TENTH, ROUND_HALF_UP))


def listed(parts: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def _visits(month: str, section: Section) -> str:
    if section.count is None:
        return _unknown(month, VISITS)
    if section.count == 0:
        opening = f"Pada bulan {words(month)}, tidak ada {VISITS} yang dilaksanakan"
    else:
        count = number_words(section.count)
        opening = f"Pada bulan {words(month)}, telah dilaksanakan {count} kali {VISITS}"
    changes = [
        _change(comparison, base)
        for comparison, base in (
            (section.previous_month, "bulan sebelumnya"),
            (section.previous_year, words(section.previous_year.month)),
        )
        if comparison.direction
    ]
    sentences = [opening + _since(section, VISITS)]
    if changes:
        sentences.append(f"Jumlah pada bulan tersebut {listed(changes)}")
    return _joined([*sentences, _topics(section), _published(section)])


def _video(month: str, section: Section) -> str:
    if section.count is None:
        return _unknown(month, VIDEO)
    if section.count == 0:
        opening = f"Pada bulan {words(month)}, tidak ada {VIDEO} yang dilaksanakan"
    else:
        count = number_words(section.count)
        opening = f"Pada bulan {words(month)}, telah dilaksanakan {VIDEO} sebanyak {count} kali"
    sentences = [opening + _since(section, VIDEO)]
    if section.previous_month.direction:
        change = _change(section.previous_month, "bulan sebelumnya", unit=" layanan")
        sentences.append(f"Jumlah pada bulan tersebut {change}")
    if section.previous_year.direction:
        sentences.append(_against_last_year(section.previous_year))
    return _joined([*sentences, _topics(section), _published(section)])


def _against_last_year(comparison: Comparison) -> str:
    count = number_words(comparison.count or 0)
    base = f"Jika dibandingkan dengan {words(comparison.month)} ({count} layanan)"
    if comparison.change_percent is None or comparison.direction is Direction.SAME:
        return f"{base}, jumlah tersebut {comparison.direction}"
    size = percent_words(comparison.change_percent)
    return f"{base}, jumlah tersebut {comparison.direction} {size}"


def _change(comparison: Comparison, base: str, unit: str = "") -> str:
    """ "turun 16,7% dibandingkan bulan sebelumnya (30)"; without a percentage from a base of 0."""
    count = f"({number_words(comparison.count or 0)}{unit})"
    if comparison.direction is Direction.SAME:
        return f"sama dengan {base} {count}"
    size = "" if comparison.change_percent is None else percent_words(comparison.change_percent)
    return " ".join(filter(None, [comparison.direction, size, "dibandingkan", base, count]))


def _since(section: Section, noun: str) -> str:
    if not section.cumulative.count:
        return ""
    link = ", sehingga" if section.count else ";"
    total = number_words(section.cumulative.count)
    return (
        f"{link} jumlah {noun} yang telah dilaksanakan sejak {year_of(section.cumulative.since)} "
        f"sebanyak {total} kali"
    )


def _topics(section: Section) -> str:
    """The topics named most often; nothing where no topic stands out."""
    most = section.topics[0][1] if section.topics else 0
    top = [topic for topic, count in section.topics if count == most]
    if most < 2 or len(top) > MOST_TOPICS_NAMED:
        return ""
    each = "masing-masing " if len(top) > 1 else ""
    return f"Topik konsultasi terbanyak adalah mengenai {listed(top)} ({each}{most} kali)"


def _published(section: Section) -> str:
    if section.published_count is None or section.count is None:
        return ""
    total, count = number_words(section.published_count), number_words(section.count)
    return f"Angka yang dipublikasikan {total} kali, sedangkan rinciannya memuat {count} kali"


def _unknown(month: str, noun: str) -> str:
    return f"Jumlah {noun} pada bulan {words(month)} tidak diketahui karena datanya belum ada."


def _violations(report: MonthlyReport, policies: Sequence[Policy]) -> str:
    month = words(report.month)
    if report.policy is None:
        first = min(policies, key=lambda policy: policy.valid_from, default=None)
        sentence = f"Kunjungan bulan {month} tidak dinilai terhadap ketentuan"
        if first:
            sentence += f" karena {first.name} berlaku mulai {date_words(first.valid_from)}"
        return f"{sentence}."
    known = {code: count for code, count in report.violations.items() if count is not None}
    if not known:
        return f"Pelanggaran pada bulan {month} tidak diketahui karena rinciannya belum ada."
    is_partial = len(known) < len(report.violations)
    broken = [
        BROKEN_WORDS.get(code, code + " sebanyak {n} kali").format(
            n=number_words(count), visits=number_words(report.visits.count or 0)
        )
        for code, count in known.items()
        if count and code != DISPENSATION
    ]
    if broken:
        sentence = (
            f"Namun, dalam pelaksanaannya masih terdapat ketentuan {report.policy} yang belum "
            f"dipatuhi, yaitu {listed(broken)}"
        )
    else:
        rules = f"{listed([RULE_WORDS.get(code, code) for code in known])} menurut "
        sentence = (
            f"Tidak ada pelanggaran {rules if is_partial else ''}{report.policy} "
            f"yang tercatat pada bulan {month}"
        )
    told = "jumlah tamu dan daerah" if "guest_cap_exceeded" in known else "daerah"
    rest = f"Pelanggaran lain tidak diketahui karena data bulan ini hanya memuat {told}"
    dispensed = known.get(DISPENSATION)
    by_leave = (
        f"{number_words(dispensed)} kunjungan berlangsung dengan dispensasi" if dispensed else ""
    )
    return _joined([sentence, _not_judged(report), by_leave, rest if is_partial else ""])


def _not_judged(report: MonthlyReport) -> str:
    """Visits of which nobody wrote down how many came stand neither for the rule nor against it."""
    rows = report.visits.rows
    count = sum(row.guests is None and row.guest_cap is not None for row in rows)
    if not count:
        return ""
    where = f"pada {number_words(count)} kunjungan" if count < len(rows) else "semua kunjungan"
    return f"Batas jumlah tamu {where} tidak dapat dinilai karena jumlah tamunya tidak tercatat"


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(f"{sentence}." for sentence in sentences if sentence)
