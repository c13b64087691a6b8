"""How many answers a house writes at once, and how long it takes for one."""

import threading

from velocitypost.sandbox.state import Sandbox

SECONDS = "model_seconds"
AT_ONCE = "models_at_once"


class Crowd:
    """The answers under way in one house."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._inside = 0
        self.most_inside = 0

    def enter(self) -> bool:
        """Whether there is room for one more, which is then inside."""
        most = int(self._sandbox.dials.number(AT_ONCE))
        with self._lock:
            if most and self._inside >= most:
                return False
            self._inside += 1
            self.most_inside = max(self.most_inside, self._inside)
            return True

    def leave(self) -> None:
        """One is done."""
        with self._lock:
            self._inside -= 1

    @property
    def seconds(self) -> float:
        """How long an answer takes."""
        return self._sandbox.dials.number(SECONDS)

    def wait(self, seconds: float) -> None:
        """Unless the sandbox is about to end."""
        if seconds > 0:
            self._sandbox.stopping.wait(seconds)
