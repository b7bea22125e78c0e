"""Names of files of a built report, and charts as pictures: pages allow no styles within them."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from tomoni.publish.report.model import ChartBlock

FRAGMENT = "text/html; charset=utf-8"


def fragment_file(language: str) -> str:
    """Return the name of the chapters in one language as they stand within a page."""
    return f"page.{language}.html"


def public_file(report_id: str, path: str) -> str:
    """Return where a file of a published report stands on the public site."""
    return f"/reports/{quote(report_id)}/files/{quote(path)}"


def chart_picture(address: str, chart: ChartBlock) -> str:
    """Return a chart as a picture with its description."""
    said = escape(chart.description or chart.caption).replace("{", "&#123;")
    return f'<img class="drawing" src="{escape(address)}" alt="{said}">'
