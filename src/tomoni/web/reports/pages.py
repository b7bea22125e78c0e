"""Charts as pictures of their own address: pages allow no styles within them."""

from __future__ import annotations

from html import escape

from tomoni.publish.report.model import ChartBlock


def chart_picture(address: str, chart: ChartBlock) -> str:
    """Return a chart as a picture with its description."""
    said = escape(chart.description or chart.caption).replace("{", "&#123;")
    return f'<img class="drawing" src="{escape(address)}" alt="{said}">'
