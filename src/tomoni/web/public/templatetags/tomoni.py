"""Tags of the public pages: ``proof`` is the one way a number reaches a page."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tomoni.publish.cells import Cell, Json
from tomoni.publish.html.charts import (
    paired_bars_html,
    point_chart_html,
    tile_map_html,
    year_bars_html,
)
from tomoni.publish.html.tables import table_html
from tomoni.publish.numbers import format_date, group_digits
from tomoni.publish.paths import SECTIONS, page_path, proof_path
from tomoni.web.public import render

register = template.Library()
_BOUND_FLAGS = frozenset({"low_is_open", "low_is_soft", "high_is_open", "high_is_soft"})


@register.simple_tag
def proof(number: Json | None) -> SafeString:
    """A published number: hedge, digits, and the link to its proof."""
    return render.render_number(number)


@register.filter
def cell(value: Cell) -> SafeString:
    """Any cell as HTML."""
    return render.render_cell(value)


@register.filter
def words(value: dict[str, str] | None) -> str:
    """Wording in the page's language."""
    return "" if not value else value[render.language()]


@register.filter
def entry(value: dict[str, Any], key: str) -> Any:
    """The entry of an object by its name; None where it has none."""
    return value.get(key)


@register.filter
def number_text(value: Json) -> str:
    """A number as plain text with its hedge."""
    return render.number_text(value)


@register.filter
def stated(value: str) -> str:
    """A stated date in words."""
    return format_date(value, render.language())


@register.filter
def digits(value: Any) -> str:
    """A count of characters or bytes with groups of three digits."""
    return group_digits(Decimal(str(value)))


@register.filter
def here(path: str) -> str:
    """A path of the site in the page's language."""
    return render.localised(path)


@register.filter
def section_path(section: str) -> str:
    """The path of a section's list in the page's language."""
    return render.localised(f"/{section}/")


@register.simple_tag
def page(kind: str, key: str | None = None) -> str:
    """The path of a page in the page's language."""
    return render.localised(page_path(kind, key))


@register.simple_tag
def proof_page(proof_id: str) -> str:
    """The path of a proof in the page's language."""
    return render.localised(proof_path(proof_id))


@register.simple_tag(takes_context=True)
def table(context: Context, data: Json | None) -> SafeString | str:
    """A table of the page, sorted as the address asks; a long one is already drawn."""
    if not data:
        return ""
    if "html" in data:
        return mark_safe(data["html"])
    sort = context.get("sort")
    chosen = sort[1:] if sort and sort[0] == data["name"] else None
    return mark_safe(table_html(data, render.language(), context["address"], chosen))


@register.simple_tag
def tile_map(data: Json) -> SafeString:
    """The tile-grid map as inline SVG."""
    drawn = data.get("html")
    return mark_safe(drawn or tile_map_html(data, render.language()))


@register.simple_tag
def point_chart(data: Json) -> SafeString:
    """A chart of values over time as inline SVG."""
    return mark_safe(point_chart_html(data, render.language()))


@register.simple_tag
def year_bars(data: Json) -> SafeString:
    """A chart of counts by year as inline SVG."""
    return mark_safe(year_bars_html(data, render.language()))


@register.simple_tag
def paired_bars(data: Json) -> SafeString:
    """A chart of two amounts a year as inline SVG."""
    return mark_safe(paired_bars_html(data, render.language()))


@cache
def _digest(path: str) -> str:
    found = finders.find(path)
    assert isinstance(found, str), f"no static file {path}"
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file, which changes with the file."""
    return f"{static(path)}?v={_digest(path)}"


@register.simple_tag
def record_link(kind: str, record_id: str) -> SafeString:
    """A record by its id: a link where records of its kind have pages."""
    if kind in SECTIONS:
        return format_html(
            '<a href="{}">{}</a>', render.localised(page_path(kind, record_id)), record_id
        )
    return format_html("<span>{}</span>", record_id)


@register.filter
def bounds(proof: Json) -> list[str]:
    """The bounds of a proof's number in words, the lower one first."""
    flags = {name: bool(value) for name, value in proof.items() if name in _BOUND_FLAGS}
    return render.bounds_text(proof["number"], flags)
