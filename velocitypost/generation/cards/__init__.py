"""Cards that are drawn here, without a model: quotes, memes and charts, in the workspace's own colours."""
