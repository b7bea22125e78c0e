"""Words of reports and answer packs: states, and the steps of a build."""

from __future__ import annotations

from .labels import Label

REPORT_TERMS: dict[str, dict[str, Label]] = {
    "report_edition_state": {
        "building": Label("being built", "作成中"),
        "failed": Label("does not build", "作成できません"),
        "draft": Label("built, not published", "作成済み・未公表"),
        "published": Label("published", "公表済み"),
        "withdrawn": Label("withdrawn", "取下げ"),
    },
    "report_step": {
        "queued": Label("waits for the worker", "処理待ち"),
        "reading": Label("reads chapters, asks figures", "章の読込みと数値の照会"),
        "keeping": Label("keeps the files", "ファイルの保存"),
    },
    "statement_reason": {
        "no_metric": Label("no document counts this", "文書が数える項目ではない"),
        "no_subject": Label("about no single activity", "特定の案件についてではない"),
        "no_exact_number": Label("not a number that is held exactly", "正確に保持できない値"),
        "source_gone": Label("its activity or claim is not held", "案件または主張が台帳にない"),
    },
    "answer_state": {
        "draft": Label("draft", "下書き"),
        "checked": Label("checked", "確認済み"),
        "signed_off": Label("signed off", "決裁済み"),
    },
}
