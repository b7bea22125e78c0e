"""What is wrong with a report, in words: what, and what mends it. ``{name}`` stands for a value."""

# ruff: noqa: E501 (each text reads best in one line)

from __future__ import annotations

from .refusal_wording import RefusalWording, words

REPORT_PROBLEM_WORDS: dict[str, RefusalWording] = {
    # Words that another part has said already, such as the engine's refusal.
    "said": words("{what}", "{what_ja}", "{do}", "{do_ja}"),
    # The folder and its files.
    "file_missing": words(
        "{file} is not in {folder}.", "{file}が{folder}にありません。",
        "Write it, or take it off the list.", "ファイルを書くか、一覧から外してください。",
    ),
    "settings_missing": words(
        "{file} is not in {folder}.", "{file}が{folder}にありません。",
        "Begin a report: tomoni report new FOLDER", "tomoni report new FOLDERで報告書を始めてください。",
    ),
    "file_large": words(
        "{file} is larger than {most} bytes.", "{file}は{most}バイトを超えています。",
        "Divide it, or make it smaller.", "分割するか、小さくしてください。",
    ),
    "file_not_utf8": words(
        "{file} is not written in UTF-8.", "{file}はUTF-8で書かれていません。",
        "Save it as UTF-8.", "UTF-8で保存してください。",
    ),
    "file_unreadable": words(
        "{file} cannot be read: {reason}.", "{file}を読めません（{reason}）。",
        "Make it readable.", "読めるようにしてください。",
    ),
    "picture_kind": words(
        "{file} is no picture that can be shown.", "{file}は表示できる画像ではありません。",
        "Use one of: {kinds}.", "使える形式：{kinds}",
    ),
    "picture_missing": words(
        "{file} is not in the report's folder.", "{file}が報告書のフォルダーにありません。",
        "Put it there, and write its path from it.", "フォルダーに置き、そこからのパスを書いてください。",
    ),
    "picture_other": words(
        "{file} is not what its ending says.", "{file}の中身が拡張子と異なります。",
        "Save it again in that format.", "その形式で保存し直してください。",
    ),
    "previous_other": words(
        "It is the proof file of {found}, not of {wanted}.", "{wanted}ではなく{found}の根拠ファイルです。",
        "Put the right file there, or mend previous.", "正しいファイルを置くか、previousを直してください。",
    ),
    # report.toml.
    "no_toml": words(
        "It is no TOML: {reason}.", "TOMLとして読めません（{reason}）。",
        'Write lines like title_en = "…".', 'title_en = "…" のように書いてください。',
    ),
    "toml_deep": words(
        "It nests too deeply.", "入れ子が深すぎます。", "Write it flat.", "平らに書いてください。"
    ),
    "key_unknown": words(
        "There is no key '{key}'.", "{key}というキーはありません。",
        "Keys are: {keys}.", "使えるキー：{keys}",
    ),
    "title_missing": words(
        "The report has no title_en.", "title_enがありません。",
        "Give it a title.", "表題を付けてください。",
    ),
    "days_bad": words(
        "It is no number of days.", "日数ではありません。",
        "Write stale_after_days = 400", "stale_after_days = 400 のように書いてください。",
    ),
    "no_text": words(
        "{key} is no text.", "{key}は文字列ではありません。",
        'Write {key} = "…", between quotes.', '{key} = "…" と引用符で囲んでください。',
    ),
    "no_flag": words(
        "{key} is neither true nor false.", "{key}はtrueでもfalseでもありません。",
        "Write {key} = true", "{key} = true のように書いてください。",
    ),
    "id_bad": words(
        "{key} cannot be '{value}'.", "{key}に「{value}」は使えません。",
        "Use small letters, digits and hyphens.", "英小文字・数字・ハイフンで書いてください。",
    ),
    "no_chapters": words(
        "No chapters are listed.", "章が一つも挙げられていません。",
        'Write chapters = ["introduction.md"]', 'chapters = ["introduction.md"] のように書いてください。',
    ),
    "chapter_name": words(
        "'{name}' is no name of a chapter.", "「{name}」は章のファイル名になりません。",
        'Use small letters, digits and hyphens: "police-cooperation.md".',
        "英小文字・数字・ハイフンで書いてください（例：police-cooperation.md）。",
    ),
    "chapter_twice": words(
        "{name} is listed twice.", "{name}が二度挙げられています。", "List it once.", "一度だけ挙げてください。"
    ),
    "languages_bad": words(
        "The languages cannot be used.", "言語の指定が使えません。",
        'Of {known}: language = "en" and, beginning with it, languages = ["en", "ja"]',
        '{known}から選び、language = "en" と、それで始まる languages = ["en", "ja"] を書いてください。',
    ),
    "language_other": words(
        "The report is not written in '{language}'.", "この報告書に言語「{language}」はありません。",
        "Its languages are: {known}.", "使える言語：{known}",
    ),
    "allowed_bad": words(
        "allowed is no list of entries.", "allowedが項目の一覧ではありません。",
        "Begin each with [[allowed]].", "各項目を[[allowed]]で始めてください。",
    ),
    "allowed_part": words(
        "An entry of allowed is not whole.", "allowedの項目が揃っていません。",
        'Write text = "…" and reason = "…", and perhaps where = "chapter.md".',
        'text = "…" と reason = "…" を、必要なら where = "chapter.md" も書いてください。',
    ),
    "allowed_no_digit": words(
        "'{text}' has no digit.", "「{text}」に数字がありません。", "Take it out.", "削除してください。"
    ),
    "allowed_unused": words(
        "'{text}' is allowed and stands nowhere outside a slot.",
        "許可された「{text}」は、スロットの外のどこにもありません。",
        "Take the permission out.", "許可を削除してください。",
    ),
    # Chapters.
    "hidden": words(
        "{code}, {name}, is not seen.", "{code}（{name}）は目に見えない文字です。",
        "Take it out.", "取り除いてください。",
    ),
    "no_heading": words(
        "The chapter has no heading.", "章に見出しがありません。",
        "Begin it with one line: # What it is about", "最初の行を「# 章の題」にしてください。",
    ),
    "second_heading": words(
        "A chapter has one heading with one #.", "#一つの見出しは章に一つだけです。",
        "Begin it with ##.", "##で始めてください。",
    ),
    "heading_step": words(
        "A heading of level {level} follows one of level {before}.",
        "レベル{before}の見出しの次にレベル{level}があります。",
        "Levels go down by one, to {lowest} at most.", "一段ずつ、レベル{lowest}までにしてください。",
    ),
    "list_start": words(
        "A numbered list does not begin with 1.", "番号付きの一覧が1から始まっていません。",
        "Begin it with 1.; a line that begins with a number and a dot makes a list.",
        "1.から始めてください（数字とピリオドで始まる行は一覧になります）。",
    ),
    "box_title": words(
        "A box has no title.", "囲みに題がありません。",
        "Write ::: box What it is about", "「::: box 題」と書いてください。",
    ),
    "box_open": words(
        "A box is not closed.", "囲みが閉じていません。",
        "Close it with a line of three colons.", "コロン三つの行で閉じてください。",
    ),
    "too_deep": words(
        "Blocks lie within blocks too deeply.", "入れ子が深すぎます。",
        "Write them side by side.", "並べて書いてください。",
    ),
    "emphasis_deep": words(
        "Emphasis lies within emphasis too deeply.", "強調の入れ子が深すぎます。",
        "Write it plainly.", "簡潔に書いてください。",
    ),
    "picture_slot": words(
        "A picture is a slot.", "画像はスロットで入れます。",
        '{{{{ photograph "file.jpg" credit="…" alt="…" }}}} stands on a line of its own.',
        '{{{{ photograph "file.jpg" credit="…" alt="…" }}}} を独立した行に書いてください。',
    ),
    "link_address": words(
        "A link leads to '{address}'.", "リンク先が「{address}」です。",
        "Begin it with https:// or http://, or write a path or #anchor of the report.",
        "https://かhttp://で始めるか、報告書内のパスまたは#見出しにしてください。",
    ),
    "digit_outside": words(
        '"{digits}" stands outside a slot.', "「{digits}」がスロットの外にあります。",
        "Put a slot in its place; or allow it in report.toml, with the reason.",
        "スロットに替えるか、report.tomlで理由を付けて許可してください。",
    ),
    # Slots.
    "slot_open": words(
        "A slot is opened and never closed.", "スロットが閉じていません。",
        "Close it with }}}}, and every text in it with a straight quote.",
        "}}}}で閉じ、中の文字列は直線の引用符で閉じてください。",
    ),
    "slot_nameless": words(
        "A slot begins with its name.", "スロットは名前で始まります。",
        "Use one of: {names}.", "使える名前：{names}",
    ),
    "slot_unknown": words(
        "There is no slot '{name}'.", "「{name}」というスロットはありません。",
        "Use one of: {names}.", "使える名前：{names}",
    ),
    "value_missing": words(
        "{key} has no value.", "{key}に値がありません。",
        'Write {key}="…" or {key}=100.', '{key}="…" か {key}=100 のように書いてください。',
    ),
    "value_bad": words(
        "'{value}' is no value.", "「{value}」は値ではありません。",
        'Write a text between straight quotes ("…"), or a number.',
        '直線の引用符で囲んだ文字列（"…"）か数を書いてください。',
    ),
    "value_nameless": words(
        '"{value}" has no name.', "「{value}」に名前がありません。",
        'Write name="…"; only the first has none.', '名前="…" と書いてください（名前なしは最初の一つだけです）。',
    ),
    "argument_twice": words(
        "{key} stands twice.", "{key}が二度あります。", "Keep one of the two.", "一方を消してください。"
    ),
    "subject_missing": words(
        "{slot} does not say of what.", "{slot}の対象がありません。",
        'Write it after the name, between quotes: {example}', "名前の後に引用符で囲んで書いてください：{example}",
    ),
    "subject_needless": words(
        '{slot} takes no text without a name, but has "{subject}".',
        "{slot}に名前のない文字列「{subject}」は使えません。",
        "Write it like {example}", "次のように書いてください：{example}",
    ),
    "argument_missing": words(
        "{slot} needs {key}.", "{slot}には{key}が必要です。",
        'Add {key}="…": {help}', '{key}="…" を加えてください。',
    ),
    "argument_unknown": words(
        "{slot} takes no {key}.", "{slot}に{key}は使えません。",
        "It takes: {known}.", "使えるのは：{known}",
    ),
    "argument_choice": words(
        "{key} cannot be '{value}'.", "{key}に「{value}」は使えません。",
        "Use one of: {choices}.", "使える値：{choices}",
    ),
    "round_bad": words(
        "round cannot be '{value}'.", "roundに「{value}」は使えません。",
        "Write a step above 0: round=100.", "0より大きい刻みを書いてください：round=100",
    ),
    "top_bad": words(
        "top cannot be '{value}'.", "topに「{value}」は使えません。",
        "Write a whole number: top=10.", "整数を書いてください：top=10",
    ),
    "format_bad": words(
        "format cannot be '{value}'.", "formatに「{value}」は使えません。",
        "Use of these: {choices}.", "使える値：{choices}",
    ),
    "slot_in_link": words(
        "A slot stands within a link.", "スロットがリンクの中にあります。",
        "Put it before or after the link.", "リンクの前か後に置いてください。",
    ),
    "slot_in_line": words(
        "A {slot} stands within a line.", "{slot}が行の中にあります。",
        "Put it into a paragraph of its own, with an empty line before and after.",
        "前後に空行を置いて、独立した段落にしてください。",
    ),
    "row_bad": words(
        "'{value}' names no row.", "「{value}」は行を示していません。",
        'Write row="currency=USD".', 'row="currency=USD" のように書いてください。',
    ),
    # What the snapshot answers.
    "no_row": words(
        "{figure} gives no number here.{rows}", "{figure}はここで数値を返しません。{rows_ja}",
        "Ask for what the snapshot holds, or leave the sentence out: no record is not zero.",
        "スナップショットにあるものを求めるか、文を省いてください（記録なしは0ではありません）。",
    ),
    "many_rows": words(
        "{figure} gives {count} numbers here: {rows}.", "{figure}はここで{count}個の数値を返します：{rows}",
        'Narrow it by one of these keys, or say which is meant: row="key=value".',
        'いずれかのキーで絞るか、row="キー=値" で行を示してください。',
    ),
    "value_unknown": words(
        "{figure} knows no value here.", "{figure}の値はここでは不明です。",
        "Leave the sentence out, or say in words that it is not known.",
        "文を省くか、不明であることを言葉で書いてください。",
    ),
    "claim_no_number": words(
        "The claim {claim} states no number.", "主張{claim}に数値はありません。",
        "Leave the sentence out, or say in words what it states.",
        "文を省くか、主張の内容を言葉で書いてください。",
    ),
    "chart_keys": words(
        "A chart is divided by one key.", "図を分けるキーは一つです。",
        'Write by="country".', 'by="country" のように書いてください。',
    ),
    "chart_units": words(
        "The values are in several units: {units}.", "値の単位が複数あります：{units}",
        'Narrow it to one, as in currency="USD".', 'currency="USD" のように一つに絞ってください。',
    ),
    "chart_crowded": words(
        "Several values stand at one {key}: the figure also divides by {others}.",
        "一つの{key}に値が複数あります（{others}でも分かれます）。",
        "Narrow it to one of them.", "どれか一つに絞ってください。",
    ),
    "map_countries": words(
        "A map shows countries.", "地図に示すのは国です。",
        'Divide it by="country".', 'by="country" で分けてください。',
    ),
    "claims_all": words(
        "It does not say which claims are meant.", "どの主張かが示されていません。",
        "Narrow it by one of: {keys}.", "次のどれかで絞ってください：{keys}",
    ),
    "no_values": words(
        "{figure} gives no known value here.", "{figure}の値はここでは一つも知られていません。",
        "Ask for what the snapshot holds, or leave it out: no record is not zero.",
        "スナップショットにあるものを求めるか、省いてください（記録なしは0ではありません）。",
    ),
    "too_long": words(
        "It would have {rows} rows, more than {most}.", "{rows}行になり、{most}行を超えます。",
        "Say how many the reader needs: top=20.", "読者に要る行数を書いてください：top=20",
    ),
    # What a number may not be said to be. {asked} is what the slot asks, {number} what is known.
    "no_hedge": words(
        "A date, a year or an ordinal is neither rounded nor hedged.", "日付・年・回次は丸めも限定もできません。",
        "Leave say and round out.", "sayとroundを省いてください。",
    ),
    "share_step": words(
        "A share is written in whole percent.", "割合は整数のパーセントで書きます。",
        "Round to 1, 5 or 10.", "1、5、10のどれかに丸めてください。",
    ),
    "unknown_value": words(
        "{asked} is not true of {number}: the value is not known.", "{number}は値が不明で、{asked}とは書けません。",
        "Leave the sentence out: unknown is no number.", "文を省いてください（不明は数値ではありません）。",
    ),
    "unknown_bound": words(
        "{asked} is not true of {number}: no bound on that side is known.",
        "{number}のその側の限度は不明で、{asked}とは書けません。",
        "Say what the source says: leave say out.", "sayを省き、出典のとおりに書いてください。",
    ),
    "soft_bound": words(
        "{asked} is not true of {number}: that bound is only read from the rounding, not stated.",
        "{number}の限度は丸めから推定しただけで、{asked}とは書けません。",
        "Say what the source says: leave say out.", "sayを省き、出典のとおりに書いてください。",
    ),
    "not_below": words(
        "{asked} is not true of {number}: it is exactly {value}, not more.",
        "{number}はちょうど{value}で、それを超えず、{asked}とは書けません。",
        'Say "at least", or round to a larger step.', 'say="at least" にするか、大きい刻みに丸めてください。',
    ),
    "not_above": words(
        "{asked} is not true of {number}: it is exactly {value}, not less.",
        "{number}はちょうど{value}で、それを下回らず、{asked}とは書けません。",
        'Say "up to", or round to a larger step.', 'say="up to" にするか、大きい刻みに丸めてください。',
    ),
    "not_exact": words(
        "{asked} is not true of {number}: it is known with its hedge only.",
        "{number}は限定付きでしか知られておらず、{asked}とは書けません。",
        "Leave say out, or say the hedge.", "sayを省くか、その限定を書いてください。",
    ),
    "rounding_loses": words(
        "{asked} is not true of {number}: {value} is no multiple of the step, and rounding would lose something in silence.",
        "{number}は刻みの倍数ではなく、{asked}では黙って値が失われます。",
        'Say "about", "more than" or "less than", or leave round out.',
        "about、more than、less thanのどれかをsayに書くか、roundを省いてください。",
    ),
    "hedge_hides_bound": words(
        '{asked} is not true of {number}: the source gives a bound, which "about" would hide.',
        "{number}には限度があり、{asked}ではそれが隠れます。",
        "Say what the source says: leave say out.", "sayを省き、出典のとおりに書いてください。",
    ),
    "rounding_misleads": words(
        "{asked} is not true of {number}: a reader takes {value} more narrowly than the step was.",
        "{asked}では、読者は{value}を刻みより狭く受け取り、{number}に合いません。",
        "Round to a smaller step.", "小さい刻みに丸めてください。",
    ),
    # Warnings.
    "loose": words(
        '"{number}" is true, but a reader expects less distance from the figure.',
        "「{number}」は正しいものの、読者はもっと近い値と受け取ります。",
        "Round to a smaller step.", "小さい刻みに丸めてください。",
    ),
    "open_finding": words(
        "{number} stands in an open finding, {label}: {topic}.", "{number}は未決の所見（{label_ja}）にあります：{topic}",
        "Decide the finding {finding}, or say why in the text.", "所見{finding}を決めるか、理由を本文に書いてください。",
    ),
    "changed": words(
        "{number} was {before} in edition {edition}, as of the same date.",
        "{number}は{edition}版では同じ時点で{before}でした。",
        "Decide a finding about it at the desk, and say in the text what changed.",
        "デスクで所見を決め、何が変わったかを本文に書いてください。",
    ),
    "fell": words(
        "{number} is less than {before} of edition {edition}.", "{number}は{edition}版の{before}より小さい値です。",
        "Say why in the text; a total to date does not fall by itself.",
        "理由を本文に書いてください（累計は自ずと減りません）。",
    ),
    "not_latest": words(
        "The snapshot {snapshot} is not the latest, which is {latest}.",
        "スナップショット{snapshot}は最新（{latest}）ではありません。",
        "Build from the latest, or say why not.", "最新から作るか、理由を書いてください。",
    ),
    "old": words(
        "The snapshot {snapshot} is {days} days old.", "スナップショット{snapshot}は{days}日前のものです。",
        "Freeze again, or raise stale_after_days.", "作り直すか、stale_after_daysを増やしてください。",
    ),
}  # fmt: skip
