"""The words with which a local government names its offices and the places inside a region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from booking.domain.institution_words import vocabulary

# An office of a province may stand in a city, and a village may bear a regency's name: after such
# an opening only a region whose kind is written out counts.
_SITES: Final = vocabulary(
    """
    desa pemdes kades kelurahan kel lurah kecamatan kec camat distrik nagari gampong geuchik
    kampung pekon jorong dusun lembang negeri rsud rsu rs rsia rsj rumahsakit puskesmas
    uptd upt uptpd upptd samsat cabdin cabdis pasar terminal bandara pelabuhan
    """
)
_PROVINCIAL_BRANCHES: Final = frozenset({"samsat", "cabdin", "cabdis", "upptd"})
_OPENINGS: Final = vocabulary(
    """
    pemerintah pemerintahan kantor kepala sekretaris plt plh pj pjs direktur bendahara
    """
)
OFFICES: Final = vocabulary(
    """
    pemerintah pemerintahan pemda pem daerah perangkat opd skpd ukpd satker instansi sekretariat
    sekretaris sekda setda setdakab setdako setdaprov setkab setko setprov setwan sekwan dprd
    dpra dprk dprp dprpb dprps dprpt dprpp dprpbd dpr dewan perwakilan rakyat dinas badan kantor
    bagian bag biro bidang bid sub subbag subbagian subbidang subbid seksi unit kerja
    inspektorat inspektur itkab itko itprov satuan polisi pamong praja satpol pp bappeda bapeda
    bappedalitbang bapelitbang bapelitbangda bappelitbangda bapperida baperlitbang bapenda
    bappenda bapemda bpkad bpkd bkad bpkpd bpkpad bpkpda bppkad bppkd bppd bpprd bprd bkd bkpsdm
    bkpsdmd bkppd bkdpsda bpsdm bpbd bakeuda bakuda bkud bkda bpkaud dppkad dppkd dpkad dpkd
    dppka dpka dispenda dpenda kesbangpol bakesbangpol kepala ketua wakil anggota pimpinan
    pejabat plt plh pj pjs penjabat pelaksana tugas harian staf ahli asisten tim panitia khusus
    pansus komisi fraksi banggar bamus bapemperda legislasi musyawarah kehormatan anggaran tapd
    rombongan jajaran delegasi bapak ibu yth sdr saudara dari pada kepada atas nama oleh i ii
    iii iv v vi vii viii a b c d e keuangan aset asset kekayaan pajak retribusi pendapatan
    belanja akuntansi perbendaharaan kas pelaporan pengelola pengelolaan milik barang jasa
    pengadaan perencanaan pembangunan penelitian pengembangan riset inovasi kepegawaian sumber
    daya manusia pelatihan diklat pendidikan kebudayaan pemuda kepemudaan olahraga pariwisata
    ekonomi kreatif kesehatan sosial tenaga ketenagakerjaan transmigrasi koperasi usaha kecil
    menengah mikro ukm umkm perdagangan perindustrian industri esdm energi mineral pertambangan
    perhubungan komunikasi informatika statistik persandian kominfo lingkungan hidup kebersihan
    kehutanan pertanian perkebunan tanaman hortikultura peternakan hewan perikanan kelautan
    pangan ketahanan pemberdayaan masyarakat desa kampung perempuan perlindungan anak
    pengendalian penduduk keluarga berencana kependudukan pencatatan sipil penanaman modal
    investasi pelayanan terpadu satu pintu perizinan perpustakaan kearsipan arsip pekerjaan umum
    pu pupr putr bina marga cipta karya tata ruang penataan pertanahan perumahan permukiman
    pemukiman kawasan air penanggulangan bencana pemadam kebakaran penyelamatan kesatuan bangsa
    politik hukum organisasi tatalaksana perekonomian kesejahteraan kesra administrasi protokol
    dpmd dpmptsp dpmpd dp3a dp2kb pmd penghubung lembaga kabag kabid kadis kaban kasubag tapem
    umpeg program sda adm
    """
)
_OFFICE_FORMS: Final = re.compile(r"(?:dis|din)(?:dik|kes|sos|hub|pora|par|nak|tan|kominfo|bud)\w*")
# What may follow a region's name without saying anything about the region.
_TRAILERS: Final = vocabulary(
    """
    ta tahun orang org tamu dkk cs rombongan bupati gubernur walikota wabup wakil ketua kab kota
    prov indonesia
    """
)


def is_office_word(word: str) -> bool:
    """Whether a word belongs to an office's name and not to a region's."""
    return (
        word in OFFICES
        or word in _SITES
        or word.isdigit()
        or _OFFICE_FORMS.fullmatch(word) is not None
    )


def may_follow_a_region(word: str) -> bool:
    """Whether a word behind a region's name leaves the region as it is."""
    return word in _TRAILERS or is_office_word(word)


def is_site(office: Sequence[str]) -> bool:
    """Whether the office is a place inside a region: a village, a hospital, a branch."""
    opening = next((word for word in office if word not in _OPENINGS), "")
    return opening in _SITES or is_provincial_branch(office)


def is_provincial_branch(office: Sequence[str]) -> bool:
    """Whether a province keeps this office in a city, so that the city named is not who comes."""
    return not _PROVINCIAL_BRANCHES.isdisjoint(office) or tuple(office[:2]) == ("cabang", "dinas")
