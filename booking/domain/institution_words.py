"""The words that tell an institution apart from a region's government."""

from __future__ import annotations

from typing import Final


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, to look them up."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a text, parted by commas, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


COUNCIL_WORDS: Final = vocabulary(
    """
    dprd dpra dprk dprp dprpb dprps dprpt dprpp dprpbd setwan sekwan setdprd dprdprov
    """
)
# Words before the one that tells the kind: "Kantor Perwakilan …", "Pimpinan Cabang …".
LEADING: Final = vocabulary(
    """
    kantor kamar perwakilan pimpinan kepala ketua wakil pengurus direksi direktur tim plt plh pj pjs
    bapak ibu sdr saudara yth cabang wilayah sekretariat sekretaris anggota kc kcp staf pejabat
    rektor dekan dpp dpw dpc pusat dewan jajaran deputi unit gabungan h drs dr ir
    """
)
BANKS: Final = vocabulary(
    """
    bank bankaltimtara bjb bri bni btn bsi bca bpr bprs btpn cimb bankjatim bankjateng bpddiy
    banksulselbar bankkalbar banknagari
    """
)
COMPANIES: Final = vocabulary(
    """
    pt cv ud firma persero perseroan perum perumda perseroda perumdam pdam bumd bumn bumdes pln
    pertamina telkom pelindo jasindo taspen asabri tbk holding perusahaan smi
    """
)
COMPANY_MARKS: Final = frozenset({"tbk", "persero", "perseroda", "perumda", "perumdam", "pdam"})
ASSOCIATIONS: Final = vocabulary(
    """
    asosiasi perkumpulan perhimpunan himpunan ikatan persatuan paguyuban serikat federasi
    konfederasi forum aliansi kadin dagang apkasi apeksi appsi adkasi adeksi asbanda perbanas
    perbarindo apdesi papdesi ppdi abpednas apindo hipmi phri gapki gaikindo aisi organda rei
    apersi inaca apvi akvindo pwi gappri gaprindo gapensi gabpeknas iai idi ibi pgri korpri inkindo
    iwapi apjatel apjii aspadin gapmmi asperapi pphi aptrindo apbi kospin ikpi akp2i atsi apksi
    apkasindo samade apegti
    """
)
CAMPUS: Final = vocabulary(
    """
    universitas univ institut politeknik poltek poltekkes stie stia stih stan akademi fakultas
    mahasiswa mahasiswi dosen guru siswa sekolah sma smk smp sman smkn smpn sd sdn man madrasah
    pesantren kampus ugm ui itb ipb undip unair unhas unpad ub its uns unnes uny upi unsoed unej
    unsri usu unand unri unja unila untan ulm unmul unsrat untad uho ung unpatti uncen unipa
    undana unram unud uin iain stain ipdn pkn ubb umrah usk unsyiah uii umy feb fisip fh lppm
    peneliti akademisi uph binus trisakti atmajaya
    """
)
STATE: Final = vocabulary(
    """
    kementerian kementrian direktorat ditjen dirjen dit djpk djpb djp djbc djkn djpu djppr djpbn
    kpp kppn kpknl kpu kpud kip bawaslu panwaslu panwaslih bpk bpkp bps bpn bnn bnnp bnnk bnpb
    bkn bkkbn bpjs bpom bbpom bmkg basarnas bappenas bapanas brin big lan lkpp lipi kpk kppu
    kpai komnas ombudsman ojk lps bi ppatk kejaksaan kejari kejati kejagung polri polda polres
    polresta polrestabes polsek mabes tni kodim korem kodam koramil lanud lanal pengadilan
    mahkamah pn lapas rutan imigrasi kanwil kankemenag kua rsup kementan setneg setkab seskab setjen
    sekjen itjen irjen bpip bssn bin bnpt bp2mi bapeten bsn bpdlh bpdpks bkpm otorita oikn ikn
    mpr dpd baznas lpp rri tvri antara bawas stranas tnp2k ksp wantimpres kedutaan bappebti
    badiklat_ri pusdiklat_ri kemensetneg republik bpks lldikti lpmp bpmp bgp bbpjn bpjn bbws bws
    bptd ksop syahbandar karantina
    """
)
STATE_ANYWHERE: Final = vocabulary("ri kementerian kementrian ditjen dirjen otorita")
STATE_PHRASES: Final = phrases(
    """
    badan pemeriksa, badan pengawasan keuangan, badan pusat, badan pertanahan, badan narkotika,
    badan kepegawaian negara, badan nasional, badan pengawas pemilihan, badan pengawas pemilu,
    badan pengawas obat, badan penyelenggara jaminan, badan pengusahaan, balai besar, badan
    otorita, badan pelaksana otorita, badan pelaksana bpks, badan amil zakat nasional, badan
    intelijen, badan informasi geospasial, badan riset dan inovasi nasional, badan riset inovasi
    nasional, badan kependudukan keluarga berencana nasional, badan perencanaan pembangunan
    nasional, badan pangan nasional, badan siber, badan keahlian, badan akuntabilitas keuangan
    negara, badan kebijakan fiskal, badan meteorologi, badan pencarian, bp batam, bp bintan, bp
    karimun, dewan perwakilan rakyat republik, dewan perwakilan rakyat ri, dewan perwakilan
    daerah, dewan ketahanan nasional, bank indonesia, kantor wilayah, kantor pelayanan pajak,
    kantor pelayanan perbendaharaan, kantor pelayanan kekayaan, kantor pertanahan, kantor urusan
    agama, kantor staf presiden, kantor imigrasi, kantor bersama bpn, kepolisian, komisi
    pemilihan, komisi pemberantasan, komisi pengawas, komisi nasional, komisi informasi, komisi
    yudisial, direktur jenderal, lembaga kebijakan, lembaga penjamin, lembaga administrasi
    negara, majelis permusyawaratan, mahkamah, otoritas jasa, pusat pelaporan, sekretariat
    jenderal, sekretariat negara, sekretariat kabinet, sekretariat wakil presiden, tentara,
    wakil presiden
    """
)
OTHERS: Final = vocabulary(
    """
    lsm yayasan masyarakat warga wartawan media pers harian koran majalah perorangan pribadi
    perseorangan individu notaris ppat advokat pengacara pendamping partai ormas koni pmi lbh
    jica usaid giz undp unicef unfpa worldbank adb kompak skala icw fitra kppod pattiro swasta
    konsultan tokoh pramuka kwarcab kwarda nu muhammadiyah
    """
)
