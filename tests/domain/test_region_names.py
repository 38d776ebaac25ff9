"""A region's name as people write it gives its code, or a question, never a guess."""

from __future__ import annotations

import pytest

from tests.domain.region_data import NAMES


@pytest.mark.parametrize(
    ("name", "kind", "codes"),
    [
        ("Pemprov. DKI Jakarta", "pemda", "31"),
        ("Pemerintah Daerah Istimewa Yogyakarta", "pemda", "34"),
        ("D.I. Yogyakarta", "pemda", "34"),
        ("Kota Adm. Jakarta Selatan", "pemda", "31"),
        ("Jakarta Selatan", "pemda", "31"),
        ("Kab. Adm. Kep. Seribu", "pemda", "31"),
        ("Kab. Kepulauan Sangihe (Bupati)", "pemda", "71.03"),
        ("Kab. Karanganyar (DPRD)", "dprd", "33.13"),
        ("Kab. Alor (Ketua DPRD)", "dprd", "53.05"),
        ("Komisi III DPRD Provinsi Jambi", "dprd", "15"),
        ("DPRA", "dprd", "11"),
        ("DPRK Aceh Tengah", "dprd", "11.04"),
        ("DPRP Papua", "dprd", "91"),
        ("Wali Kota Bandung", "pemda", "32.73"),
        ("Pj. Bupati Bandung", "pemda", "32.04"),
        ("Bogor (Kota)", "pemda", "32.71"),
        ("Kota. Lubuklinggau", "pemda", "16.73"),
        ("Kab.Alor", "pemda", "53.05"),
        ("Ｋａｂ．　Ａｌｏｒ", "pemda", "53.05"),
        ("Kabupten Banyumas", "pemda", "33.02"),
        ("Kotabaru", "pemda", "63.02"),
        ("Kota Baru", "pemda", "63.02"),
        ("Kab. Kota Waringin Timur", "pemda", "62.02"),
        ("Kab. Lima Puluh Kota", "pemda", "13.07"),
        ("Kab. Kepulauan Riau", "pemda", "21.01"),
        ("Kab. Pontianak", "pemda", "61.02"),
        ("Bapenda Makassar", "pemda", "73.71"),
        ("Kab. Alor, Prov. NTT", "pemda", "53.05"),
        ("Kab. Merauke, Prov. Papua", "pemda", "93.01"),
        ("Desa A, Kecamatan B, Kabupaten Alor, Provinsi NTT", "pemda", "53.05"),
        ("RSUD Kab. Alor", "pemda", "53.05"),
        ("Kab. Tomohon", "pemda", "71.73"),
        ("Prov. Maluku Tengah", "pemda", "81.01"),
        ("Kota Sleman", "pemda", "34.04"),
        ("Kab. Dhamasraya", "pemda", "13.10"),
        ("Kota Palembnag", "pemda", "16.71"),
        ("Kab. Puncak Jya", "pemda", "94.02"),
        ("Kab. Pangkajenne dan Kepulauan", "pemda", "73.10"),
    ],
)
def test_a_certain_name_gives_its_kind_and_code(name: str, kind: str, codes: str) -> None:
    match = NAMES.match(name)

    assert (match.institution_kind, ";".join(match.codes), match.needs_review) == (
        kind,
        codes,
        False,
    )


@pytest.mark.parametrize(
    ("name", "kind", "codes"),
    [
        ("Kab. Pangandaran, Kab. Ciamis dan BJB", "pemda", "32.18;32.07"),
        ("Kab. Pangandaran dan Ciamis", "pemda", "32.18;32.07"),
        ("Kab. Alor, Kab. Belu dan Kota Kupang", "pemda", "53.05;53.04;53.71"),
        ("Kab. Alor; Kab. Belu / Kab. Ende", "pemda", "53.05;53.04;53.08"),
        ("Kab. Bogor dan Kota Bogor", "pemda", "32.01;32.71"),
        ("Kab. Alor dan Prov. NTT", "pemda", "53.05;53"),
        ("Kab. Pangkajene & Kepulauan dan Kab. Maros", "pemda", "73.10;73.09"),
        ("BJB dan Kab. Ciamis", "bank", "32.07"),
        ("DPRD dan Pemkab Alor", "dprd", "53.05"),
        ("Bupati dan Ketua DPRD Kab. Alor", "pemda", "53.05"),
    ],
)
def test_a_joint_visit_counts_for_every_region_in_the_order_written(
    name: str, kind: str, codes: str
) -> None:
    match = NAMES.match(name)

    assert (match.institution_kind, ";".join(match.codes)) == (kind, codes)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Bandung", {"32.04", "32.73"}),
        ("Banjar", {"32.79", "63.03"}),
        ("Gorontalo", {"75", "75.01", "75.71"}),
        ("DPRD Jambi", {"15", "15.71"}),
        ("Bengkulu", {"17", "17.71"}),
        ("Yogyakarta", {"34", "34.71"}),
        ("Kab. Mura", {"16.05", "62.12"}),
        ("DPRK Jayapura", {"91.03", "91.71"}),
        ("Kabupaten/Kota Bogor", {"32.01", "32.71"}),
        ("Kab. dan Kota Bogor", {"32.01", "32.71"}),
        ("Kab. Pulau Pisang", {"62.11"}),
        ("Kota Banggai", {"72.01", "72.07", "72.11"}),
        ("Kab. Pariaman", {"13.05", "13.77"}),
        ("Kab. Sumbawa Timur", {"53.11"}),
        ("Kab. Aceh", {"11"}),
        ("Banyumass", {"33.02"}),
        ("RSUD Banyumas", {"33.02"}),
        ("Desa Sukabumi", {"32.02", "32.72"}),
        ("Samsat Kota Bandung", {"32.73"}),
        ("Toko Banyumas", {"33.02"}),
        ("Pemda se-Provinsi Jambi", {"15"}),
        ("Kab. Alor, Prov. Riau", {"53.05", "14"}),
        ("Prov. NTT, Kab. Alor", {"53.05", "53"}),
        ("Kab. Luwu Utara dan Timur", {"73.22"}),
        ("BPK Perwakilan Prov. Riau dan Kab. Siak", {"14.08"}),
    ],
)
def test_a_doubtful_name_becomes_a_question_to_a_person(name: str, candidates: set[str]) -> None:
    match = NAMES.match(name)

    assert match.needs_review
    assert match.codes == ()
    assert candidates <= {candidate.code for candidate in match.candidates}


@pytest.mark.parametrize("name", ["", "   ", "!!!", "Pemda", "Kab.", "Inspektorat", "Atlantis"])
def test_a_name_that_tells_no_region_is_asked_about(name: str) -> None:
    match = NAMES.match(name)

    assert (match.codes, match.needs_review) == ((), True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("AKVINDO", "asosiasi"),
        ("APKASI", "asosiasi"),
        ("Asosiasi Pemerintah Kabupaten Seluruh Indonesia", "asosiasi"),
        ("PT AKR Corporindo Tb", "perusahaan"),
        ("PDAM Kota Bandung", "perusahaan"),
        ("PT Bank Pembangunan Daerah Jawa Barat dan Banten, Tbk", "bank"),
        ("Bank Kalbar Cabang Sambas", "bank"),
        ("BPD Bali", "bank"),
        ("BPK Prov. Kalimantan Barat", "kementerian_lembaga"),
        ("BPKP Perwakilan Prov. Jambi", "kementerian_lembaga"),
        ("Kanwil DJPb Prov. Gorontalo", "kementerian_lembaga"),
        ("Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi", "kementerian_lembaga"),
        ("Kemenag Kab. Alor", "kementerian_lembaga"),
        ("BPS Kab. Alor", "kementerian_lembaga"),
        ("Polres Banyumas", "kementerian_lembaga"),
        ("BP Batam", "kementerian_lembaga"),
        ("Badan Otorita Danau Toba", "kementerian_lembaga"),
        ("DPR RI", "kementerian_lembaga"),
        ("Bappenas", "kementerian_lembaga"),
        ("Universitas Gadjah Mada, Yogyakarta", "akademisi"),
        ("Masyarakat dari Kota Bandar Lampung", "lainnya"),
    ],
)
def test_an_institution_without_a_region_takes_nothing_from_any_quota(name: str, kind: str) -> None:
    match = NAMES.match(name)

    assert (match.institution_kind, match.codes, match.needs_review) == (kind, (), False)
