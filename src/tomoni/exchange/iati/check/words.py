"""The words of a report on checked files, in English and Japanese."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

TITLE = Label("Check of IATI files", "IATIファイルの検査")
MADE = Label(
    "Checked on {date} by Tomoni {version}, with identifier lists of {lists}.",
    "{date}にTomoni {version}で検査。識別子一覧：{lists}。",
)
ACCEPTED = Label("Accepted by the registry's rules", "レジストリの規則により受理されます")
NOT_ACCEPTED = Label("Not accepted by the registry's rules", "レジストリの規則により受理されません")
CLEAN = Label("Clean", "誤りはありません")
NOT_CLEAN = Label("Not clean", "誤りがあります")
WHY_ACCEPTED = Label("nothing critical was found", "致命的な問題は見つかりませんでした")
WHY_NOT_ACCEPTED = Label("critical: {count}", "致命的な問題：{count}件")
WHY_CLEAN = Label("no error was found", "誤りは見つかりませんでした")
WHY_NOT_CLEAN = Label("errors or worse: {count}", "誤り以上：{count}件")
UNREADABLE = Label("The file cannot be read as IATI.", "このファイルはIATIとして読めません。")
FACTS = Label("IATI {version}, activities: {count}", "IATI {version}、案件{count}件")
FACTS_ORGANISATIONS = Label(
    "IATI {version}, organisations: {count}", "IATI {version}、組織{count}件"
)
NO_VERSION = Label("of unknown version", "（版不明）")
SEVERITIES: dict[str, Label] = {
    "critical": Label("critical", "致命的"),
    "error": Label("error", "誤り"),
    "warning": Label("warning", "警告"),
    "advisory": Label("advisory", "助言"),
}
SHOW = Label("Show", "表示")
SEVERITY = Label("Severity", "重大度")
RULE = Label("Rule", "規則")
ACTIVITY = Label("Activity", "案件")
FILE = Label("File", "ファイル")
FILES = Label("Files", "ファイル一覧")
ALL_RULES = Label("All rules", "すべての規則")
ALL_ACTIVITIES = Label("All activities", "すべての案件")
ALL_FILES = Label("All files", "すべてのファイル")
MOST_ACTIVITIES = Label(
    "The {count} activities with the most findings can be chosen.",
    "指摘の多い{count}件の案件から選べます。",
)
LINE = Label("line {line}", "{line}行目")
WHOLE_FILE = Label("the file", "ファイル全体")
NO_IDENTIFIER = Label("without identifier", "識別子なし")
COUNTED = Label("findings: {count}", "指摘{count}件")
FIRST_SHOWN = Label(
    "The first {shown} of {count} are shown; `--json` gives all of them.",
    "{count}件のうち最初の{shown}件を表示しています。全件は「--json」で得られます。",
)
NOTHING = Label("There is nothing to mend.", "直すところはありません。")
VERDICT = Label("Verdict", "判定")
FINDINGS = Label("Findings", "指摘")
