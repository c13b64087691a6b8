"""The walk through the product, as a person takes it: a real browser, the real parts, the sandbox as the outside."""
