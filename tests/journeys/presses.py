"""What a way costs: every link and button, every choice and every field that is written into."""

from datetime import date

from tests.journeys.browser import Visitor


class Presses:
    """Counts what somebody does at the pages; looking at them and going back costs nothing."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.count = visitor, visitor.page, 0

    def follow(self, words: str) -> None:
        """The first link or button that says so; the page behind it is looked at."""
        found = self.page.locator("a, button").filter(visible=True)
        found.and_(self.page.get_by_text(words, exact=True)).first.click()
        self.count += 1
        self.visitor.look()

    def write(self, name: str, text: str) -> None:
        self.page.locator(f"main [name='{name}']").fill(text)
        self.count += 1

    def write_day(self, name: str, day: date) -> None:
        self.write(name, f"{day.day}. {day.month}. {day.year}")

    def tick(self, name: str, value: str = "") -> None:
        chosen = f"[value='{value}']" if value else ""
        self.page.locator(f"main input[name='{name}']{chosen}").check()
        self.count += 1

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main select[name='{name}']").select_option(value)
        self.count += 1
