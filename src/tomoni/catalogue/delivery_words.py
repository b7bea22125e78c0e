"""Words of the timetable: kinds and states of sessions, lecturers, licences, audiences."""

from __future__ import annotations

from .labels import Label

DELIVERY_TERMS: dict[str, dict[str, Label]] = {
    "session_state": {
        "planned": Label("planned", "予定"),
        "held": Label("held", "実施済み"),
        "cancelled": Label("cancelled", "中止"),
    },
    "session_kind": {
        "lecture": Label("lecture", "講義"),
        "visiting_expert": Label("visiting expert's lecture", "客員専門家講義"),
        "individual_presentation": Label("individual presentation", "個別発表"),
        "group_workshop": Label("group workshop", "グループワークショップ"),
        "observation_visit": Label("observation visit", "見学"),
        "study_tour": Label("study tour", "研修旅行"),
        "examination": Label("examination", "考査"),
        "ceremony": Label("ceremony", "式典"),
    },
    "lecturer_kind": {
        "lecturer": Label("lecturer", "講師"),
        "visiting_expert": Label("visiting expert", "客員専門家"),
        "staff": Label("of the institute", "所内教官"),
    },
    "material_licence": {
        "course_use": Label("for use in this course", "本研修での利用のみ"),
        "by_permission": Label("with the author's permission", "著者の許諾による"),
        "cc_by_4": Label("CC BY 4.0", "CC BY 4.0"),
        "cc_by_sa_4": Label("CC BY-SA 4.0", "CC BY-SA 4.0"),
        "cc_by_nc_4": Label("CC BY-NC 4.0", "CC BY-NC 4.0"),
        "cc_by_nd_4": Label("CC BY-ND 4.0", "CC BY-ND 4.0"),
        "cc_by_nc_nd_4": Label("CC BY-NC-ND 4.0", "CC BY-NC-ND 4.0"),
        "cc0": Label("CC0 1.0", "CC0 1.0"),
        "public_domain": Label("public domain", "パブリックドメイン"),
    },
    "material_audience": {
        "participants": Label("participants of this edition", "この回の研修員"),
        "alumni": Label("participants and alumni", "研修員と同窓"),
        "public": Label("everybody", "一般"),
        "staff": Label("the institute", "機関内"),
    },
}
