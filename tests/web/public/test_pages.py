"""What single pages say, in both languages, and what helps when a page is missing."""

from __future__ import annotations

import html
import logging
import logging.config

import pytest
from django.test import Client

from publish.drawn_site import MARKUP

from .pages import read_page


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_text_of_records_is_escaped(public: Client) -> None:
    page = _text(public, "/activities/ballots/")
    assert "<script>alert" not in page
    assert (
        html.escape(MARKUP, quote=False)
        in html.unescape(page).replace("<script>", "&lt;script&gt;")
        or "&lt;script&gt;" in page
    )
    for address in ("/activities/", "/search/?q=ballot", "/countries/KH/", '/search/?q=<script>"'):
        assert "<script>alert" not in _text(public, address)


def test_status_is_never_more_than_is_known(public: Client) -> None:
    page = _text(public, "/activities/ballots/")
    assert "Last reported in the 2021 edition; present status unknown" in page
    assert "for orientation; ODA decision undecided" in page
    assert "and others: the list is open" in page


def test_a_pledge_without_result(public: Client) -> None:
    page = _text(public, "/pledges/silent/")
    assert "unknown" in page
    assert "That is not 0 %." in page
    assert "133 %" in _text(public, "/pledges/kept/")


def test_the_proof_shows_the_words(public: Client) -> None:
    page = _text(public, "/claims/graduates-2021/")
    assert "<mark>6,100</mark>" in page
    hidden = _text(public, "/claims/graduates-2020/")
    assert "<mark>" not in hidden
    assert "not held or may not be shown" in hidden


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ja/", "人と制度をつくる協力を"),
        ("/ja/countries/KH/", "カンボジア"),
        ("/ja/activities/school/", "2021年版での報告が最後。現状は不明"),
        ("/ja/series/school-series/", '6,100</a><span class="u">超</span>'),
        ("/ja/pledges/silent/", "不明"),
        ("/ja/search/?q=カンボジア", "Ballot boxes"),
    ],
)
def test_japanese(public: Client, address: str, words: str) -> None:
    page = _text(public, address)
    assert words in page
    assert "/static/tomoni/site.css" in page


def test_notices_stand_on_every_page(public: Client) -> None:
    for address in ("/", "/countries/", "/about/", "/activities/school/"):
        page = _text(public, address)
        assert "Unofficial" in page
        assert "imply no opinion" in page


def test_the_other_language_keeps_the_place(public: Client) -> None:
    assert 'href="/ja/activities/?theme=democratization"' in _text(
        public, "/activities/?theme=democratization"
    )
    assert 'href="/countries/KH/"' in _text(public, "/ja/countries/KH/")


def test_filters_are_links_and_can_be_shared(public: Client) -> None:
    page = _text(public, "/activities/?country=KH&theme=democratization")
    assert "1 whole activities" in page or "1 whole" in page
    assert "Ballot boxes" in page
    assert "The school" not in read_main(page)
    assert "Nothing matches" in _text(public, "/activities/?country=KH&theme=criminal_justice")


def read_main(page: str) -> str:
    """The list itself, without the filters beside it."""
    return page.partition('class="found"')[2].partition('class="facets"')[0]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-3",
        "page=²",
        "page=9999999999999999999",
        "order=nothing",
        "theme=",
        "q=%00",
        "country=%F0%9F%92%A5",
    ],
)
def test_odd_questions_have_an_answer(public: Client, query: str) -> None:
    assert public.get(f"/activities/?{query}").status_code == 200


def test_sorting_a_table(public: Client) -> None:
    rising = _text(public, "/series/school-series/?sort=observations.value")
    falling = _text(public, "/series/school-series/?sort=observations.-value")

    def table(page: str) -> str:
        return page.partition('id="t-observations"')[2].partition("</table>")[0]

    assert table(rising).index("6,000") < table(rising).index("6,100")
    assert table(falling).index("6,100") < table(falling).index("6,000")
    assert _text(public, "/series/school-series/?sort=nothing.value")


def test_records_behind_a_proof_are_paged(public: Client) -> None:
    home = read_page(_text(public, "/"))
    proof = next(link for link in home.numbers if link.startswith("/proofs/activities_count"))
    page = _text(public, f"{proof}records/activity/")
    assert "/activities/school/" in page
    assert public.get(f"{proof}records/nothing/").status_code == 404


def test_a_missing_page_helps(public: Client) -> None:
    response = public.get("/activities/nothing/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "There is no activity" in page
    assert 'href="/activities/"' in page
    assert 'name="q"' in page
    assert "このページはありません" in public.get("/ja/nothing/").content.decode()


def test_a_fault_of_ours_says_so(public: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from tomoni.web.public.views import lists

    def fail(*arguments: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(lists, "store", fail)
    public.raise_request_exception = False
    try:
        response = public.get("/activities/?q=an-address-never-asked")
    finally:
        public.raise_request_exception = True
    assert response.status_code == 500
    assert b"Something failed here" in response.content
    assert b"secret detail" not in response.content


def test_tables_that_can_be_wider_than_a_telephone_are_regions_to_scroll(public: Client) -> None:
    for address in ("/", "/activities/", "/countries/", "/pledges/", "/data/", "/findings/"):
        page = read_page(_text(public, address))
        regions = [attributes for _, attributes in page.tags if attributes.get("role") == "region"]
        assert regions, address
        assert all(region.get("tabindex") == "0" for region in regions), address
        assert all(region.get("aria-labelledby") in page.ids for region in regions)


def test_a_source_s_own_words_are_marked_as_english(public: Client) -> None:
    page = _text(public, "/ja/series/")
    assert '<span lang="en">The school&#x27;s courses</span>' in page
    assert '<span lang="en">シリーズ' not in page
    figure = _text(public, "/ja/figures/graduates_count/")
    assert (
        '<p class="lede">研修・セミナー・プログラムの修了者の累計（基準時点まで）。</p>' in figure
    )


def test_bounds_read_in_words(public: Client) -> None:
    page = _text(public, "/claims/graduates-2021/")
    assert "above 6,100, which is not reached itself" in page
    assert "6,100超（6,100は含まない）" in _text(public, "/ja/claims/graduates-2021/")


def test_a_citation_without_a_published_address_names_none(public: Client) -> None:
    page = _text(public, "/claims/graduates-2021/")
    assert "localhost" not in page
    assert ". /claims/graduates-2021/</p>" in page


def test_a_table_is_the_same_drawn_before_and_sorted_now(public: Client) -> None:
    drawn = read_page(_text(public, "/countries/"))
    sorted_now = read_page(_text(public, "/countries/?sort=countries.country"))
    assert sorted(drawn.numbers) == sorted(sorted_now.numbers)


def test_the_icon_and_the_root_of_the_interface(public: Client) -> None:
    icon = public.get("/favicon.ico")
    assert icon.headers["Content-Type"] == "image/svg+xml"
    assert icon.content.startswith(b"<svg")
    root = public.get("/api/v1/")
    assert root.status_code == 302
    assert root.headers["Location"] == "/data/#api"
    assert 'id="api"' in _text(public, "/data/")


def test_an_address_that_leads_nowhere_is_no_warning(
    public: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log of the public process, as its settings say, keeps silent about a missing page."""
    from tomoni.web import public_settings

    log = logging.getLogger("django.request")
    level = log.level
    logging.config.dictConfig({**public_settings.LOGGING, "root": {}})
    try:
        assert public.get("/nothing/").status_code == 404
        assert not log.isEnabledFor(logging.WARNING)
        assert log.isEnabledFor(logging.ERROR), "a fault of ours is still told"
    finally:
        log.setLevel(level)
    assert "Not Found" not in capsys.readouterr().err
