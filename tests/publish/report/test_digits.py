"""What counts as a digit, drawn: each digit run stands between brackets."""

from __future__ import annotations

import pytest

from tomoni.publish.report.digits import digit_runs

DRAWN = """
In [2021], [6,100] people of [12] countries spent [15.5] days.
Full width: [１２] and [６，１００]; a superscript[¹]; a circle [①]; a numeral [Ⅳ]; a part [½].
Letters beside: G[7], COVID-[19], H[2]O, m[2], Article [3].
Marks at the end: [5]. and [6], and [7].
An area of [10] km² and [3] m³, but x[²].
In another script [٣], and in another face [𝟗].
[三]か国と[十二]か国、[二百]人、[三千万]円、第[三]回、約[五]割、[一]名、令和[三]年
一般に、十分な一部は、第一に、第三国、二国間、三角協力、一方、統一、唯一、九州、四半期
No digit at all: one, two, three, several.
"""


@pytest.mark.parametrize("line", DRAWN.strip().splitlines())
def test_digits_are_found_where_they_are_drawn(line: str) -> None:
    text = line.replace("[", "").replace("]", "")
    made, last = "", 0
    for start, end in digit_runs(text):
        made += f"{text[last:start]}[{text[start:end]}]"
        last = end
    assert made + text[last:] == line
