"""Which country reports in a text, and which places are no party to what it tells.

The country that reports, as donor, is everywhere in its own report and so says nothing of a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tomoni.catalogue.places import PLACES_BY_CODE

from .gazetteer import Mention

LEAST_ACTS = 3
# Once recipients by the DAC's codes, donors for long: whose aid these texts tell of.
GIVERS = frozenset({"KR", "TW", "AE", "SA", "QA", "KW", "IL", "CY", "MT", "SI", "HR"})
_ACTS = re.compile(
    r"(?:'s)?(?:,\s[^,.;]{1,40},)?(?:\s(?:has|have|had|will|would|is|also|been|was|then|further|steadily|proactively|actively|mainly"
    r"|continues?\sto|seamlessly|additionally|decided\sto|announced|,)){0,4}\s(?:provid|contribut|disburs|announc"
    r"|pledg|dispatch|support|decid|conduct|held|hold|extend|implement|donat|fund|financ|commit|assist|cooperat"
    r"|promot|work|engag|help|invit|accept|train|deliver|grant|allocat|launch|formulat|co-|participat|welcom"
    r"|host|continu|strengthen|led\b|lead|carr|seek|us(?:es|ing)|stand|make|made|put|giv|gave|sent|send)\w*|の取組|は|政府|としては"
)
_GIVES = re.compile(
    r"(?:'s)?\s(?:(?:bilateral|multilateral|total|official|annual|gross|net|overall|financial|humanitarian|emergency|economic)\s){0,2}"
    r"(?:aid|ODA|assistance|development\s(?:aid|assistance|cooperation|program)|[Oo]fficial\s[Dd]evelopment|development"
    r"|grants?\b|support|contributions?|cooperation|efforts|foreign\spolicy|program(?:me)?s?\b|government|Government"
    r"|federal|Federal|taxpayers|Department|Agency|Customs|Coast|Congress|Navy|Army|military|police|law\senforcement|strateg|officials|advis[eo]rs|technical|legal\stechnical|Embassy|Ambassador|International\sCooperation)"
)
_OFFICE_OF = re.compile(
    r"\b(?:[Gg]overnments?|[Mm]inistr(?:y|ies)(?:\sof\s\w+(?:\sand\s\w+)?)?|Embassy|Ambassador|Plenipotentiary|[Pp]eople)\s(?:of\s|from\sthe\speople\sof\s)(?:the\s)?$"
)
_VENUE = re.compile(
    r"\b(?:held|conducted|took\splace|takes\splace|hosted|organi[sz]ed|training|programme|program|course|seminar"
    r"|meeting|conference|session|workshop|University|summit|visit(?:ed|s)?|trip|leav(?:e|es|ing)|left|travell?(?:ed|ing)?|invited|arriv\w+)\b[^.;]{0,50}\b(?:in|at|to|for)\s(?:the\s)?(?:[A-Z][\w'-]+,\s)?$"
    r"|\bof\s[A-Z]\w+\s[A-Z]\w+\sin\s(?:the\s)?$|\b(?:in|at)\s[A-Z][\w'-]+,\s$"
)
_PAYS = re.compile(
    r"\b(?:(?:co-)?financed|(?:co-)?funded|sponsored|paid\sfor)\s(?:jointly\s)?by\s[^.;\d]{0,90}$"
    r"|\b(?:contributions?|funding|funds|grants?|donations?|gifts?|financing|financial\ssupport|loans?)\s(?:\w+\s){0,2}(?:from|by|of)\s(?:the\s)?(?:[Gg]overnments?\sof\s)?(?:the\s)?(?:[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)*(?:,\s|\sand\s|,\sand\s)(?:the\s)?)*$"
    r"|\b(?:donors?|donor\scountries)\s(?:\(|such\sas|including|were|are)[^.;\d]{0,80}$"
)
_PARTNER = re.compile(
    r"\b(?:collaboration|cooperation|co-operation|partnership|coordination|together|jointly|alongside|along)\s(?:with\s)[^.;\d]{0,60}$"
)
_BY = re.compile(
    r"-(?:led|funded|backed|supported|instructed|trained|financed|sponsored|built|made)\b"
    r"|[一-龥ァ-ヶーA-Z()（）・]{0,24}(?:と(?:連携|協力|共同|協調)|の協力を得)"
)
_SEA = re.compile(
    r"\b(?:off\s(?:the\scoast\sof\s)?|coast\sof\s|waters\sof\s|Embassy\sof\s|[Cc]oncurrently\s(?:with|to|accredited\sto)\s(?:the\s)?(?:Republic\sof\s)?)$"
)
_JAPANESE = re.compile("[\u3041-\u3096]")


def is_recipient(code: str) -> bool:
    """Whether aid to the country counts as official development assistance, or did until late."""
    place = PLACES_BY_CODE.get(code)
    return place is None or (place.is_dac_recipient and code not in GIVERS)


def is_partner(text: str, mention: Mention) -> bool:
    """Whether a donor is named as one: "Norway gave", "with Norway", "Norway-funded"."""
    if is_recipient(mention.code):
        return False
    before = text[max(0, mention.start - 110) : mention.start]
    beside = _PARTNER.search(before) is not None or _BY.match(text, mention.end) is not None
    return beside or acts_in(text, mention)


def is_aside(text: str, mention: Mention, previous: Mention | None = None) -> bool:
    """Whether a place is named only as a sea, as an office, as a payer, or as a donor's venue.

    ``previous``: the place named before it: "in Poland, Lithuania" is no town and its country.
    """
    before = text[max(0, mention.start - 110) : mention.start]
    if _SEA.search(before) or text[mention.end : mention.end + 1] == "沖":
        return True
    if is_recipient(mention.code):
        return False
    if _PAYS.search(before):
        return True
    listed = previous is not None and mention.start - previous.end <= 2
    return not mention.is_adjective and not listed and _VENUE.search(before[-60:]) is not None


def home_of(text: str, mentions: Sequence[Mention]) -> str | None:
    """Return the country whose doings fill the text, where it is none that receives aid itself.

    A Japanese text is Japan's own where nothing else is plain.
    """
    places = [m for m in mentions if m.kind == "place"]
    acts: Counter[str] = Counter()
    gives = False
    for mention in places:
        if not is_recipient(mention.code) and acts_in(text, mention):
            acts[mention.code] += 1
            gives |= is_giver(text, mention)
    named = Counter(mention.code for mention in places)
    if acts:
        code, count = min(acts.items(), key=lambda item: (-item[1], item[0]))
        alone = len(acts) == 1 and (count > 1 or gives)
        if alone or (count >= LEAST_ACTS and count * 2 > sum(acts.values())):
            return code
        if named[code] * 2 > len(places) and named[code] > 1:
            return code
    if "JP" in named and len(_JAPANESE.findall(text, 0, 4000)) > 10:
        return "JP"
    return None


def acts_in(text: str, mention: Mention) -> bool:
    """Whether a country does something where it is named: gives, decides, sends, holds."""
    if is_giver(text, mention):
        return True
    return not mention.is_adjective and _ACTS.match(text, mention.end) is not None


def is_giver(text: str, mention: Mention) -> bool:
    """Whether its aid or its government is named: "Norway's aid", "the Government of Norway"."""
    if _GIVES.match(text, mention.end):
        return True
    before = max(0, mention.start - 70)
    return not mention.is_adjective and _OFFICE_OF.search(text, before, mention.start) is not None
