"""A paragraph of a document: its text, and the phrases in it that stand out."""

from typing import Any

Paragraph = dict[str, Any]


def paragraph(*sentences: str, strong: tuple[str, ...] = ()) -> Paragraph:
    """Sentences in a row; empty ones leave no gap."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return {"text": text, "strong": [phrase for phrase in strong if phrase and phrase in text]}
