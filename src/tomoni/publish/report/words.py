"""Our own words in a report: of its tables, its proofs and its first page, in both languages."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

VALUE = Label("Value", "値")
STATED = Label("As stated", "記載値")
DOCUMENT = Label("Document", "文書")
EDITION = Label("Edition", "版")
SUBJECT = Label("Activity", "案件")
WHAT = Label("What is counted", "計数項目")
AS_OF = Label("As of", "時点")
NOT_SHOWN = Label("Rows not shown: {count}.", "表示していない行：{count}。")
LEFT_OUT = Label("Left out: {what}", "対象外：{what}")
CHART_SHOWS = Label("{caption}. {points}", "{caption}。{points}")
AND_MORE = Label("and {count} more", "ほか{count}件")
UNOFFICIAL = Label("Unofficial", "非公式")
CONTENTS = Label("Contents", "目次")
PROOFS = Label("Proofs of the numbers", "数値の根拠")
SNAPSHOT = Label("Snapshot", "スナップショット")
DEFINITION = Label("What it counts", "定義")
BOUNDS = Label("Bounds", "幅")
STANDS_ON = Label("Stands on", "根拠となる記録")
SAME_AGAIN = Label("The same again", "再計算")
CLAIM = Label("Claim", "主張")
CHARACTERS = Label("characters {places}", "{places}文字目")
AT_PUBLISHER = Label("The document at its publisher", "発行者のページ")
FULL_PROOF = Label("The whole proof", "根拠の全体")
DATA = Label("The figures of this chart", "図のデータ")
PHOTOGRAPH_BY = Label("Photograph: {credit}", "写真：{credit}")
CHART_BELOW = Label("The table below holds every value.", "値は下の表にすべて示しています。")
NOTHING = Label("not stated", "記載なし")
BACK = Label("back to the text", "本文へ戻る")
