"""Working twins of third-party services: the same addresses, rules and refusals, on this machine.

A separate process that shares no code with the rest of the product, so that a mistake in the product
cannot hide itself in its own twin. Every real address `https://HOST/path` lives at
`http://<sandbox>/HOST/path`. Start it with `python -m velocitypost.sandbox`.
"""
