"""The language models that write: one interface, each service's ways as data, and the order in which they are asked."""
