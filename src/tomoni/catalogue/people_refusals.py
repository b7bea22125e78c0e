"""What is refused about people, merges, rosters and their statistics, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

PEOPLE_REFUSALS: dict[str, RefusalWording] = {
    "person_has_no_name": words(
        "Neither a family name nor a name in its own script is given.",
        "姓も現地表記の氏名もありません。",
        "Give at least one of them.",
        "少なくとも一方を記入してください。",
    ),
    "unknown_country": words(
        "{country} is no country of the catalogue.",
        "「{country}」は国の一覧にありません。",
        "Choose a country of the list.",
        "一覧から国を選んでください。",
    ),
    "unknown_word": words(
        "{word} is not a word of this list.",
        "「{word}」はこの一覧にありません。",
        "Choose one of the list.",
        "一覧から選んでください。",
    ),
    "birth_year_out_of_range": words(
        "The year of birth does not lie from {first} to {last}.",
        "生年が{first}年から{last}年の間にありません。",
        "Correct it, or leave it out.",
        "訂正するか、空欄にしてください。",
    ),
    "address_unfit": words(
        "{address} is no e-mail address.",
        "「{address}」は電子メールアドレスではありません。",
        "Correct it, or leave it out.",
        "訂正するか、空欄にしてください。",
    ),
    "person_is_erased": words(
        "The names of this person were erased.",
        "この人物の氏名は消去されています。",
        "Nothing of it can be changed; the counts stay.",
        "変更できません。人数の記録は残ります。",
    ),
    "account_is_active": words(
        "This person has an account that is in use.",
        "この人物には有効なアカウントがあります。",
        "Switch the account off first.",
        "先にアカウントを無効にしてください。",
    ),
    "merge_with_itself": words(
        "A person cannot be merged with itself.",
        "同じ人物どうしは統合できません。",
        "Choose two different rows.",
        "異なる二件を選んでください。",
    ),
    "merged_already": words(
        "One of the two has been merged already.",
        "一方はすでに統合されています。",
        "Open the row that stands for both and compare with that one.",
        "統合先の記録を開いて比較してください。",
    ),
    "both_took_part": words(
        "Both take part in {editions}, and one person takes part only once.",
        "両者が{editions}に参加しています。一人は一回しか参加できません。",
        "Decide that they are two persons, or correct the roster that lists one of them twice, "
        "then merge.",
        "別人と判定するか、二重に記載した名簿を訂正してから統合してください。",
    ),
    "both_are_nominated": words(
        "Both are nominated in {calls}.",
        "両者が{calls}に推薦されています。",
        "Mark one of the nominations as a duplicate, then merge.",
        "一方の推薦を重複としてから統合してください。",
    ),
    "both_have_accounts": words(
        "Both have an account.",
        "両者にアカウントがあります。",
        "Switch one account off and take it from its person, then merge.",
        "一方のアカウントを無効にして外してから統合してください。",
    ),
    "not_decided_yet": words(
        "Nothing has been decided about these two yet.",
        "この二件はまだ判定されていません。",
        "Decide first.",
        "先に判定してください。",
    ),
    "later_merge_stands": words(
        "A later merge moved these rows on.",
        "後の統合でこれらの記録がさらに移されています。",
        "Undo the later merge first.",
        "先に後の統合を取り消してください。",
    ),
    "employment_ends_before_it_starts": words(
        "The post ends before it begins.",
        "職の終わりが始まりより前です。",
        "Correct one of the dates.",
        "日付を訂正してください。",
    ),
    "edition_run_at_the_desk": words(
        "The participants of {edition} are recorded by the desk itself.",
        "{edition}の参加者は研修業務で記録されています。",
        "Change them there; a roster is for editions that were held before.",
        "そちらで変更してください。名簿は過去の回のためのものです。",
    ),
    "edition_has_no_date": words(
        "{edition} has no year.",
        "{edition}の年がありません。",
        "Give the year in the column Year.",
        "「年」の列に年を記入してください。",
    ),
    "edition_has_other_year": words(
        "{edition} was held in {held}, and the row says {year}.",
        "{edition}は{held}の実施ですが、行には{year}とあります。",
        "Correct the number or the year of the row.",
        "行の回次か年を訂正してください。",
    ),
    "edition_not_named": words(
        "The row names neither a number nor a year of an edition.",
        "行に回次も年もありません。",
        "Give the number, the year, or both; or import the file for one edition.",
        "回次か年、または両方を記入するか、一つの回を指定して取り込んでください。",
    ),
    "edition_is_ambiguous": words(
        "{series} has more than one edition in {year}.",
        "{series}には{year}年の回が複数あります。",
        "Give the number of the edition as well.",
        "回次も記入してください。",
    ),
    "named_twice": words(
        "The same person stands on line {line} as well.",
        "同じ人物が{line}行目にもあります。",
        "Take one of the lines out, or give the years of birth of both.",
        "一方を除くか、両者の生年を記入してください。",
    ),
    "edition_has_other_number": words(
        "The row names the number {number}, and the file is for {edition}.",
        "行の回次は{number}ですが、ファイルは{edition}のものです。",
        "Correct the row, or import the file for the whole series.",
        "行を訂正するか、シリーズ全体として取り込んでください。",
    ),
    "edition_without_number": words(
        "{edition}, held in {year}, is on record without a number.",
        "{year}年の{edition}が回次なしで記録されています。",
        "Leave the number blank if that one is meant, or enter its number first.",
        "その回であれば回次を空欄にするか、先に回次を登録してください。",
    ),
}
