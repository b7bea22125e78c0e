"""What the numbers of a Japanese text mean: 億 and 万, counters, 第…回, 割, amounts in 円 and ドル."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from .currencies import JAPANESE_CURRENCIES, JAPANESE_CURRENCY, currency_before
from .numerals import LONGEST_NUMBER
from .qualifiers import qualifier_ja_at
from .spans import Figure, Kind, Mask

_SCALES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3, "百": 10**2, "十": 10}
_KANJI = {character: number for number, character in enumerate("〇一二三四五六七八九")}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"[兆億万千百]{1,2}"
_NUMBER = rf"(?:(?:{_DIGITS})\s?{_SCALE}\s?)*(?:{_DIGITS})(?:\s?{_SCALE})?"
_KANJI_NUMBER = r"[一二三四五六七八九十百千万億〇]+"
_PERSONS = r"人日|名|人(?!権|道|間|材|類|身|口|当たり|あたり|工|的|々|一人|ひとり|目)"
_COUNTRIES = r"の(?:国・地域|国と地域|国及び地域|国(?![一-龥]))|(?:か国|カ国|ヵ国|ヶ国|ケ国|箇国|国)(?:・地域|及び地域|・機関)?(?!間|家|民|内|際|連|境|防|交|益|籍|立|政府)|締約国|加盟国|の(?:多様な|加盟|締約|参加)?国々?(?![一-龥])"
_ITEMS = (
    r"件|か所|カ所|ヵ所|ヶ所|箇所|校|隻|台|基|機|棟|本|点|枚|種類|団体|機関|社|大学|村|世帯|病院|館|項目|分野|つ(?!いて)"
    r"|個|床|発|部(?!隊|門|族|長)|都市|自治体|地域|言語|便|頭|冊|着|張|組|班|チーム|コース|プロジェクト|案件|事業|ページ分"
    r"|か条|セット|施設|学校|橋|艇|両|筆|州|県|郡|省庁|企業|拠点|教室|品目|柱|文書|議席|区|ポスト|室|井|羽|巡|式|局|店|か村|の(?:国際)?(?:機関|団体|分野|項目|重点|プロジェクト|案件|都市|地域|大学|学校|施設|事業|柱|原則"
    r"|課題|目標|組織|企業|州|県|村|拠点|施策|提言|論点|島|言語|民族|部族|裁判所|刑務所|警察署|研修|コース|行動|優先)"
)
_EVENTS = r"度(?!目|合|量|数)|回(?!目|復|収|線|避|路|答)|セッション|公演|試合"
_UNITS: tuple[tuple[str, Kind, str, int], ...] = (
    ("person_day", "count", r"人日", 1),
    ("percent", "percentage", r"%|パーセント|ポイント", 1),
    ("percent", "percentage", r"割(?!合|り|当)", 10),
    ("square_kilometre", "area", r"平方キロメートル|平方キロ|㎢|km2|km²", 1),
    ("square_metre", "area", r"平方メートル|平米|㎡|m2|m²", 1),
    ("hectare", "area", r"ヘクタール|ha(?![a-z])", 1),
    (
        "year",
        "duration",
        r"か年|カ年|ヵ年|ヶ年|年間|年半|年ぶり|余年|年(?=前|後(?!半)|の間|来|の歳月|越し|連続|以上|近く|余り|にわた|超|未満|以内|ごと|ほど|程度|目標)",
        1,
    ),
    ("month", "duration", r"(?:か|カ|ヵ|ヶ|箇)月間?", 1),
    ("week", "duration", r"週間", 1),
    ("day", "duration", r"日間|泊", 1),
    ("hour", "duration", r"時間", 1),
    ("minute", "duration", r"分間", 1),
    ("kilometre", "measurement", r"キロメートル|km(?![a-z2²])|キロ(?!グラム|ワット)", 1),
    ("metre", "measurement", r"メートル|m(?![a-z2²])", 1),
    ("tonne", "measurement", r"トン|t(?![a-z])", 1),
    ("kilogram", "measurement", r"キログラム|kg", 1),
    ("kilowatt", "measurement", r"キロワット|kW", 1),
    ("megawatt", "measurement", r"メガワット|MW", 1),
    ("litre", "measurement", r"リットル", 1),
    ("degree", "measurement", r"(?<=[温緯経氏]\d\d)度|(?<=[温緯経氏]\d)度|℃", 1),
    ("times", "factor", r"倍", 1),
    ("person", "count", _PERSONS, 1),
    ("country", "count", _COUNTRIES, 1),
    ("event", "count", _EVENTS, 1),
    ("item", "count", _ITEMS, 1),
)
_KANJI_KINDS: dict[str, Kind] = {"year": "duration", "month": "duration", "day": "duration",
                                 "week": "duration", "percent": "percentage"}  # fmt: skip
# "15のPKO": any noun, where no letter stands before the number as in フェーズ3の.
_VOTE = re.compile(r"(?:賛成|反対|棄権)\s?[:：]?$")
_OF_NOUN = re.compile(r"の(?=[A-Zァ-ヶ一-龥])")
_LETTER = re.compile(r"(?![約計全各延])[A-Za-zァ-ヶー一-龥\d]")
_HEDGE = r"(?:余り?|数)?"
_COUNTER = re.compile(
    _HEDGE + r"\s?(?:(?P<money>" + JAPANESE_CURRENCY + r")|"
    + "|".join(f"(?P<u{index}>{pattern})" for index, (_, _, pattern, _) in enumerate(_UNITS)) + ")"
)  # fmt: skip
_FIGURE = re.compile(rf"(?<![\dA-Za-z/])(?<!\d[.,])(?:{_NUMBER})(?!\d)")
_KANJI_FIGURE = re.compile(
    rf"(?<![一-龥\d])(?:約|計|全|各|以下の|次の|の|、|。|^|\s)?(?P<number>{_KANJI_NUMBER})"
    r"(?P<counter>か国|カ国|ヵ国|ヶ国|名|年間|か月|カ月|日間|週間|隻|校|か所|つ(?=の[一-龥ァ-ヶ])|本柱|機関|分野|団体|割)"
    r"(?!間)"
)
_KANJI_UNITS = {"名": "person", "年間": "year", "か月": "month", "カ月": "month", "日間": "day",
                "週間": "week", "割": "percent"}  # fmt: skip
_ORDINAL = re.compile(
    rf"第\s?(?P<number>{_NUMBER}|{_KANJI_NUMBER})\s?(?P<what>回|次(?!世界大戦)|期|版|会期|弾|代|陣|号機|位|セッション|フェーズ)?"
    r"|(?P<later>\d{1,6})\s?(?:回目|番目|周年|度目|年目|例目|期生|か国目|カ国目|人目|位(?!置))"
)
_PART = re.compile(r"分の(?P<count>\d+)")
_ANAPHORIC_KANJI = re.compile(r"(?:二|両|一)(?:国|者|つ|人|方|部)")


def has_japanese(text: str) -> bool:
    """Whether kana stand in the text, or a number with a Japanese counter."""
    return re.search(r"[\u3041-\u30fa]|\d\s?[年月日円名人回億万]", text) is not None


def find_figures_ja(text: str, mask: Mask, dollar: str) -> Iterator[Figure]:
    """Yield the ordinals, amounts and counts of a Japanese text; each kind in order."""
    taken: list[tuple[int, int]] = []
    for match in _ORDINAL.finditer(text):
        if len(match.group()) > LONGEST_NUMBER:
            continue
        if mask.reason(*match.span()) is None and (figure := _ordinal(match)) is not None:
            taken.append(match.span())
            yield figure
    ordinals = Mask((start, end, "ordinal") for start, end in taken)
    for match in _FIGURE.finditer(text):
        if len(match.group()) > LONGEST_NUMBER:
            continue
        if mask.reason(*match.span()) is None and ordinals.reason(*match.span()) is None:
            figure = _figure(text, match, dollar)
            if figure is not None:
                yield figure
    for match in _KANJI_FIGURE.finditer(text):
        if mask.reason(*match.span("number")) is None and not _ANAPHORIC_KANJI.fullmatch(
            match["number"] + match["counter"][:1]
        ):
            yield _kanji_figure(text, match)


def number_ja(printed: str) -> Fraction:
    """Return the value of digits with 億 and 万, or of a number in kanji."""
    plain = re.sub(r"[\s,]", "", printed)
    if not plain[:1].isdigit():
        return Fraction(_kanji_number(plain))
    total = Fraction(0)
    for digits, scales in re.findall(r"(\d+(?:\.\d+)?)([兆億万千百]*)", plain):
        value = Fraction(digits)
        for scale in scales:
            value *= _SCALES[scale]
        total += value
    return total


def _kanji_number(printed: str) -> int:
    total = section = current = 0
    for character in printed:
        if character in _KANJI:
            current = current * 10 + _KANJI[character]
        elif character in {"万", "億", "兆"}:
            total += (section + current or 1) * _SCALES[character]
            section = current = 0
        else:
            section += (current or 1) * _SCALES[character]
            current = 0
    return total + section + current


def _ordinal(match: re.Match[str]) -> Figure | None:
    if match["later"]:
        value = Fraction(int(match["later"]))
    elif match["what"] is None:
        return None
    else:
        value = number_ja(match["number"])
    return Figure(match.start(), match.end(), value, "ordinal", "ordinal", reasons=("ordinal_ja",))


def _figure(text: str, match: re.Match[str], dollar: str) -> Figure | None:
    start, end = match.span()
    value = number_ja(match.group())
    part = _PART.match(text, end)
    if part and value:
        share = number_ja(part["count"]) / value
        return Figure(start, part.end(), share, "percentage", "share", reasons=("fraction",))
    if text[max(0, start - 2) : start] == "分の":
        return None
    before = currency_before(text, start)
    counter = _COUNTER.match(text, end)
    if before is not None:
        code, start = before
        if text[start] == "$":
            code = dollar
        return _hedged(
            text, Figure(start, end, value, "money", None, code, reasons=("currency",)), end
        )
    if counter is None:
        return _without_counter(text, start, end, value, match.group())
    if counter["money"]:
        figure = Figure(start, counter.end(), value, "money", None,
                        JAPANESE_CURRENCIES[counter["money"]], reasons=("currency",))  # fmt: skip
        return _hedged(text, figure, end)
    index = next(i for i in range(len(_UNITS)) if counter[f"u{i}"] is not None)
    unit, kind, _, factor = _UNITS[index]
    if counter[f"u{index}"].startswith("年半"):
        value += Fraction(1, 2)
    if _counts_nothing(text, value, counter, unit):
        return None
    figure = Figure(
        start, counter.end(), value * factor, kind, unit,
        counted=_counted(text, start, counter), reasons=("counter",),
    )  # fmt: skip
    return _hedged(text, figure, end)


def _counts_nothing(text: str, value: Fraction, counter: re.Match[str], unit: str) -> bool:
    printed = counter.group().strip()
    if printed.startswith("つ") and value == 1:
        return True
    if (
        unit == "person"
        and value == 1
        and text[counter.end() : counter.end() + 1] in {"ひ", "一", "当", "あ"}
    ):
        return True
    return (
        unit == "degree" and text[counter.end() : counter.end() + 1] in {"に", "の"} and value < 4
    )


def _counted(text: str, start: int, counter: re.Match[str]) -> str | None:
    """The noun before "の" and the number, or after the counter and "の"."""
    after = re.compile(r"の([ァ-ヶー一-龥A-Za-z]{1,12})").match(text, counter.end())
    if after:
        return after[1]
    before = re.search(
        r"([ァ-ヶー一-龥]{1,12})(?:の|を|が|は)?(?:約|計|延べ|合計|総勢)?$",
        text[max(0, start - 18) : start],
    )
    noun = re.sub(r"(?:約|計|延べ|合計|総勢|各|全)+$", "", before[1]) if before else ""
    return noun or None


def _without_counter(
    text: str, start: int, end: int, value: Fraction, printed: str
) -> Figure | None:
    """A number in a range takes the counter of the other end; one with 万 or 億 counts anyway."""
    going_on = re.compile(rf"\s?(?:~|-|から|、|及び|又は|または|・)\s?(?P<other>{_NUMBER})").match(
        text, end
    )
    if going_on:
        counter = _COUNTER.match(text, going_on.end())
        scale = re.search(rf"{_SCALE}$", going_on["other"].strip())
        if counter and not re.match(r"年|月|日(?!間)", text[going_on.end() : going_on.end() + 1]):
            if scale and not re.search(_SCALE, printed) and value < 10000:
                for character in scale.group():
                    value *= _SCALES[character]
            return _of_range(start, end, value, counter, text[end : end + 3])
    if _VOTE.search(text, max(0, start - 4), start):
        return Figure(start, end, value, "count", "item", reasons=("noun_before",))
    if _OF_NOUN.match(text, end) and not _LETTER.match(text[start - 1 : start]):
        unit = (
            "person" if text.startswith(("の人々", "の人口", "の人が", "の人に"), end) else "item"
        )
        return Figure(start, end, value, "count", unit, reasons=("counter",))
    if re.search(_SCALE, printed) and not re.match(r"[一-龥ァ-ヶ]", text[end : end + 1]):
        return Figure(start, end, value, "count", "item", reasons=("no_noun",))
    return None


def _of_range(start: int, end: int, value: Fraction, counter: re.Match[str], gap: str) -> Figure:
    qualifier = "at_least" if "~" in gap or "-" in gap or "から" in gap else "exact"
    if counter["money"]:
        return Figure(start, end, value, "money", None, JAPANESE_CURRENCIES[counter["money"]],
                      qualifier, reasons=("range", "currency"))  # fmt: skip
    index = next(i for i in range(len(_UNITS)) if counter[f"u{i}"] is not None)
    unit, kind, _, factor = _UNITS[index]
    return Figure(
        start, end, value * factor, kind, unit, None, qualifier, reasons=("range", "counter")
    )


def _kanji_figure(text: str, match: re.Match[str]) -> Figure:
    counter = match["counter"]
    start, end = match.start("number"), match.end()
    value = number_ja(match["number"]) * (10 if counter == "割" else 1)
    unit = "country" if counter.endswith("国") else _KANJI_UNITS.get(counter, "item")
    kind = _KANJI_KINDS.get(unit, "count")
    figure = Figure(start, end, value, kind, unit, is_word=True, reasons=("kanji",))
    return _hedged(text, figure, match.end("number"))


def _hedged(text: str, figure: Figure, number_end: int) -> Figure:
    if re.search(r"\d\s?(?:~|-)\s?$", text[max(0, figure.start - 4) : figure.start]):
        return replace(figure, qualifier="up_to", reasons=("range", *figure.reasons))
    return replace(figure, qualifier=qualifier_ja_at(text, figure.start, number_end, figure.end))
