"""What the counter under a field says is what the server counts: tests/journeys looks there too."""

import pytest
from django import forms

from accounts.core.plain_text import clean_text
from accounts.typed.text_fields import LineField, TextField
from callfile.form.values import word_count
from tests.bad_input.corpus.counts import COUNTS


@pytest.mark.parametrize("one", COUNTS, ids=[one.id for one in COUNTS])
def test_server_counts_what_is_kept(one):
    kept = clean_text(one.typed)

    assert (word_count(kept), len(kept)) == (one.words, one.characters)


@pytest.mark.parametrize("field", [TextField, LineField])
def test_browser_is_never_told_to_cut(field):
    """A browser counts halves of characters and cuts what is pasted without a word."""
    name = forms.BoundField(forms.Form(), field(max_length=10), "name")

    assert "maxlength" not in str(name)


def test_text_within_the_limit_is_taken_however_many_halves_it_has():
    assert TextField(max_length=400).clean("🎶" * 400) == "🎶" * 400
    with pytest.raises(forms.ValidationError, match="401"):
        TextField(max_length=400).clean("č" * 401)
