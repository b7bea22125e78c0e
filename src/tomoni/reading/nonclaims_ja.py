"""Numbers of Japanese texts that claim nothing: articles, pages, notes, names, ages, floors."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"[\d一二三四五六七八九十百]+"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("reference", rf"第\s?{_NUMBER}\s?(?:条|項|号(?!機)|章|節|部(?!隊)|編|表|図|巻|頁|三者|三国|四半期|一人者|一線|一歩|二次世界大戦|一次世界大戦|一次産業|三次産業|一義|二章)(?:第?\s?\d+\s?[項号])?"),
    ("reference", r"第[ⅠⅡⅢⅣⅤⅥIVX]+\s?[部章節]"),
    ("reference", r"(?:図表?|表|注|脚注|別添|別紙|参考|コラム|資料|Note|ページ|頁|p\.|P\.|図版|写真)\s?[ⅠⅡⅢⅣI]*[-ー]?\s?\d+(?:-\d+)*"),
    ("reference", r"\d+\s?(?:頁|ページ(?!分|の)|節|項(?!目)|条(?!約)|章)(?:参照)?"),
    ("reference", r"(?:目標|ゴール|ターゲット|SDGs?)\s?\d+(?:\.\d+)?(?:、\d+)*"),
    ("reference", r"第[一二三1-3]に(?:、|は)?"),
    ("resolution", r"(?:安保理|国連|総会|安全保障理事会)?決議(?:第)?\s?\d+(?:号|\s?\(\d{4}\))?|決議第?\d+号"),
    ("name", r"新型コロナ(?:ウイルス)?(?:感染症)?(?:[(（]COVID-19[)）])?|COVID-?19"),
    ("name", r"(?:20\d\d|ニーマルサンマル)\s?アジェンダ|アジェンダ\s?20\d\d|ビジョン\s?20\d\d|東京\s?20\d\d|大阪・関西万博\d*|20\d\d年(?:大阪・関西)?万博"),
    ("name", r"G\s?\d{1,2}(?!\d)|(?:TICAD|PALM|COP|SOM|APEC|日中韓)\s?\d{1,2}(?![\d年か])|第[二2三3]国|第三者|二国間|三国間|[二三四]者(?:間|会合|会談)|両国|一帯一路|四方|三権|三位一体|九州|四国(?!民)|千葉|三重|八戸|十分|一部|一層|一環|一方|一定|一般|一体|一連|一致|一つ(?:の|は|に|と|である)|一人(?:ひとり|一人|当たり|あたり)?|統一|唯一|万全|万が一|第二次(?:世界大戦)?|世界一|一時|一度|一旦|一国|一貫|一員|一助|一助|一刻|一切|一際|一番|二重|二度"),
    ("name", r"[1一]\s?[かカヵヶケ]国(?:のみ|だけ|では|の(?:努力|力|取組))"),
    ("name", r"(?<=[一-龥ァ-ヶー])(?:19|20)\d\d(?=[」』）)])"),
    ("century", r"\d{1,2}\s?世紀"),
    ("age", r"\d{1,3}\s?(?:歳|才)(?:以上|未満|以下)?|\d{1,2}\s?代(?=の|後半|前半|男|女)"),
    ("floor", r"\d{1,2}\s?階(?!級)"),
    ("clock", r"(?:午前|午後)?\d{1,2}\s?時(?!間|点|代|期)(?:\d{1,2}分)?"),
    ("enumeration", r"[(（]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[アイウエオカキ])\s?[)）](?=\s?[^\d\s、。)）])(?!の)"),
    ("rank", r"(?:一|1)\s?位(?!置)"),
    ("photo", r"[(（][^()（）]{0,120}(?:写真|提供)[^()（）]{0,120}[)）]"),
    ("reference", r"[(（](?:注|※)\s?\d*[)）]|(?:注|※)\s?\d+"),
)  # fmt: skip
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _PATTERNS)


def non_claims_ja(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the spans in which a number claims nothing, each with the reason."""
    for reason, pattern in _COMPILED:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), reason
