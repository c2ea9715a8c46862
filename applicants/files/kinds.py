"""Which kinds of file are taken, and why one may be refused."""

from enum import StrEnum

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}


class FileFault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    PROTECTED = "protected"
    ACTIVE = "active"
    DAMAGED = "damaged"
    SWELLS = "swells"
    ENDLESS = "endless"
    NOT_NOW = "not_now"
