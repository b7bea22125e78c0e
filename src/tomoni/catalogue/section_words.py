"""What the sections of publications are called: codes that stay the same in every edition."""

from __future__ import annotations

from .labels import Label

SECTIONS: dict[str, Label] = {
    "introduction": Label("Introduction", "導入"),
    "legal-and-judicial": Label("Legal and judicial systems", "法制度・司法制度"),
    "governance": Label("Governance", "ガバナンス"),
    "democratization": Label("Democratisation", "民主化支援"),
    "disaster-relief": Label("Disaster relief", "災害救援"),
    "peacebuilding-overview": Label("Peacebuilding: overview", "平和構築：概要"),
    "peacebuilding-refugees": Label("Peacebuilding: refugees", "平和構築：難民・避難民"),
    "peacebuilding-vulnerable-groups": Label(
        "Peacebuilding: vulnerable groups", "平和構築：社会的弱者"
    ),
    "peacebuilding-reconstruction": Label("Peacebuilding: reconstruction", "平和構築：復興"),
    "peacebuilding-mine-action": Label("Peacebuilding: mine action", "平和構築：地雷対策"),
    "peacebuilding-human-resources": Label("Peacebuilding: people", "平和構築：人材育成"),
    "security-overview": Label("Security: overview", "治安：概要"),
    "security-authorities": Label("Security: police authorities", "治安：治安当局の能力"),
    "security-counter-terrorism": Label("Security: counter-terrorism", "治安：テロ対策"),
    "security-transnational-crime": Label("Security: transnational crime", "治安：国際組織犯罪"),
    "security-drugs": Label("Security: drugs", "治安：薬物対策"),
    "security-trafficking-in-persons": Label("Security: trafficking in persons", "治安：人身取引"),
    "security-money-laundering": Label("Security: money laundering", "治安：資金洗浄"),
    "security-seas": Label("Security: the seas", "治安：海洋"),
    "security-outer-space": Label("Security: outer space", "治安：宇宙空間"),
    "security-cyberspace": Label("Security: cyberspace", "治安：サイバー空間"),
    "security-notes": Label("Security: notes", "治安：注記"),
}


def section_label(code: str) -> Label:
    """Return what a section is called; one that the catalogue lacks, by the words of its code."""
    words = code.replace("-", " ").replace("_", " ")
    return SECTIONS.get(code) or Label(words[:1].upper() + words[1:], words)
