"""Markdown as a report takes it: CommonMark without raw HTML, code and entities; slots and boxes.

What is switched off is shown as the text it is: ``<script>``, ``&#49;`` and `` `code` `` reach the
reader letter by letter, so that no digit and no markup comes in by a side door.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from .slots import OPEN, slot_end

# html_*, entity, code, fence and backticks would hide what a reader sees; reference would hide the
# text of definitions; lheading would make a heading of a paragraph above a line.
_SWITCHED_OFF = [
    "html_block", "html_inline", "entity", "code", "fence", "backticks", "reference", "lheading",
    "autolink", "text_join", "fragments_join",
]  # fmt: skip
_BOX = re.compile(r":::[ \t]*box(?:[ \t]+(?P<title>.*\S))?[ \t]*$")
_BOX_END = re.compile(r":::[ \t]*$")
# Deeper than anybody writes; what lies deeper CommonMark would drop in silence.
DEEPEST = 100


@cache
def report_markdown() -> MarkdownIt:
    """Return the parser of chapters."""
    made = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    made.enable("table").disable(_SWITCHED_OFF)
    # Every address becomes a link, so that chapters can say what is wrong with it.
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # the documented way
    made.inline.ruler.before("text", "slot", _slot_rule)
    made.block.ruler.before(
        "blockquote", "box", _box_rule, {"alt": ["paragraph", "blockquote", "list"]}
    )
    return made


def _slot_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(OPEN, state.pos):
        return False
    end = slot_end(state.src, state.pos)
    stop = state.pos + len(OPEN) if end is None else end
    if stop > state.posMax:
        return False
    if not silent:
        token = state.push("slot", "", 0)
        token.content = state.src[state.pos : stop]
        token.meta = {"at": state.pos}
    state.pos = stop
    return True


def _box_rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    if state.is_code_block(first):
        return False
    opened = _BOX.match(_line(state, first))
    if opened is None:
        return False
    if silent:
        return True
    end = first + 1
    while end < last and not (
        state.sCount[end] >= state.blkIndent and _BOX_END.match(_line(state, end))
    ):
        end += 1
    token = state.push("box_open", "", 1)
    token.map = [first, end]
    token.meta = {"title": opened["title"] or "", "closed": end < last}
    before, state.parentType, line_max = state.parentType, "blockquote", state.lineMax
    state.lineMax = end
    state.md.block.tokenize(state, first + 1, end)
    state.parentType, state.lineMax = before, line_max
    state.push("box_close", "", -1)
    state.line = min(end + 1, last)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
