"""The object graph. Services get what they need by constructor; nobody asks this room for anything."""

from velocitypost.wiring.graph import build
from velocitypost.wiring.product import Product

__all__ = ["Product", "build"]
