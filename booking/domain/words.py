"""The closed lists of the trade: modes, kinds of institution, channels, roles of guests."""

from __future__ import annotations

VISIT = "tatap_muka"
CONFERENCE = "video_conference"
MODES = (VISIT, CONFERENCE)
MODE_WORDS = {VISIT: "tatap muka", CONFERENCE: "video conference"}
MODE_NOUNS = {VISIT: "kunjungan", CONFERENCE: "video conference"}

KIND_WORDS = {
    "pemda": "Pemerintah daerah",
    "dprd": "DPRD",
    "bank": "Bank",
    "perusahaan": "Perusahaan",
    "asosiasi": "Asosiasi",
    "kementerian_lembaga": "Kementerian atau lembaga",
    "akademisi": "Akademisi",
    "lainnya": "Lainnya",
}
KINDS = tuple(KIND_WORDS)
KINDS_OF_A_REGION = ("pemda", "dprd")

CHANNEL_WORDS = {
    "web": "formulir web",
    "email": "surel",
    "whatsapp": "WhatsApp",
    "helpdesk": "helpdesk Kemenkeu",
    "paper": "surat fisik",
    "api": "aplikasi lain",
}
CHANNELS = tuple(CHANNEL_WORDS)

REGIONAL_HEAD = "regional_head"
COUNCIL_CHAIR = "council_chair"
OTHER = "other"
GUEST_ROLES = (REGIONAL_HEAD, COUNCIL_CHAIR, OTHER)
GUEST_ROLE_WORDS = {
    REGIONAL_HEAD: "kepala daerah",
    COUNCIL_CHAIR: "ketua DPRD",
    OTHER: "tamu lain",
}
