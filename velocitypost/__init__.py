"""VelocityPost: plans, writes and publishes posts to social networks, exactly once and on time."""

__version__ = "0.1.0"
