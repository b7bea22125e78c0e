"""Words of attendance, of logs of meeting platforms, and of workshop groups."""

from __future__ import annotations

from .labels import Label

ATTENDANCE_TERMS: dict[str, dict[str, Label]] = {
    "attendance_state": {
        "present": Label("present", "出席"),
        "absent": Label("absent", "欠席"),
        "excused": Label("excused", "公欠"),
    },
    "attendance_source": {
        "roll": Label("by roll", "点呼"),
        "log": Label("from a platform's log", "会議システムの記録"),
    },
    "platform_log_state": {
        "read": Label("to be reviewed", "確認待ち"),
        "applied": Label("entered", "反映済み"),
        "withdrawn": Label("withdrawn", "取下げ"),
    },
    "log_match": {
        "email": Label("same e-mail", "メール一致"),
        "name": Label("same name", "氏名一致"),
        "similar": Label("similar name", "類似の氏名"),
        "ambiguous": Label("several participants", "複数の候補"),
        "unmatched": Label("no participant", "候補なし"),
        "chosen": Label("chosen", "指定"),
        "nobody": Label("nobody of the course", "該当なし"),
    },
    "log_fault": {
        "nobody_named": Label("no name and no e-mail", "氏名もメールもない"),
        "join_missing": Label("no join time", "参加時刻がない"),
        "leave_missing": Label("no leave time and no duration", "退出時刻も期間もない"),
        "time_unreadable": Label("a time that cannot be read", "時刻が読めない"),
        "leaves_before_joining": Label("leaves before joining", "退出が参加より前"),
        "stay_too_long": Label("a stay of more than a day", "24時間を超える滞在"),
        "waiting_room": Label("in the waiting room only", "待機室のみ"),
        "formula": Label("a formula", "数式"),
    },
    "day_order": {
        "month_first": Label("month first (06/14/2022)", "月が先（06/14/2022）"),
        "day_first": Label("day first (14/06/2022)", "日が先（14/06/2022）"),
    },
    "group_role": {
        "member": Label("member", "メンバー"),
        "chair": Label("chair", "議長"),
        "rapporteur": Label("rapporteur", "報告者"),
    },
    "group_departure": {
        "compatriots": Label("compatriots together", "同国人の同席"),
        "profession": Label("professions", "職種の偏り"),
        "region": Label("regions", "地域の偏り"),
        "language": Label("languages", "言語の偏り"),
        "gender": Label("sexes", "性別の偏り"),
        "seniority": Label("seniority", "経験年数の差"),
        "wishes": Label("wishes not met", "希望に沿わない"),
        "sizes": Label("uneven sizes", "人数の不均衡"),
    },
}
