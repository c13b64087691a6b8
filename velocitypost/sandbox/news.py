"""A small newspaper, for those who try what the product makes of a link: its pages name a picture, or none.

https://ogp.me/
"""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from velocitypost.sandbox.services.models.pictures import png

_SIDES = (1200, 630)


@dataclass(frozen=True)
class Story:
    """One page. `pictured` says whether it names a preview picture, `robots` what it asks of robots."""

    slug: str
    title: str
    text: str
    pictured: bool = True
    robots: str = ""


STORIES = (
    Story(
        "rye-is-back",
        "Rye is back on the breakfast table",
        "Bakers of the old town sold a third more rye bread this autumn than the last. Most of it is gone by nine.",
    ),
    Story(
        "night-market",
        "The night market moves to the river",
        "From May, forty stalls open along the quay on Fridays. The square gets benches instead.",
        pictured=False,
    ),
    Story(
        "archive-opens",
        "Town archive opens its photo cellar",
        "Visitors may look at twelve thousand plates. The pictures stay in the house.",
        robots="noimageindex",
    ),
)


def blueprint() -> Blueprint:
    """/news, its stories, and their pictures."""
    news = Blueprint("news", __name__)
    news.get("/news")(_front)
    news.get("/news/<slug>")(_story)
    news.get("/news/<slug>.png")(_picture)
    return news


def _front() -> str:
    return render_template("news.html", stories=STORIES, story=None)


def _story(slug: str) -> str:
    return render_template("news.html", stories=STORIES, story=_named(slug))


def _picture(slug: str) -> Response:
    return Response(png(_named(slug).title, *_SIDES), content_type="image/png")


def _named(slug: str) -> Story:
    story = next((one for one in STORIES if one.slug == slug), None)
    if story is None:
        abort(404, "There is no such story.")
    return story
