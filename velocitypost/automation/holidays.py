"""The holidays of a country, by the `holidays` package (https://holidays.readthedocs.io)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache


class UnknownCountry(Exception):
    """No holidays are known for this country code."""


def holidays(country: str, start: date, days: int) -> Mapping[date, str]:
    """Public holidays within `days` days from `start` on, with their names. Raises `UnknownCountry`."""
    end = start + timedelta(days=days)
    found: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        found |= {day: name for day, name in _of_year(country.upper(), year) if start <= day <= end}
    return found


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The codes (ISO 3166, two letters) of the countries whose holidays are known, in order."""
    from holidays import list_supported_countries

    return tuple(sorted(list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=64)
def _of_year(country: str, year: int) -> tuple[tuple[date, str], ...]:
    # A large package, and few automations ask for it.
    from holidays import country_holidays

    try:
        known = country_holidays(country, years=year)
    except NotImplementedError as error:
        raise UnknownCountry(f"No holidays are known for {country!r}. Use a code such as DE or US.") from error
    return tuple((day, str(name)) for day, name in known.items())
