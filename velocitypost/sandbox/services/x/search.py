"""The operators of recent search that the twin knows; any other is refused, as X refuses unknown ones.

https://docs.x.com/x-api/posts/search/integrate/operators
"""

import re
import shlex

from velocitypost.sandbox.services.x.problems import Problem, invalid

STANDALONE = ("conversation_id:", "from:", "to:", "in_reply_to_tweet_id:", "@")
_SQL = {
    "conversation_id": "p.conversation = CAST(? AS INTEGER)",
    "in_reply_to_tweet_id": "p.reply_to = CAST(? AS INTEGER)",
    "from": "p.author IN (SELECT id FROM accounts WHERE service='x' AND (handle=? OR id=?))",
    "to": "p.reply_to_user IN (SELECT id FROM accounts WHERE service='x' AND (handle=? OR id=?))",
    "@": "p.id IN (SELECT post FROM x_mentions JOIN accounts ON id=account AND service='x' WHERE handle=?)",
    "is:reply": "p.reply_to IS NOT NULL",
    "is:quote": "p.quoted IS NOT NULL",
    "is:retweet": "0",
    "has:media": "p.media <> '[]'",
    "has:images": 'p.media LIKE \'%"kind": "image"%\'',
    "has:links": "json_extract(p.entities, '$.urls') IS NOT NULL",
    "has:mentions": "json_extract(p.entities, '$.mentions') IS NOT NULL",
    "has:hashtags": "json_extract(p.entities, '$.hashtags') IS NOT NULL",
}


def understood(query: str) -> tuple[str, list[str]]:
    """SQL and its values for a query whose terms must all hold; raises X's 400."""
    try:
        terms = shlex.split(query)
    except ValueError:
        raise _wrong(query, "There were errors processing your request: missing closing quote") from None
    conditions, values, positive = [], [], False
    for term in terms:
        negated = term.startswith("-")
        sql, found = _term(term.removeprefix("-"), query)
        conditions.append(f"NOT ({sql})" if negated else sql)
        values.extend(found)
        positive = positive or (not negated and not term.startswith(("is:", "has:")))
    if not positive:
        raise _wrong(query, "Rules must contain at least one positive, non-stopword clause")
    return " AND ".join(conditions), values


def _term(term: str, query: str) -> tuple[str, list[str]]:
    name, colon, value = term.partition(":")
    if term.startswith("@"):
        return _SQL["@"], [term[1:]]
    if term in _SQL:
        return _SQL[term], []
    if colon and name in ("conversation_id", "in_reply_to_tweet_id"):
        if not re.fullmatch(r"\d{1,19}", value):
            raise _wrong(query, f"'{term}' is not a valid {name}")
        return _SQL[name], [value]
    if colon and name in ("from", "to") and value:
        return _SQL[name], [value.removeprefix("@"), value]
    if (colon and name.isidentifier() and not value.startswith("//")) or re.search(r"[()]|^(OR|AND|NOT)$", term):
        raise _wrong(query, f"Reference to invalid operator '{name or term}' (the sandbox knows only some operators)")
    return "instr(lower(p.plain), lower(?))", [term]


def _wrong(query: str, message: str) -> Problem:
    return invalid(message, {"query": [query]})
