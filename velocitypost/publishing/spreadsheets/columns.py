"""Which column is which: twelve of ours, and the names that other tools give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Column = Literal[
    "date",
    "time",
    "time_zone",
    "text",
    "accounts",
    "media",
    "alt_text",
    "link",
    "first_comment",
    "tags",
    "campaign",
    "state",
]
COLUMNS: tuple[Column, ...] = get_args(Column)
TITLES: Mapping[Column, str] = {
    "date": "Date",
    "time": "Time",
    "time_zone": "Time zone",
    "text": "Text",
    "accounts": "Accounts",
    "media": "Media",
    "alt_text": "Alt text",
    "link": "Link",
    "first_comment": "First comment",
    "tags": "Tags",
    "campaign": "Campaign",
    "state": "State",
}
NUMBER = "row"

# Templates of Buffer, Hootsuite, Publer, Metricool, SocialBee, Vista Social, Statusbrew, Oktopost, Ayrshare and others.
_NAMES: Mapping[Column, str] = {
    "date": (
        "date day dates publishdate publishingdate publicationdate postdate postingdate scheduledate scheduleddate "
        "dateintlformatorprompt scheduledat scheduledtime scheduletime postingtime postatspecifictime scheduledfor "
        "datetime dateandtime dateampmtime schedule scheduledatetime scheduleddatetime publishat publishon sendon "
        "senddate postat postdatetime duedate dueat"
    ),
    "time": "time hour posttime publishtime publishingtime timeofday",
    "time_zone": "timezone tz zone zonename",
    "text": (
        "text message caption post content posttext postcontent postcopy copy body description update tweet "
        "messagetext posttextcaption postmessage textcontent"
    ),
    "accounts": (
        "account accounts profile profiles channel channels network networks platform platforms socialprofile "
        "socialprofiles socialnetwork socialnetworks socialaccount socialaccounts connection connections page pages "
        "accountid profileid destination destinations postto"
    ),
    "media": (
        "media mediaurl mediaurls image images imageurl imageurls imagelink picture pictures pictureurl pictureurls "
        "photo photos photourl photourls video videos videourl videourls gif gifurl gifurls attachment attachments "
        "file files fileurl medialink medialinks picturelink videolink"
    ),
    "alt_text": "alttext alttexts alt alttextpicture imagealttext mediaalttext picturealttext imagedescription",
    "link": "link links url urls linkurl websitelink website article articleurl previewlink linktopost",
    "first_comment": (
        "firstcomment comment comments firstcommenttext firstreply followupcomment followupcomments firstcomments"
    ),
    "tags": "tag tags label labels category categories",
    "campaign": "campaign campaigns campaignname",
    "state": "state status poststatus poststate draft isdraft",
}
_BY_NAME: dict[str, Column] = {name: column for column, names in _NAMES.items() for name in names.split()}
_HOOTSUITE: tuple[Column, ...] = ("date", "text", "link")
_YES = frozenset({"true", "yes", "y", "1", "x", "✓", "ja", "oui", "si", "sí"})


@dataclass(frozen=True)
class Found:
    """What a file's columns are. `unknown` are the names that nobody here knows; their cells are not read."""

    columns: Mapping[str, Column]
    unknown: tuple[str, ...]


class Columns:
    """The columns of one file.

    `platform_of` gives the key of a platform by its name: some tools have a column for each, to say yes or no in.
    """

    def __init__(self, header: Sequence[str], platform_of: Callable[[str], str | None]) -> None:
        self._header = list(header)
        self._platform_of = platform_of
        self.guessed = not header

    @property
    def found(self) -> Found:
        named = {name: column for name in self._header if (column := column_of(name)) is not None}
        known = {*named, *(name for name in self._header if self._platform(name) or _bare(name) == NUMBER)}
        return Found(named, tuple(name for name in self._header if name.strip() and name not in known))

    def cells(self, row: Sequence[str]) -> dict[Column, str]:
        """The row's cells by column; several that mean the same are put together."""
        if self.guessed:
            return {column: row[place].strip() for place, column in enumerate(_HOOTSUITE) if place < len(row)}
        found: dict[Column, list[str]] = {}
        for name, cell in zip(self._header, row, strict=False):
            column, cell = column_of(name), unguarded(cell).strip()
            if column is None and (platform := self._platform(name)) and cell.casefold() in _YES:
                column, cell = "accounts", platform
            if column is not None and cell:
                found.setdefault(column, []).append(_draft(name, cell))
        return {column: "\n".join(cells) for column, cells in found.items()}

    def beyond(self, row: Sequence[str]) -> bool:
        """Whether the row holds more than the header has names for."""
        most = len(_HOOTSUITE) if self.guessed else len(self._header)
        return any(cell.strip() for cell in row[most:])

    def number(self, row: Sequence[str]) -> int | None:
        """The number that the row gives itself."""
        for name, cell in zip(self._header, row, strict=False):
            if _bare(name) == NUMBER and cell.strip().isdecimal() and len(cell.strip()) < 7:
                return int(cell)
        return None

    def _platform(self, name: str) -> str | None:
        return self._platform_of(name) if name.strip() and column_of(name) is None else None


def column_of(name: str) -> Column | None:
    """The column that a header names."""
    return _BY_NAME.get(_bare(name))


def count_known(header: Sequence[str]) -> int:
    """How many of these are names of columns."""
    return sum(column_of(name) is not None for name in header)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded`, or another tool's like, put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


_FORMULA = re.compile(r"^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def _bare(name: str) -> str:
    """A header without its spelling: `Media URL(s)`, `media_url` and `Media Url 3` are one."""
    name = re.sub(r"\([^)]*\)", "", name.casefold().lstrip("\ufeff"))
    return re.sub(r"[^a-z]+", "", name)


def _draft(name: str, cell: str) -> str:
    """Some tools have a column that asks whether a post is a draft."""
    if _bare(name) not in ("draft", "isdraft"):
        return cell
    return "draft" if cell.casefold() in _YES else "scheduled"
