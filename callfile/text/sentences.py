"""What keeps a call file from being read, in sentences: for the desk in the language of its reader
(grants.words), and in English where nothing but these cores is there (recomputation).

>>> in_english(Fault("a.b", FaultCode.INTEGER_TOO_LARGE, line=3))
'line 3 · a.b · The number is too large.'
"""

from collections.abc import Mapping

from callfile.faults import Fault, FaultCode
from callfile.text.syntax import SyntaxReason


def _(text: str) -> str:
    """Marks a text to be taken out for translation."""
    return text


READING: Mapping[FaultCode, str] = {
    FaultCode.EXPECTED_MAPPING: _("A group of keys and values belongs here."),
    FaultCode.TOO_DEEP: _("The file nests too deeply."),
    FaultCode.FLOAT: _(
        "A number with a decimal point must stand in quotation marks, so that it stays exact."
    ),
    FaultCode.NO_NUMBER: _("“%(value)s” is no number, and nothing can be computed with it."),
    FaultCode.INTEGER_TOO_LARGE: _("The number is too large."),
    FaultCode.KEY_NOT_TEXT: _(
        "The key “%(key)s” is not a text; put it in quotation marks if it is meant."
    ),
    FaultCode.KEY_COMPOUND: _(
        "A list or a group stands where a key belongs; a text that begins with a bracket must "
        "stand in quotation marks."
    ),
    FaultCode.LONE_SURROGATE: _(
        "The text has half a character (\\ud800 to \\udfff); write the whole character."
    ),
    FaultCode.NOT_UTF8: _("The file is not in UTF-8; save it anew in this encoding."),
    FaultCode.FILE_TOO_LARGE: _("The file is larger than %(maximum)s bytes."),
    FaultCode.SYNTAX: _(
        "The file cannot be read from line %(line)s, column %(column)s: %(reason)s."
    ),
    FaultCode.DUPLICATE_KEY: _(
        "The key “%(key)s” stands twice in the same group, first in line %(first)s; "
        "leave only one of the two."
    ),
    FaultCode.ALIAS: _(
        "Line %(line)s, column %(column)s: references (*) are not allowed; write the value out."
    ),
    FaultCode.TAG: _("Line %(line)s, column %(column)s: type marks (!) are not allowed."),
}

# What keeps a template from being filled in.
FILLING: Mapping[FaultCode, str] = {
    FaultCode.PLACEHOLDER_UNKNOWN: _("“{%(name)s}” is no placeholder of a template."),
    FaultCode.PLACEHOLDER_UNFILLED: _("No value is known here for “{%(name)s}”."),
    FaultCode.CURLY_BRACKET: _(
        "A curly bracket stands alone; in a template it can only enclose a placeholder."
    ),
    FaultCode.SAMPLE_VALUE: _(
        "A template needs a sample: year, day of publication (“2026-09-21”), and for every "
        "placeholder a text, or one in each language."
    ),
}

SYNTAX_REASONS: Mapping[SyntaxReason, str] = {
    SyntaxReason.TAB: _("a tab stands where only blanks may indent"),
    SyntaxReason.INDENT: _("the line is not indented like those that it belongs to"),
    SyntaxReason.COLON: _(
        "a colon that does not belong here; put a text with a colon in quotation marks, "
        "and look at how the line is indented"
    ),
    SyntaxReason.OPEN_QUOTE: _("a quotation mark is opened and not closed"),
    SyntaxReason.AFTER_QUOTE: _("more stands behind the quotation mark that closes a text"),
    SyntaxReason.OPEN_BRACKET: _("a bracket is not closed, or a comma is missing"),
    SyntaxReason.STRAY_BRACKET: _("a bracket or comma stands where a value should"),
    SyntaxReason.FIRST_CHARACTER: _(
        "a text cannot begin with this character; put it in quotation marks"
    ),
    SyntaxReason.ESCAPE: _("a backslash (\\) within quotation marks means nothing here"),
    SyntaxReason.CONTROL_CHARACTER: _("a character that cannot be seen"),
    SyntaxReason.SECOND_DOCUMENT: _("a second document begins; a file holds one call"),
    SyntaxReason.DIRECTIVE: _("a line that begins with a percent sign is none of a call"),
    SyntaxReason.TYPE_MARK: _("type marks (!) are not allowed"),
    SyntaxReason.DASH: _("a list begins in the line below its key, not beside it"),
    SyntaxReason.MARK: _("a mark for references (& or *) has no name"),
    SyntaxReason.BLOCK: _("behind | or > nothing else stands in the line of a text"),
    SyntaxReason.COMMA: _("a comma is missing"),
    SyntaxReason.TRAILING_COMMA: _("a comma stands behind the last part"),
    SyntaxReason.NO_COLON: _("the colon behind the key is missing"),
    SyntaxReason.OTHER_BRACKET: _("a bracket of another kind is open here"),
    SyntaxReason.QUOTED_KEY: _(
        "a key in double quotation marks is missing, or a comma is too many"
    ),
    SyntaxReason.SINGLE_QUOTE: _("JSON knows double quotation marks alone"),
    SyntaxReason.COMMENT: _("JSON knows no comments"),
    SyntaxReason.NUMBER: _("no number of JSON is written like this"),
    SyntaxReason.BARE_WORD: _("a text must stand in double quotation marks"),
    SyntaxReason.VALUE: _("a value is missing"),
    SyntaxReason.MORE: _("there is more after the end of the call"),
    SyntaxReason.OTHER: _("this does not belong here"),
}


def in_english(fault: Fault) -> str:
    """Line, place and sentence of what keeps a file from being read."""
    values = dict(fault.args)
    if fault.code is FaultCode.SYNTAX:
        values["reason"] = SYNTAX_REASONS[SyntaxReason(str(values["reason"]))]
    line = f"line {fault.line}" if fault.line and "line" not in fault.args else ""
    sentence = {**READING, **FILLING}[fault.code]
    return " · ".join(filter(None, (line, fault.place, sentence % values)))
