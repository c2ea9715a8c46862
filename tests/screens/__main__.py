"""Pictures of every page of the walk: `./merila screens`, or `python -m tests.screens`.

Loads the demo into a folder that disappears, serves it, signs in as each role and writes
`docs/screens/PAGE-WIDTH.png` with a list of them. Says at the end which pages failed.
"""

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.chromium import ARGUMENTS, chromium
from tests.screens.pages import PAGES, Page, places
from tests.served_demo import ROOT, load_demo_into, served

SCREENS = ROOT / "docs" / "screens"
WIDTHS = (1280, 320)
# A longer page is cut: what a reader meets first is what a picture is for.
HIGHEST = {1280: 2600, 320: 3600}
COLOURS = 96


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./merila screens")
    parser.add_argument("pages", nargs="*", help="names of pages; all where none is given")
    parser.add_argument("--data", type=Path, help="folder of a demo that is loaded already")
    options = parser.parse_args(arguments)
    known = {page.name for page in PAGES}
    if unknown := sorted({*options.pages} - known):
        parser.error(f"no page is called {', '.join(unknown)}")
    folder = nullcontext(options.data) if options.data else tempfile.TemporaryDirectory()
    with folder as name:
        data = Path(name) if options.data else load_demo_into(Path(name))
        chosen = [page for page in PAGES if page.name in options.pages or not options.pages]
        failed = list(_picture_all(data, chosen))
    if not options.pages:
        (SCREENS / "README.md").write_text(_list_of_pictures(), encoding="utf-8")
    told = [*failed, f"{len(chosen)} pages, {len(failed)} failed"]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if failed else 0


def _picture_all(data: Path, chosen: Sequence[Page]) -> Iterator[str]:
    """Takes the pictures and gives the faults as lines."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    known = places(data)
    logins = json.loads((data / "demo_logins.json").read_text(encoding="utf-8"))
    with served(data) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        contexts: dict[str, BrowserContext] = {}
        for page in sorted(chosen, key=lambda one: one.person):
            if page.person not in contexts:
                contexts[page.person] = _context(browser, base, page.person, logins)
            yield from _picture(contexts[page.person], base, page, known)
        browser.close()


def _context(
    browser: Browser, base: str, person: str, logins: Sequence[dict[str, str]]
) -> BrowserContext:
    context = browser.new_context(locale="sl", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    if person:
        login = next(one for one in logins if one["name"].lower().startswith(person))
        window = context.new_page()
        window.goto(f"{base}/sl/account/login/")
        window.locator("input[name=login]").fill(login["email"])
        window.locator("input[name=password]").fill(login["password"])
        window.locator("main form button[type=submit]").first.click()
        window.wait_for_url(lambda url: "/account/login" not in url)
        window.close()
    return context


def _picture(
    context: BrowserContext, base: str, page: Page, known: dict[str, str]
) -> Iterator[str]:
    window = context.new_page()
    try:
        path = page.path.format(**known)
    except KeyError as missing:
        yield f"{page.name}: the demo has no {missing}"
        return
    for language in ("sl", "it") if page.italian else ("sl",):
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            answer = window.goto(f"{base}/{language}{path}")
            status = answer.status if answer else 0
            if status != 200:
                yield f"{page.name}: {path} answers {status}"
                continue
            if window.evaluate("document.documentElement.scrollWidth > innerWidth"):
                yield f"{page.name}: {language}{path} scrolls sideways at {width}"
            _write(
                window.screenshot(full_page=page.whole or width < WIDTHS[0]),
                file_name(page, language, width),
                width,
            )
    window.close()


def file_name(page: Page, language: str, width: int) -> str:
    return f"{page.name}{'' if language == 'sl' else f'.{language}'}-{width}.png"


def _write(picture: bytes, name: str, width: int) -> None:
    with Image.open(io.BytesIO(picture)) as image:
        cut = image.crop((0, 0, image.width, min(image.height, HIGHEST[width])))
        few = cut.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(SCREENS / name, optimize=True)


def _list_of_pictures() -> str:
    lines = [
        "# Pages of the walk",
        "",
        "Made by `./merila screens` from the demo of the fictional Občina Bonaca.",
        "",
        "| page | who | shows | Slovene | Italian |",
        "|---|---|---|---|---|",
    ]
    for page in PAGES:
        cells = [
            " ".join(f"[{width}]({file_name(page, language, width)})" for width in WIDTHS)
            for language in ("sl", "it")
        ]
        italian = cells[1] if page.italian else ""
        who = page.person.capitalize() or "public"
        lines.append(f"| {page.name} | {who} | {page.shows} | {cells[0]} | {italian} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
