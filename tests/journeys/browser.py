"""People at real pages: each has a browser window of their own, and every page is looked over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.personas import PASSWORD, person

# Off by itself: targets at least 24 px (WCAG 2.2, 2.5.8). Every rule is asked of every element;
# what passes is not written down element by element, which would cost twice as much again.
_RULES = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# In no box at all, or to the right of the window with nothing to scroll.
_HIDDEN_NUMBERS = """() => {
  const outside = (cell) => {
    for (let box = cell.parentElement; box; box = box.parentElement)
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return false;
    return cell.getBoundingClientRect().right > innerWidth + 1;
  };
  return [...document.querySelectorAll("main table .m-num, main dl dd")]
    .filter((cell) => cell.matches("dd") || cell.closest("tbody, tfoot"))
    .filter((cell) => /[0-9]/.test(cell.textContent))
    .filter((cell) => !cell.closest("[hidden], details:not([open])"))
    .filter((cell) => !cell.getClientRects().length || outside(cell))
    .map((cell) => cell.textContent.trim());
}"""


class Visitor:
    """Somebody at the pages. Every page that is opened must be free of faults that axe finds."""

    def __init__(self, browser: Browser, base: str, language: str = "sl") -> None:
        self.base = base
        self.language = language
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale=language, accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.seen: list[str] = []
        self.faults: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _note(self, message: Any) -> None:
        # A form with faults answers 422, and the browser notes it.
        if message.type == "error" and "status of 422" not in message.text:
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def go(self, path: str) -> None:
        """Open a page of this visitor's language; anything but success fails."""
        answer = self.page.goto(f"{self.base}/{self.language}{path}")
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.look()

    def answers(self, path: str) -> int:
        """The status that a page answers with."""
        answer = self.page.request.get(f"{self.base}/{self.language}{path}", max_redirects=0)
        return answer.status

    def look(self) -> None:
        """No fault for axe, nothing wider than the window, no fault in the console."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options=_RULES).response["violations"]
        words = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
        assert not words, f"{self.page.url}: {words}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide, f"{self.page.url} scrolls sideways"
        self._look_on_a_telephone()
        assert not self.faults, self.faults
        self.seen.append(self.page.url.removeprefix(self.base))

    def _look_on_a_telephone(self) -> None:
        """No table hides a number there."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        hidden = self.page.evaluate(_HIDDEN_NUMBERS)
        if size:
            self.page.set_viewport_size(size)
        assert not hidden, f"{self.page.url} hides on a telephone: {hidden}"

    def go_to(self, address: str) -> None:
        """Open a page that has no language in its address."""
        answer = self.page.goto(f"{self.base}{address}")
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"
        self.look()

    def send(self) -> None:
        """Press the main button of the page's form."""
        buttons = self.page.locator(
            "main form button.govuk-button[type=submit]:not(.govuk-button--secondary)"
        )
        buttons.last.click()
        self.look()

    def submit_to(self, address: str) -> None:
        """Press the button of the form that goes to this address."""
        self.page.locator(f"form[action*='{address}'] button[type=submit]").first.click()
        self.look()

    def lock_sheet(self) -> None:
        """Asked for, then confirmed where the sheet is shown once more."""
        self.page.locator("button[name=do][value=lock]").click()
        self.look()
        self.send()

    def next_criterion(self) -> None:
        # The first is for the key alone.
        self.page.locator("button[name=do][value=next]").last.click()
        self.look()

    def says(self, text: str) -> bool:
        return text in " ".join(self.page.locator("body").inner_text().split())

    def sign_in(self, name: str) -> Visitor:
        self.go("/account/login/")
        return self.sign_in_here(name)

    def sign_in_here(self, name: str) -> Visitor:
        """On the page of the sign-in, wherever it leads afterwards."""
        user = person(name)
        user.emailaddress_set.get_or_create(email=user.email, verified=True, primary=True)
        self.page.locator("input[name=login]").fill(user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/account/login" not in url)
        self.look()
        return self

    def download(self, selector: str, folder: Path) -> Path:
        """The file behind a link."""
        with self.page.expect_download() as waiting:
            self.page.locator(selector).first.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def close(self) -> None:
        self.context.close()
