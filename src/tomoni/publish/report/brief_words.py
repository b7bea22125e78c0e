"""The words of a country brief, in English and Japanese; ``{…}`` takes a name or a slot."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

TITLE = Label("Country brief: {name}", "国別概要：{name}")
HEADING = Label("What is on record", "記録の概要")
SILENT = Label(
    "The {documents} documents on record name {name} nowhere. That says nothing about {name}: the "
    "documents name countries mostly as examples, and they are sections of larger books. "
    "No record is not zero.",
    "記録にある{documents}点の文書に、{name}への言及はありません。これは{name}について何かを示すものでは"
    "ありません。文書の国名は多くが例示であり、文書自体も大部の資料の一部です。記録がないことはゼロを"
    "意味しません。",
)
OTHERWISE = Label(
    "The documents name {name} as recipient of no activity. They name it in other roles alone, "
    "which are listed below. No record is not zero.",
    "文書は{name}を受益国としては挙げていません。以下は、その他の形で挙げられたものです。"
    "記録がないことはゼロを意味しません。",
)
SUMMARY = Label(
    "The documents name {name} as recipient of {all} activities, parts included, in {passages} "
    "passages. Counted without their parts these are {top}. Lists of countries are mostly open "
    "(“such as”), so that there may be more.",
    "文書は{name}を、構成要素を含め{all}件の案件の受益国として、{passages}か所で挙げています。"
    "構成要素を除くと{top}件です。国名の列挙は多くが例示（「など」）であり、ほかにもあり得ます。",
)
ACTIVITIES = Label("The activities", "案件")
ACTIVITIES_CAPTION = Label(
    "Activities that name the country as recipient, with the passages that mention them",
    "受益国として明記した案件と、言及箇所の数",
)
NAMES_IN_ENGLISH = Label("Names are given in English.", "記録の名称は英語のまま示します。")
NUMBERS = Label("What is stated in numbers", "文書が述べる数値")
ALONE = Label(
    "Of activities that name no other country as recipient:",
    "ほかの受益国の記載がない案件について：",
)
SHARED = Label(
    "Of efforts shared with other countries. What part concerns {name} is not stated:",
    "ほかの国と共通の取組について（{name}の分は不明）：",
)
NO_NUMBERS = Label(
    "The documents state no amount of money, no number of people and no other quantity for an "
    "activity that names {name}.",
    "{name}を挙げた案件について、金額、人数その他の数量は述べられていません。",
)
NONE_ALONE = Label(
    "No quantity is stated of an activity that names {name} alone.",
    "{name}のみを挙げた案件について、数量は述べられていません。",
)
BEGAN = Label("When work began", "開始時期")
OTHER = Label("Named in another way", "その他の形での言及")
INHERITED_ONLY = Label(
    "Parts of a wider effort that names the country, never counted as its own",
    "国名を挙げた上位の取組の構成要素（当該国の案件としては計上しない）",
)
OPEN = Label("Open questions", "未解決の点")
OPEN_WHY = Label(
    "Statements that contradict each other, and on which nobody has decided yet:",
    "互いに食い違い、まだ判断されていない記述：",
)
UNSAID = Label("What the sources do not say", "資料が述べていないこと")
NO_MONEY = Label("No amount of money.", "金額。")
NO_PEOPLE = Label("No number of people.", "人数。")
NO_RESULT = Label(
    "What came of the activities, unless it is told above.", "上に記したもの以外の成果。"
)
NO_END = Label(
    "Whether an activity still goes on: each stands as last reported in its document.",
    "案件が現在も続いているか（各文書の時点の記載にとどまる）。",
)
SOURCES = Label("Sources", "出典")
INFERRED = Label("year of the edition inferred", "版の年は推定")
PARTED = Label("; ", "；")
RECORD_NAME = Label("Name of a record or an edition.", "記録または版の名称。")
