"""What a published charter weighs, and how long until it can be read, in a real browser."""

from collections.abc import Mapping
from statistics import median
from time import perf_counter

import requests
from playwright.sync_api import Browser, Page, Response

from bench.figures import line
from tests.browser.charters import publish
from tests.live_server import LiveServer

TIMES = 10
ANSWERS = 100
KIB = 1024
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? false"


def measure(server: LiveServer, browser: Browser) -> None:
    """Of the demo's charter, which stays published: to be measured last."""
    address = server.url + publish(server)
    _weigh(address, browser)
    first, again = [], []
    for _ in range(TIMES):
        context = browser.new_context()  # has kept nothing
        page = context.new_page()
        first.append(_painted(page, address))
        again.append(_painted(page, address))
        context.close()
    print(line("published charter: text to read, first visit", first))
    print(line("published charter: text to read, second visit", again))
    whole, same = _answers(address)
    print(line("published charter: the whole page, from the server", whole))
    print(line("published charter: that it is the same (304)", same))
    print(
        f"{'published charter: second visit to first':<52} "
        f"text to read {median(again) / median(first):.2f}   "
        f"answer {median(same) / median(whole):.2f}"
    )


def _weigh(address: str, browser: Browser) -> None:
    """Bytes as they are sent: scripts and styles packed, pages and fonts as they are."""
    context = browser.new_context()
    answers: list[Response] = []
    context.on("response", lambda answer: answers.append(answer))
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    sizes = [(one.url, one.request.sizes()["responseBodySize"]) for one in answers]
    context.close()
    fonts = sum(size for url, size in sizes if ".woff2" in url)
    style = sum(size for url, size in sizes if ".css" in url)
    total = sum(size for _, size in sizes)
    print(
        f"{'published charter: bytes sent on a first visit':<52} "
        f"page {(total - fonts - style) / KIB:.1f} KiB   style {style / KIB:.1f} KiB   "
        f"fonts {fonts / KIB:.1f} KiB   all {total / KIB:.1f} KiB in {len(sizes)} answers"
    )


def _painted(page: Page, address: str) -> float:
    page.goto(address)
    painted: float = page.wait_for_function(PAINTED).json_value()
    return painted


def _answers(address: str) -> tuple[list[float], list[float]]:
    with requests.Session() as line_kept:
        tag = line_kept.get(address).headers["ETag"]
        whole = [_timed(line_kept, address, {}, 200) for _ in range(ANSWERS)]
        asked = {"If-None-Match": tag}
        return whole, [_timed(line_kept, address, asked, 304) for _ in range(ANSWERS)]


def _timed(
    line_kept: requests.Session, address: str, headers: Mapping[str, str], status: int
) -> float:
    begun = perf_counter()
    answer = line_kept.get(address, headers=headers)
    took = 1000 * (perf_counter() - begun)
    if answer.status_code != status:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return took
