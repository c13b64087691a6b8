"""What the twins of social networks are made of: sign-in, tokens, uploads, a feed, an audience, pages, control.

Each piece is given the rules of a service by its twin and knows none itself.
"""
