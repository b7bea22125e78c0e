"""Reading pages as a browser does: links, numbers, ids, and whether the markup is balanced."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
_VOID_IN_SVG = frozenset({"rect", "circle", "line", "polyline", "path"})


@dataclass
class Page:
    """What one page holds. ``errors`` are tags that open or close out of turn."""

    links: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lang: str | None = None

    @property
    def attributes(self) -> set[str]:
        """Names of all attributes on the page."""
        return {name for _, attributes in self.tags for name in attributes}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._note(tag, attributes)
        if tag not in _VOID | _VOID_IN_SVG:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.page.errors.append(f"</{tag}> at {self.getpos()} closes {self._open[-1:]}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def _note(self, tag: str, attributes: dict[str, str | None]) -> None:
        page = self.page
        page.tags.append((tag, attributes))
        if tag == "html":
            page.lang = attributes.get("lang")
        if attributes.get("id"):
            page.ids.append(str(attributes["id"]))
        if tag == "a" and attributes.get("href"):
            page.links.append(str(attributes["href"]))
            if "num" in str(attributes.get("class", "")).split():
                page.numbers.append(str(attributes["href"]))
        if tag in ("link", "script") and (attributes.get("href") or attributes.get("src")):
            page.links.append(str(attributes.get("href") or attributes["src"]))

    def close(self) -> None:
        super().close()
        self.page.errors += [f"<{tag}> is never closed" for tag in self._open]


def read_page(html: str) -> Page:
    """Return what a page holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
