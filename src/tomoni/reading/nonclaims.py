"""Numbers that claim nothing: of pages, notes, sections and articles; in names; in addresses.

Each pattern has a reason. A figure that touches such a span is none.
"""

# ruff: noqa: E501, ISC004 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator

from .layout import Layout, Line

_NUMBER_LIST = (
    r"\d+(?:[.-]\d+)*[a-z]?(?:\s?\([a-z0-9]{1,3}\))*"
    r"(?:(?:\s*(?:,|-|to|and|or|&)\s*)\d+(?:[.-]\d+)*(?:\s?\([a-z0-9]{1,3}\))*"
    r"(?!\s*(?:%|[,.]\d{3}|million|billion|people|persons|participants|countries|officials|officers|courses|seminars|projects|schools|women|children|cases|years|months|days)))*"
)
_ANY_CASE = (
    r"pages?|pp?\.|articles?|arts?\.|sections?|chapters?|figures?|figs?\.|tables?|annex(?:es)?"
    r"|appendi(?:x|ces)|boxe?s?|notes?|footnotes?|endnotes?|paragraphs?|paras?\.|charts?|graphs?"
    r"|phases?|levels?|tiers?|sdgs?|nos?\.|vols?\.|volumes?|clauses?|questions?|steps?"
)
_CAPITALISED = (
    r"Part|Parts|Goals?|Targets?|Indicators?|Pillars?|Stage|Components?|Objectives?|Outcomes?"
    r"|Outputs?|Priorit(?:y|ies)|Recommendations?|Principles?|Rules?|Category|Type|Class|Group"
    r"|Issue|Lot|Batch|Room|Route|Highway|Unit|Version|Grade|Zone|District|Line|Title|Track"
    r"|Schedule|Slide|Panel|Exhibit|Map|Chart|Protocol|Model|Article|Column|Case Study|Case|Area"
    r"|Topic|Session|Item|Act|Law|Decree|Bill|Directive|Regulation|Building|Suite|Gate|Terminal"
)
_ANYWHERE: tuple[tuple[str, str, int], ...] = (
    ("address", r"(?:https?://|www\.|doi:\s?)\S+", 0),
    ("photo", r"[(（][^()（）]{0,200}?(?:[Pp]hoto|[Cc]ourtesy|写真|提供[:：]|©)[^()（）]{0,200}[)）]", 0),
    ("photo", r"(?:[Pp]hoto(?:graph)?s?(?:\s(?:taken|by|credit))?|写真)\s?[:：][^\n]{0,160}|©\s?[^\n]{0,120}", 0),
    ("name", r"\b[Gg]roup of (?:Seven|Eight|Twenty|Seventy-Seven|\d+|Friends)\b", 0),
    ("name", r"\b(?:World War|Second World War|First World War)\s?(?:I{1,2}|One|Two|1|2)?\b|\b(?:one|One) China\b|\bFive-Year|\b(?:First|Second) Lady|\b[Tt]wo-plus-[Tt]wo|\b(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)-[A-Z][a-z]+|\bThree Gorges|\bFive Eyes|\bthree Rs\b|\b3Rs?\b", 0),
    ("name", r"\b(?:One|Two|Three|Four|Five|Ten|First|Second) (?:Health|Stop|UN|Village|Belt|Pacific|Nation|Nations|State|Committee|Data Gateway|Planet)\b", 0),
    ("age", r"\b(?:aged?|ages|under|over|below|above)(?:\s(?:the\sage\sof|between|from))?\s(?:\d{1,2}|five|two|one|eighteen)(?:\s?(?:-|to|and)\s?\d{1,2})?(?:\s(?:years\s(?:of\sage|old)|and\s(?:over|above|older)))(?!\d)|\baged?\s(?:between\s)?\d{1,2}(?:\s?(?:-|to|and)\s?\d{1,2})?|\b(?:children|girls|boys|infants)\s(?:under|below)(?:\sthe\sage\sof)?\s(?:\d{1,2}|five|two|one|ten)(?:\syears)?(?:\sof\sage)?|\b\d{1,2}(?:-|\s)years?(?:-|\s)olds?|\bunder-(?:\d{1,2}|five)s?\b|\bages?\s(?:of\s)?\d{1,2}(?:\s?(?:-|to|and)\s?\d{1,2})?", re.IGNORECASE),
    ("century", r"\b(?:\d{1,2}(?:st|nd|rd|th)|(?:twent(?:y|ieth)-?\s?(?:first)?|nineteenth|eighteenth|twentieth))\s+[Cc]entur(?:y|ies)", 0),
)  # fmt: skip
_PATTERNS: tuple[tuple[str, str, int], ...] = (
    ("address", r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+", 0),
    ("telephone", r"(?:Tel|Fax|Phone|TEL|FAX|電話)\S{0,12}\s*[+(\d][\d\s()+-]{5,}", 0),
    ("telephone", r"\+\d{1,3}[\s-]?(?:\(\d+\)|\d{1,4})[\s-]\d[\d\s-]{4,}", 0),
    ("identifier", r"\b(?:ISBN|ISSN|ISO|IEC|DOI|CRS ID)\b[\s:/-]*\d[\dXx\s:/.-]*\d", 0),
    ("identifier", r"\b(?:ID|Ref|REF|Code|Project\s[Nn]umber|Grant\s[Nn]umber|Contract)\b[.:]{0,2}\s?(?:[Nn]o\.?\s?)?[A-Z]{0,3}-?\d[\d/-]{2,}", 0),
    ("page", r"\b[Pp]ages?\s\d{1,4}\s(?:of|/)\s?\d{1,4}\b", 0),
    ("section", r"(?<=[.!?:]\s)\d{1,2}(?:[-.]\d{1,2})+\.?(?=\s[A-Z])(?!\s(?:Member|States|African|Asian|Pacific|Arab|European|Latin|Japanese|UN)\b)", 0),
    ("page", r"(?<=[.!?]\s)\d{1,3}/\d{1,3}(?=\s)(?!\s[a-z])", 0),
    ("document_symbol", r"\b[A-Z]{1,4}(?:/[A-Z]{1,12}[a-z.\d]{0,12}){0,6}/\d[\w./-]{0,40}|\b[A-Z]{1,4}/[A-Z][\w./-]{0,30}\d[\w./-]{0,40}", 0),
    ("resolution", r"\b(?:UNSCR|UNSC|UNGA|UNGAR|SC|HRC|GA)\s?\d+(?:/\d+)?(?:\s?\(\d{4}\))?", 0),
    ("resolution", r"\b[Rr]esolutions?\s+(?:No\.?\s*)?(?:[A-Z]+/)*\d+(?:/\d+)*[A-Z]?(?:\s?\((?:19|20)\d\d\)|\s?\([IVXL]+\))?"
                   r"(?:(?:,\s|\s?and\s|,?\s?or\s)(?:[A-Z]+/)*\d+(?:/\d+)*(?:\s?\((?:19|20)\d\d\))?)*", 0),
    ("resolution", r"\b[Dd]ecisions?\s+(?:No\.?\s*)?[A-Z\d]+/[\w./]+", 0),
    ("law_number", r"\b(?:Act|Law|Decree|Ordinance|Regulation|Directive|Order|Bill|Proclamation|Circular)"
                   r"(?:\s?\([A-Z]+\))?(?:\s(?:No\.?|Number))?\s?\d+(?:[/-]\d+)*(?:/[A-Z]+)?(?:\s+of\s+\d{4})?", 0),
    ("law_number", r"\bExecutive Orders?\s\d+", 0),
    ("note", r"(?:[Nn]ote|NOTE|Endnote|Footnote|注|脚注|※|\*)\s?\d{1,3}(?=\D|$)", 0),
    ("note", r"[(（]注?\s?\d{1,2}[)）](?=[、。」])|[(（]注\s?\d{1,2}[)）]", 0),
    ("note", r"<sup>.*?</sup>|\[\^?\d{1,3}(?:\s?[,-]\s?\d{1,3})*\]|\^\d{1,3}", 0),
    ("note", r"(?<=[a-z)\"'][.,;:])\d{1,3}(?=\s+[A-Z\"(]|\s*\n|\s*$)", 0),
    ("note", r"(?<=[a-z)\"'][.;])[ ]\d{1,3}(?=[ ][A-Z][a-z]+(?:,|\s[a-z]))(?![ ](?:January|February|March|April|May|June|July|August|September|October|November|December))", 0),
    ("note", r"(?<=[.!?]\")\d{1,3}(?=\s)|(?<=\b20\d\d[,.])\d{1,2}(?=\s)|(?<=\b19\d\d[,.])\d{1,2}(?=\s)", 0),
    ("enumeration", r"(?:(?<=[\s,;:])|^)\((?:\d{1,2}|[ivxl]{1,5})\)(?=\s?[A-Za-z\"'\u3040-\u9fff])(?!\s(?:and|or|countries|people|persons|participants)\b)", re.MULTILINE),
    ("enumeration", r"(?:(?<=[:;,.]\s)|(?<=and\s)|^)\d{1,2}\)(?=\s)", re.MULTILINE),
    ("enumeration", r"[①-⑳⑴-⒇]", 0),
    ("citation", r"\((?:see\s|cf\.\s)?(?:[A-Z][A-Za-z&.-]*(?:\s(?:et al\.?,?|and|&|of|for|the|on|[A-Z][A-Za-z&.-]*))*),\s(?:19|20)\d\d[a-z]?(?:\[\d+\])?(?:;[^()]*)?(?:,\sp+\.\s?\d+(?:-\d+)?)?\)", 0),
    ("citation", r"\b(?:et al\.|[A-Z]{3,}|World Bank|Eurostat)\s\((?:19|20)\d\d[a-z]?(?:\[\d+\])?\)", 0),
    ("clock", r"\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|hours)?|\b\d{1,2}\s?[ap]\.m\.|\b(?:24/7|9/11)\b", 0),
    ("name", r"\b[A-Za-z]+\+\s?\d+|\b\d\s?\+\s?\d\b|\b[A-Z]-\d\b", 0),
    ("reference", r"\d+-\(\d+\)", 0),
    ("name", r"(?<![A-Za-z])(?:G|B|Y|W|C|L|T|P|E|V|Q|D)-?\d{1,3}(?![\d,]|\.\d)\b(?:\+\d+)?", 0),
    ("name", r"\b(?:COVID|Covid|covid|SARS|H\dN|ALOS|CoV|GCOM|GOSAT|MH|ASTER|MQ|RQ|F|SH|PAC|UH|CH|P|V|THAAD|Sentinel|Landsat|HTV|Apollo|Chernobyl|HIV|HPV|PM)[- ]?\d[\d.]*[A-Z]?\b", 0),
    ("name", r"\b(?:TICAD|PALM|COP|CMP|CMA|IDA|ADF|GEF|CSW|UNGA|HLPF|UNCTAD|ICPD|FfD|WUF|ICN|WCDRR|CCPCJ|UNEA|AIDS|LDC|WSIS|BRICS|CoSP|COSP|SOM|Quad|IGF|Web|Industry|Society|Windows|Route|Formula|Boeing|Airbus|Type|Nutrition for Growth|N4G)[ -]?\d{1,3}(?:\.\d)?(?![\d,]\d|\s?(?:%|per\scent|percent|million|billion))\b", 0),
    ("name", r"\b(?:Agenda|Vision|Horizon|Strategy|Plan|Roadmap|Expo|EXPO|Goals|Compact|Initiative|Europe|Society|Blueprint|Kenya|Rwanda|Saudi Vision|Mission|ミッション|ビジョン|アジェンダ)\s?20(?:25|30|35|40|41|45|47|50|63)\b", 0),
    ("name", r"\b20(?:30|63)(?:年)?\s?(?:Agenda|Strategy for|Water Resources|Development Agenda)|2030\s?アジェンダ", 0),
    ("title", r"\b(?:[Bb]luebook|White\sPaper|Annual\sReport|Yearbook|[A-Z]\w+\sReport|Outlook|Overview|Survey|Review|Appeal|Index|Handbook|Almanac)\s(?:on\s[A-Z][\w\s]{3,30}\s)?(?:19|20)\d\d", 0),
    ("name", r"\b(?:1|2|3|4|5)(?:G|D|IR)\b|\b4x4\b|\b2x\s|\bWeb\s?\d\.0", 0),
    ("name", r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)-)(?:[A-Z][a-z]+|[A-Z]{2,}[a-z]*)-\d{1,3}[A-Z]?\b(?!-?\d|\s?(?:%|percent|million|billion))(?<!US-)", 0),
    ("reference", r"\b[A-Za-z]+\d+(?:/[A-Za-z]*\d+)+\b", 0),
    ("ratio", r"\b\d{1,2}\s?:\s?\d\b|\b1:\d[\d,]*", 0),
    ("contents", r"\.{4,300}\s{0,9}\d{1,4}|(?:\s\.){4,200}\s{0,9}\d{1,4}|…{2,99}\s{0,9}\d{1,4}|・{4,99}\s{0,9}\d{1,4}", 0),
    ("script", r"(?<=\w)_\d+|\b\d+_\w+|\$\{[^}]*\}", 0),
)  # fmt: skip
_ANYWHERE_COMPILED = tuple(
    (reason, re.compile(pattern, flags)) for reason, pattern, flags in _ANYWHERE
)
_COMPILED = tuple((reason, re.compile(pattern, flags)) for reason, pattern, flags in _PATTERNS)
# By a fragment of a pattern: it can match only in a text that holds one of these. Looking for them
# costs next to nothing, and most texts lack most of them.
_NEEDED: dict[str, tuple[str, ...]] = {
    "}@[": ("@",),
    "Tel|Fax": ("Tel", "Fax", "Phone", "TEL", "FAX", "電話"),
    r"|\d{1,4})[\s-]\d[\d\s-]": ("+",),
    "ISBN|ISSN": ("ISBN", "ISSN", "ISO", "IEC", "DOI", "CRS ID"),
    "[A-Z]{1,4}(?:/": ("/",),
    "[Pp]ages?": ("age",),
    "ID|Ref|REF": ("ID", "Ref", "REF", "Code", "umber", "Contract"),
    r"\d{1,3}/\d{1,3}": ("/",),
    r"[A-Za-z]+\d+(?:/": ("/",),
    "UNSCR|": ("UNSC", "UNGA", "SC", "HRC", "GA"),
    "esolutions?": ("esolution",),
    "ecisions?": ("ecision",),
    "Executive": ("Executive Order",),
    "<sup>": ("<sup>", "[", "^"),
    "[)）](?=[、": ("(", "（"),
    "[①": tuple("①②③④⑤⑴⑵⑶"),
    "et al": ("(",),
    "19|20)\\d\\d[a-z]?": ("(",),
    r"\d+-\(": ("-(",),
    "20(?:30|63)": ("2030", "2063"),
    "4x4": ("G", "D", "IR", "x", "Web"),
    r"_\d+": ("_", "${"),
    r"\.{4,300}": ("....", " . . .", "……", "・・・・"),
    r"\d{1,2}:\d{2}": (":", ".m.", "24/7", "9/11"),
    r"\s?:\s?": (":",),
}
_NUMBERS = re.compile(r"\d[\d\s.,]{0,40}")
REACH_BEFORE, REACH_AFTER = 60, 45
_REFERENCE = re.compile(
    rf"(?:\b(?i:{_ANY_CASE})|\b(?:{_CAPITALISED})|§)(?:\s|\xa0)?(?:No\.?\s?)?(?:{_NUMBER_LIST})"
    rf"(?![,.]?\d|\s?(?:%|million|billion|thousand|per\s?cent))"
)
_NOTE_OPENS = re.compile(
    r"(?:Note|See|The|This|These|In|For|According|As|An?|Source|Including|Based|Figures?|Data)\b|[\u3040-\u9fff]"
)
_HEADING_YEAR = re.compile(
    r"(?:FY)?(?:19|20)\d\d(?:\s?(?:[-/~]|to|and)\s?(?:19|20)?\d\d)?\s?(?:年度?版?)?|[FRH]Y?\d\d(?!\d)"
    r"|(?:令和|平成)\s?[\d元]+\s?年度?"
)
_SECTION = re.compile(
    r"[ \t]*(?:[#>*-]+[ \t]+)*(?:[(（][ \t]?\d{1,2}[ \t]?[)）]|\d{1,2}(?:[.-]\d{1,2}){1,4}\.?(?=[ \t]+[A-Z\u3040-\u9fff])|\d{1,2}[.)](?=[ \t\xa0]+\D|[^\d\s.])|\d{1,2}(?=[ \t]+[A-Z\u3040-\u9fff]))"
)


def non_claims(text: str, layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Yield the spans in which a number claims nothing, each with the reason."""
    for reason, pattern in _ANYWHERE_COMPILED:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), reason
    possible = [(reason, pattern) for reason, pattern in _COMPILED if _may_match(pattern, text)]
    for start, end in _near_numbers(text):
        for reason, pattern in possible:
            for match in pattern.finditer(text, start, end):
                yield match.start(), match.end(), reason
        for match in _REFERENCE.finditer(text, start, end):
            if not _counts_after_all(text, match):
                yield match.start(), match.end(), "reference"
    yield from _numbered_lines(text, layout)


def _may_match(pattern: re.Pattern[str], text: str) -> bool:
    needed = next((n for part, n in _NEEDED.items() if part in pattern.pattern), None)
    return needed is None or any(one in text for one in needed)


def _near_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches around the digits, cut at spaces: most patterns need look no further."""
    start = end = -1
    for match in _NUMBERS.finditer(text):
        if match.start() - REACH_BEFORE > end:
            if end >= 0:
                yield start, end
            start = max(text.rfind(" ", 0, max(match.start() - REACH_BEFORE, 0)), 0)
        end = match.end() + REACH_AFTER
    if end >= 0:
        yield start, end


def _counts_after_all(text: str, match: re.Match[str]) -> bool:
    """Whether the words only look like a reference: "the note 12 countries signed" is none, but
    "in phase 2 of" is; "levels 20 percent higher" and "figures 3,000" are told by what follows.
    """
    word = match.group().split()[0].lower()
    if word in {"steps", "levels", "questions", "goals", "targets", "outputs", "outcomes"}:
        return re.match(r"\s+[a-z]{3,}s\b", text[match.end() : match.end() + 20]) is not None
    return False


def _numbered_lines(text: str, layout: Layout) -> Iterator[tuple[int, int, str]]:
    for line in layout.lines:
        if line.kind == "furniture":
            yield line.start, line.end, "furniture"
        elif line.kind == "heading":
            yield from _in_heading(text, line)
        elif line.kind in {"text", "caption"}:
            match = _SECTION.match(text, line.start, line.end)
            if match and _is_item(text, match, line.start):
                yield match.start(), match.end(), "section"


def _in_heading(text: str, line: Line) -> Iterator[tuple[int, int, str]]:
    """The number of a heading, and its years: those say which edition it is, and claim nothing."""
    match = _SECTION.match(text, line.start, line.end)
    if match:
        yield match.start(), match.end(), "section"
    for year in _HEADING_YEAR.finditer(text, line.start, line.end):
        yield year.start(), year.end(), "heading"


def _is_item(text: str, match: re.Match[str], line_start: int) -> bool:
    """A bare number that opens a line, as in "15 Judges", opens an item only with a mark."""
    mark = match.group().strip()
    if not mark[-1:].isdigit() or re.search(r"[.-]\d", mark):
        return True
    following = text[match.end() : match.end() + 40].lstrip()
    blank_before = line_start == 0 or text[:line_start].endswith("\n\n")
    return blank_before and _NOTE_OPENS.match(following) is not None
