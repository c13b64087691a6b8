"""Why a document cannot be read, in words for whoever uploaded it."""

from __future__ import annotations


class Unreadable(Exception):
    """The document cannot be read. The text says why, and what to do."""


DAMAGED = "This file is damaged or incomplete: it cannot be opened. Save it anew and upload it again."
PROTECTED = "This document is protected with a password. Save a copy without a password and upload that."
EMPTY = "There is no text in this document."
UNRECOGNISED = (
    "No text could be recognised in this document. A sharper picture, upright and with good contrast, may help. Latin, "
    "Greek, Chinese and Japanese script can be recognised here."
)
BOMB = (
    "This file unpacks to far more than its size promises, as harmful files do, so it was not read. "
    "Save the document anew and upload it again."
)
MACROS = (
    "This document carries macros, which are programs, so it was not read. Save it without macros and upload it again."
)
ENTITIES = (
    "This document carries definitions that can reach into other files, which an ordinary document never needs, so it "
    "was not read. Save it anew and upload it again."
)
