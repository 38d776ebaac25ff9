"""The closed lists of the trade: modes, kinds of institution, channels, roles of guests."""

from __future__ import annotations

from booking.sentences import say

VISIT = "tatap_muka"
CONFERENCE = "video_conference"
MODES = (VISIT, CONFERENCE)
MODE_WORDS = {VISIT: say("tatap muka"), CONFERENCE: say("video conference")}
MODE_NOUNS = {VISIT: say("kunjungan"), CONFERENCE: say("video conference")}

KIND_WORDS = {
    "pemda": say("Pemerintah daerah"),
    "dprd": say("DPRD"),
    "bank": say("Bank"),
    "perusahaan": say("Perusahaan"),
    "asosiasi": say("Asosiasi"),
    "kementerian_lembaga": say("Kementerian atau lembaga"),
    "akademisi": say("Akademisi"),
    "lainnya": say("Lainnya"),
}
KINDS = tuple(KIND_WORDS)
KINDS_OF_A_REGION = ("pemda", "dprd")

CHANNEL_WORDS = {
    "web": say("formulir web"),
    "email": say("surel"),
    "whatsapp": say("WhatsApp"),
    "helpdesk": say("helpdesk Kemenkeu"),
    "paper": say("surat fisik"),
    "api": say("aplikasi lain"),
}
CHANNELS = tuple(CHANNEL_WORDS)

REGIONAL_HEAD = "regional_head"
COUNCIL_CHAIR = "council_chair"
OTHER = "other"
GUEST_ROLES = (REGIONAL_HEAD, COUNCIL_CHAIR, OTHER)
GUEST_ROLE_WORDS = {
    REGIONAL_HEAD: say("kepala daerah"),
    COUNCIL_CHAIR: say("ketua DPRD"),
    OTHER: say("tamu lain"),
}
