"""Pages that stand for a place, by the number under which a post on Instagram names it.

https://developers.facebook.com/docs/graph-api/reference/location
"""

from typing import Any

from velocitypost.sandbox.accounts import account_id

PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    account_id("facebook", "mapleandryebakery"): (
        "Maple & Rye Bakery",
        {
            "street": "14 Mill Lane",
            "city": "Halden",
            "country": "United Kingdom",
            "zip": "HD3 7AB",
            "latitude": 53.62,
            "longitude": -1.78,
        },
    ),
    account_id("facebook", "northwindstudio"): (
        "Northwind Studio",
        {"city": "Bergen", "country": "Norway", "latitude": 60.39, "longitude": 5.32},
    ),
}
