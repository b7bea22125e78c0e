"""Our own words in cells, tables and charts; those of whole pages are the templates' matter."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

NOT_STATED = Label("not stated", "記載なし")
UNKNOWN = Label("unknown", "不明")
SINCE = Label("since {date}", "{date}以降")
UNTIL = Label("until {date}", "{date}まで")
MORE = Label(" and {count} more", " ほか{count}件")
OTHERS = Label("and others", "など")
PART_OF = Label("part of {title}", "{title} の一部")
EXACT = Label("no bounds: the value is exact", "幅なし（正確な値）")
ABOVE = Label("above {value}, which is not reached itself", "{value}超（{value}は含まない）")
FROM_ABOUT = Label("from about {value}, read from the rounding", "{value}程度から（丸めから推定）")
FROM = Label("from {value}", "{value}以上")
BELOW = Label("below {value}, which is not reached itself", "{value}未満（{value}は含まない）")
TO_ABOUT = Label("to about {value}, read from the rounding", "{value}程度まで（丸めから推定）")
TO = Label("to {value}", "{value}まで")
NO_LOWER = Label("no lower bound is known", "下限は不明")
NO_UPPER = Label("no upper bound is known", "上限は不明")
FIRST_SHOWN = Label(
    "The first {shown} of {all} are shown.", "{all}件のうち最初の{shown}件を表示しています。"
)
SEARCH_ALL = Label("Search, filter and sort all of them", "すべてを検索・絞り込み・並べ替え")
WHOLE = Label("{count} whole", "全体{count}件")
PART = Label("1 part", "構成要素1件")
PARTS = Label("{count} parts", "構成要素{count}件")
NOTHING = Label("Nothing is recorded.", "記録はありません。")
IN_PARTS = Label(
    "only in parts of wider activities: {count}", "より大きな案件の構成要素としてのみ：{count}"
)
NOT_NAMED = Label("not named", "記載なし")
TILE_MAP = Label(
    "Tile map: activities that name each country as recipient",
    "タイル地図：各国を受益国として明記した案件",
)
BY_YEAR = Label("Activities by the year in which they began", "開始年別の案件")
NO_CURRENCY = Label("(no currency)", "（通貨不明）")
SPENT_BY_YEAR = Label(
    "Spending by year, ours and others’; the table below has the numbers",
    "年別の支出（当方と他機関）。数値は下の表にあります",
)
