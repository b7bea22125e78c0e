"""Names in one form for comparison: case, accents, order and scripts do not tell people apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that no decomposition opens, and Cyrillic as passports commonly write it.
_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ə": "a", "’": "", "'": "", "ʼ": "", "ʻ": "", "`": "", "‘": "",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z",
        "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
        "є": "ye", "ґ": "g", "ў": "u", "ң": "n", "ө": "o", "ү": "u", "қ": "k", "ғ": "g",
    }
)  # fmt: skip
# Scripts whose characters are named by their sound: HANGUL SYLLABLE GIM, KATAKANA LETTER KA.
_SOUNDED = re.compile(r"^(?:HANGUL SYLLABLE|KATAKANA LETTER|HIRAGANA LETTER)(?: SMALL)? (\w+)$")
# Titles and particles that are written or left out at will.
_LEFT_OUT = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "hon", "al", "el"})


@lru_cache(maxsize=1 << 18)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in Latin letters, sorted: titles and the article "al" left out.

    Accents are taken off, Cyrillic, Hangul and kana written as they sound. Characters of scripts
    that have no such reading here stay as they are.
    """
    plain = "".join(map(_sound, unicodedata.normalize("NFC", name).casefold()))
    bare = unicodedata.normalize("NFKD", plain.translate(_LETTERS)).translate(_LETTERS)
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    words = re.findall(r"[^\W\d_]+", letters)
    kept = sorted(word for word in words if word not in _LEFT_OUT)
    return tuple(kept or sorted(words))


@lru_cache(maxsize=1 << 12)
def _sound(character: str) -> str:
    found = _SOUNDED.match(unicodedata.name(character, ""))
    return found[1].lower() if found else character
