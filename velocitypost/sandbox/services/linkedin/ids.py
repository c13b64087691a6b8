"""LinkedIn's ids: the time in the upper bits of a number, and what it is about before it."""

from velocitypost.sandbox.social.feed import Draft

LOW_BITS = 22


def new_id(seq: int, now_ms: int, draft: Draft) -> str:
    """A share, a ugcPost where it holds a video, or a comment below one of them."""
    number = (now_ms << LOW_BITS) | ((seq * 2) % (1 << LOW_BITS))
    if draft.reply_to is not None:
        return f"urn:li:comment:({activity_of(draft.reply_to.id)},{number})"
    moving = any(medium.get("kind") == "video" for medium in draft.media)
    return f"urn:li:{'ugcPost' if moving else 'share'}:{number}"


def activity_of(post: str) -> str:
    """The activity that a post is in the feed."""
    return f"urn:li:activity:{int(post.rpartition(':')[2]) + 1}"


def post_of(urn: str) -> tuple[str, ...]:
    """What the post of an activity, a share or a ugcPost may be called."""
    kind, _, number = urn.rpartition(":")
    if kind == "urn:li:activity" and number.isdigit():
        return (f"urn:li:share:{int(number) - 1}", f"urn:li:ugcPost:{int(number) - 1}")
    return (urn,)
