"""Instagram's numbers and words.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

from dataclasses import dataclass

MEGA = 1024 * 1024
DAY_S = 24 * 3600

CAPTION_CHARACTERS = 2_200
CAPTION_HASHTAGS = 30
CAPTION_NAMES = 20
ALT_CHARACTERS = 1_000
COLLABORATORS = 3
TAGGED = 20
CAROUSEL = (2, 10)
COMMENT_CHARACTERS = 300
COMMENT_HASHTAGS = 4
COMMENT_LINKS = 1

IMAGE_BYTES = 8 * MEGA
IMAGE_RATIO = (0.8, 1.91)
RATIO_SLACK = 0.01
VIDEO_COLUMNS = 1_920

CONTAINERS_A_DAY = 400
POSTS_A_DAY = 100
CONTAINER_LIFE_S = DAY_S
STORY_LIFE_S = DAY_S
STORY_VIEWERS = 5

SHORT_LIFE_S = 3_600
LONG_LIFE_S = 60 * DAY_S
RENEWABLE_AFTER_S = DAY_S

FEED_METRICS = (
    "views", "reach", "likes", "comments", "saved", "shares", "reposts", "total_interactions", "follows",
    "profile_visits",
)  # fmt: skip
REELS_METRICS = ("views", "reach", "likes", "comments", "saved", "shares", "reposts", "total_interactions")
STORY_METRICS = ("views", "reach", "replies", "shares", "reposts", "total_interactions", "follows", "profile_visits")
METRICS = {"FEED": FEED_METRICS, "REELS": REELS_METRICS, "STORY": STORY_METRICS}


@dataclass(frozen=True)
class Film:
    """What a video may be."""

    seconds: tuple[float, float]
    largest: int
    ratio: tuple[float, float]


FILMS = {
    "REELS": Film((3, 15 * 60), 300 * MEGA, (0.01, 10)),
    "STORIES": Film((3, 60), 100 * MEGA, (0.1, 10)),
    "VIDEO": Film((3, 60), 300 * MEGA, (0.01, 10)),
}

STATUS = {
    "working": ("IN_PROGRESS", "In Progress: Media is still being processed."),
    "claimed": ("IN_PROGRESS", "In Progress: Media is still being processed."),
    "ready": ("FINISHED", "Finished: Media has been uploaded and it is ready to be published."),
    "done": ("PUBLISHED", "Published: Media has been successfully published."),
    "expired": ("EXPIRED", "Expired: The container was not published within 24 hours."),
    "failed": ("ERROR", "Error: Media upload has failed with error code {why}"),
}

# Code and what Instagram shows to people.
FETCH = ("9004/2207052", "The media could not be fetched from this uri: {uri}")
NOT_MEDIA = ("9004/2207052", "Only photo or video can be accepted as media type.")
TOO_LARGE = ("36000/2207004", "The image is too large to download. It should be less than 8 MiB.")
WRONG_TYPE = ("36001/2207005", "The image format is not supported. Use JPEG.")
WRONG_RATIO = ("36003/2207009", "The submitted image with aspect ratio {ratio} cannot be published.")
TOO_LONG = ("36004/2207010", "The submitted image's caption was {length} characters long. The maximum is 2200.")
UNKNOWN_TYPE = ("100/2207023", "The media type {kind} is unknown.")
WRONG_CAROUSEL = ("100/2207028", "Your post won't work as a carousel. Carousels need at least 2 and no more than 10.")
TOO_MANY_TAGS = ("100/2207040", "Cannot use more than {most} tags per post.")
# Not among the codes that are described; what apps report of it (2026-11-27).
NO_SUCH_PERSON = ("110/2207018", "Invalid user id: {name}")
NO_SUCH_PLACE = ("100", "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID")
BAD_OFFSET = ("1/2207057", "Thumbnail offset must be greater than or equal to 0 and less than video duration.")
DAY_IS_FULL = (
    "9/2207042",
    "You reached maximum number of posts that is allowed to be published by Content Publishing.",
)
NOT_THERE = ("24/2207006", "The media with this ID cannot be found.")
NOT_READY = ("9007/2207027", "The media is not ready for publishing, please wait for a moment.")
EXPIRED = ("-2/2207020", "The media you are trying to access has expired. Please try to upload again.")
SPOILED = ("-1/2207032", "Create media fail, please try to re-create media.")
