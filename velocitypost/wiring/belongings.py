"""What a workspace leaves behind, in the order in which it is removed: what hangs on a row before that row.

A collection that is missing here, and not in `OF_NOBODY`, fails a test: whoever adds one says whose its rows are.
"""

from __future__ import annotations

from velocitypost.accounts.closing_store import Belonging

BELONGINGS = (
    # What would still do something comes first.
    Belonging("automations", "_id"),
    Belonging("automation_entries"),
    Belonging("queue_fillings", "_id", of="queues"),
    Belonging("queue_turns", "queue_id", of="queues"),
    Belonging("queues"),
    Belonging("evergreens", "category_id", of="categories"),
    Belonging("evergreens"),
    Belonging("categories"),
    Belonging("feed_items", "feed_id", of="feeds"),
    Belonging("feeds"),
    Belonging("series_posts", "series_id", of="series"),
    Belonging("series"),
    Belonging("batch_decisions", "batch_id", of="batches"),
    Belonging("batch_drafts"),
    Belonging("batches"),
    Belonging("import_rows", "import_id", of="imports"),
    Belonging("import_marks", "_id", begins=True),
    Belonging("imports"),
    # Posts and what became of them. Each trail is its row's own, so those of others hold without them.
    Belonging("short_links", "post_id", of="posts"),
    Belonging("link_clicks", "post_id", of="posts"),
    Belonging("link_clicks", "post_id", of="deleted_posts"),
    Belonging("short_links", "post_id", of="deleted_posts"),
    Belonging("publications"),
    Belonging("posts"),
    Belonging("deleted_posts"),
    Belonging("campaigns"),
    Belonging("templates"),
    Belonging("calendar_notes"),
    Belonging("link_settings", "_id"),
    Belonging("punctuality"),
    Belonging("audience_days"),
    # Files and documents.
    Belonging("renditions", "media_id", of="media"),
    Belonging("media"),
    Belonging("uploads"),
    Belonging("source_passages"),
    Belonging("sources"),
    # Writing.
    Belonging("brands", "_id"),
    Belonging("writing_preferences", "_id"),
    Belonging("voices", "_id"),
    Belonging("content_domains"),
    Belonging("engine_keys"),
    Belonging("engine_calls"),
    Belonging("engine_months"),
    # Accounts elsewhere, and the account here.
    Belonging("pending_authorisations"),
    Belonging("pending_choices"),
    Belonging("connections"),
    Belonging("notices"),
    Belonging("allowances", "_id", begins=True),
    Belonging("mail_tokens", "user_id", of="user"),
    Belonging("refresh_tokens", "session_id", of="sessions", of_field="user_id"),
    Belonging("sessions", "user_id", of="user"),
)
# `users`, `members` and `workspaces` go with the closing itself.
BY_THE_CLOSING = frozenset({"users", "members", "workspaces", "closings"})
# What belongs to this installation, and mail that is on its way.
OF_NOBODY = frozenset({"instance_apps", "mails"})
