import time

import pytest

from accounts.core.plain_text import clean_line, clean_text, holds_unseen


def test_clean_text_composes_and_trims():
    assert clean_text("  Sec\u030covlje\r\nin\rPortorož ") == "Sečovlje\nin\nPortorož"


@pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\ufeff \u2060", "\u00ad", "\u2028"])
def test_clean_text_of_which_nothing_shows_is_empty(nothing):
    assert clean_text(nothing) == ""


def test_clean_line_has_one_line():
    assert clean_line("Ura\r\n\t9.30 \u2028 v dvorani") == "Ura 9.30 v dvorani"


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_holds_unseen_finds_what_acts_on_programs(sign):
    assert holds_unseen(f"moder{sign}rdeč")


@pytest.mark.parametrize("text", ["שלום", "Ниш", "👩‍👩‍👧", "a\tb\nc", "ﷺ", "e\u0301"])
def test_holds_unseen_leaves_letters_of_every_script(text):
    assert not holds_unseen(text)


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", " \n", "\t "])
def test_clean_line_looks_at_each_letter_once(blank):
    """20,000 blanks took twelve seconds."""
    began = time.process_time()
    assert clean_line(f"a{blank * 200_000}b").startswith("a")
    assert time.process_time() - began < 3
