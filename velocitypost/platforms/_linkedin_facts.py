"""What holds for both ways to LinkedIn: the sign-in, the limits and what an author may choose, with their sources.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, PostKind, Repeats, Source
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms._linkedin import POLL_QUESTION_MAX

API_URL, SITE_URL = "https://api.linkedin.com", "https://www.linkedin.com"
# Files are sent to addresses there, which LinkedIn names.
HOSTS = ("www.linkedin.com",)
KINDS: tuple[PostKind, ...] = (
    "text",
    "link",
    "image",
    "images",
    "gif",
    "video",
    "document",
    "poll",
    "first_comment",
)
_MEGABYTE = 1024 * 1024

ANYONE = Choice("PUBLIC", "Anyone")
MEMBERS = Choice("LOGGED_IN", "LinkedIn members", "Only people who are signed in see it.")


def visibility(*choices: Choice) -> Option:
    """Who can see a post."""
    return Option("visibility", "Who can see it", "choice", default=ANYONE.value, choices=choices)


OPTIONS = (
    Option(
        "link",
        "Link preview",
        "link",
        help="LinkedIn makes no preview of a link in the text by itself. A picture that you add becomes the preview's.",
    ),
    Option("link_title", "Title of the link", "text", max=400),
    Option("link_description", "Description of the link", "long_text", max=4_086),
    Option(
        "title", "Title of the document or video", "text", max=400, help="Without one, a document has its file's name."
    ),
    Option("poll", "Poll", "poll", max=4, help="It runs for 1, 3, 7 or 14 days."),
    Option(
        "poll_question",
        "Question of the poll",
        "text",
        max=POLL_QUESTION_MAX,
        help="Without one, the post's text is the question.",
    ),
    Option("no_reshare", "Nobody can repost it", "yes_no"),
)

LIMITS = Limits(
    text_max=3_000,
    count_rule="utf16_units",
    images_max=20,
    videos_max=1,
    documents_max=1,
    image_types=("image/jpeg", "image/png"),
    image_max_bytes=5 * _MEGABYTE,
    gif_max_bytes=5 * _MEGABYTE,
    video_types=("video/mp4",),
    video_max_bytes=500 * _MEGABYTE,
    video_seconds=(3, 1_800),
    video_aspect=(1 / 2.4, 2.4),
    document_types=("application/pdf",),
    document_max_bytes=100 * _MEGABYTE,
    document_pages_max=300,
    alt_text_max=4_086,
    follow_ups="comment",
    follow_up_text_max=1_250,
    follow_up_media=False,
    source=Source(f"{api.DOCS}/marketing/community-management/shares/posts-api", api.VERIFIED),
)

# A post whose words it has already is answered with 422 and the one that it has.
REPEATS = Repeats(Source(f"{api.DOCS}/marketing/community-management/shares/posts-api", api.VERIFIED))
SIGN_IN = OAuth2(
    authorize_url="https://www.linkedin.com/oauth/v2/authorization",
    token_url="https://www.linkedin.com/oauth/v2/accessToken",
    scopes=("openid", "profile", "email", "w_member_social"),
    credentials="LINKEDIN",
    source=Source(f"{api.DOCS}/shared/authentication/authorization-code-flow", api.VERIFIED),
)
SIGN_IN_ENDS = "A sign-in ends after 60 days, unless LinkedIn has approved this installation's app for longer ones."
