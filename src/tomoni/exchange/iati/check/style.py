"""The style of a report that stands alone: light, dark, narrow and print; and its filters.

What is shown is chosen by boxes and lists alone: a selector hides what does not belong to the
choice, so that the page needs no script.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import SEVERITIES

_STYLE = """
:root{color-scheme:light dark;--paper:#fbfaf6;--ink:#1c1e24;--soft:#565b67;--line:#dcd8cd;
--wash:#f0efe9;--accent:#223a70;--critical:#7d1322;--error:#96262a;--warning:#745511;
--advisory:#223a70;--good:#24603f;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",
"Noto Serif CJK JP",Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI","Noto Sans","Hiragino Sans","Noto Sans CJK JP",sans-serif}
@media(prefers-color-scheme:dark){:root{--paper:#14161b;--ink:#e9e7e1;--soft:#a7abb6;--line:#31353f;
--wash:#1d2027;--accent:#adc0f2;--critical:#ff9a9a;--error:#f2a5a5;--warning:#e0c37a;
--advisory:#adc0f2;--good:#8fcfae}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:2rem clamp(1rem,4vw,3rem) 4rem;background:var(--paper);
color:var(--ink);font:1rem/1.55 var(--sans)}
h1{font:500 clamp(1.65rem,3.6vw,2.4rem)/1.16 var(--serif);margin:0 0 .4rem}
h2{font:600 1.35rem/1.3 var(--serif);margin:2.6rem 0 .2rem;overflow-wrap:anywhere}
h3{font:600 1rem/1.4 var(--sans);margin:1.6rem 0 .2rem;display:flex;flex-wrap:wrap;gap:.2rem .7rem;
align-items:baseline}
p{margin:.4rem 0;max-width:52rem}
.soft{color:var(--soft);font-size:.92rem}
code{font:.9em ui-monospace,Menlo,Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
.verdict{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));
margin:.8rem 0;padding:0;list-style:none;max-width:52rem}
.verdict li{border-left:4px solid;padding:.1rem 0 .1rem .8rem}
.verdict strong{display:block;font:600 1.1rem/1.3 var(--serif)}
.verdict span{color:var(--soft);font-size:.92rem}
.verdict .good{border-color:var(--good)}.good strong{color:var(--good)}
.verdict .bad{border-color:var(--error)}.bad strong{color:var(--error)}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.2em}
table{border-collapse:collapse;width:100%;font-size:.94rem}
.scroll{overflow-x:auto}
th{text-align:left;font-size:.84rem;color:var(--soft);border-bottom:1px solid var(--ink)}
th,td{padding:.35rem 1rem .35rem 0;vertical-align:top}
td{border-bottom:1px solid var(--line)}td a{overflow-wrap:anywhere}td:first-child{min-width:9rem}
.n{text-align:right;font-variant-numeric:tabular-nums}
form{display:flex;flex-wrap:wrap;gap:.6rem 1.4rem;align-items:end;margin:1.6rem 0 0;
padding:.8rem 1rem;background:var(--wash);border-radius:6px}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
legend,label.over{font-size:.84rem;color:var(--soft);padding:0;display:block}
fieldset label{padding:.2rem 0}
select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);
border-radius:6px;padding:.3rem .5rem;max-width:min(22rem,80vw)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.tag{font-size:.82rem;font-weight:400;padding:.06rem .5rem;border:1px solid;border-radius:9px}
.tag.critical{background:var(--critical);color:var(--paper);border-color:var(--critical)}
.tag.error{color:var(--error)}.tag.warning{color:var(--warning)}.tag.advisory{color:var(--advisory)}
.list{list-style:none;margin:.2rem 0;padding:0}
.list li{padding:.45rem 0;border-bottom:1px solid var(--line)}
.list p{margin:0;max-width:none;overflow-wrap:anywhere}
.at{color:var(--soft);font-size:.9rem}
@media(min-width:56rem){.list li{display:grid;grid-template-columns:19rem minmax(0,1fr);
gap:0 1.4rem}}
@media print{form{display:none}body{max-width:none;padding:0}.list li{break-inside:avoid}}
"""


def style(files: int, rules: int, activities: int) -> str:
    """Return the style with one filter for each file, rule and activity that can be chosen."""
    return "".join([_STYLE.replace("\n", ""), *_filters(files, rules, activities)])


def _filters(files: int, rules: int, activities: int) -> Iterator[str]:
    for severity in SEVERITIES:
        yield f"body:has(#s-{severity}:not(:checked)) .rule.{severity}{{display:none}}"
    for number in range(files):
        yield f"{_chosen('file', f'd{number}')} .file:not(.d{number}){{display:none}}"
    for number in range(rules):
        yield f"{_chosen('rule', f'r{number}')} .rule:not(.r{number}){{display:none}}"
    for number in range(activities):
        chosen = _chosen("activity", f"a{number}")
        yield f"{chosen} .rule:not(:has(.a{number})){{display:none}}"
        yield f"{chosen} .list li:not(.a{number}){{display:none}}"


def _chosen(name: str, value: str) -> str:
    return f'body:has(#{name} option[value="{value}"]:checked)'
