"""Published data as HTML: cells, tables and charts, in both languages, without Django.

What is long is drawn once, when the site is built; what a reader sorts or filters is drawn then.
"""
