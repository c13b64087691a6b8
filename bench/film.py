"""A film of 500 MB on its whole way, and what it costs in memory: it must pass through, never lie there."""

from __future__ import annotations

import base64
import subprocess
import tempfile
import time
from pathlib import Path

import httpx2
import imageio_ffmpeg

from bench import scene
from bench.measures import Row, signed_in
from bench.stack import Stack

_MEGABYTE = 1024 * 1024
_SIZE = 500 * _MEGABYTE
_PIECE = 8 * _MEGABYTE
_MOST_MB = 20
_PLATFORM = "youtube"


def measure(stack: Stack) -> list[Row]:
    """Uploaded in pieces as the interface does it, published to the twin of YouTube."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)
    account = scene.connect(product, control, space.id, space.user_id, "mapleandrye", _PLATFORM)
    client = signed_in(stack, space)
    pids = {name: ids for name, ids in stack.processes().items() if name in ("serve", "work")}
    for ids in pids.values():
        _forget_peaks(ids)
    before = {name: _peak(ids) for name, ids in pids.items()}
    with tempfile.TemporaryDirectory() as folder:
        film = _film(Path(folder))
        began = time.monotonic()
        media_id, size = _upload(client, film)
    uploaded = time.monotonic()
    body = {
        "text": "How we knead",
        "media": [{"media_id": media_id, "alt": ""}],
        "connection_ids": [account],
        "options": {"title": "Kneading"},
    }
    post = client.post("/api/posts", json=body).raise_for_status().json()["post"]
    client.post(f"/api/posts/{post['id']}/publish").raise_for_status()
    arrived = _arrival(control)
    published = time.monotonic()
    more = {name: _peak(ids) - before[name] for name, ids in pids.items()}
    assert arrived == size > _SIZE, f"the twin has {arrived} bytes of {size}"
    figures = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in more.items())
    times = f"uploaded in {uploaded - began:.0f} s, published in {published - uploaded:.0f} s"
    return [
        Row(
            f"A film of {size // _MEGABYTE} MB, whole at the twin: more memory at most",
            f"{figures}; {times}",
            f"each under {_MOST_MB} MB",
            all(megabytes < _MOST_MB for megabytes in more.values()),
        )
    ]


def _film(folder: Path) -> Path:
    """Seconds of noise, which no codec makes small: a film of more than 500 MB."""
    place = folder / "film.mp4"
    noise = ("-f", "lavfi", "-i", "color=gray:s=1920x1080:r=24", "-vf", "noise=alls=100:allf=t+u")
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "1", "-pix_fmt", "yuv420p", "-frames:v", "130")
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run([program, "-nostdin", "-loglevel", "error", *noise, *codec, str(place)], check=True)
    assert place.stat().st_size > _SIZE
    return place


def _upload(client: httpx2.Client, film: Path) -> tuple[str, int]:
    """Its id in the library, and its size there: what says where it was made is gone."""
    name = base64.b64encode(film.name.encode()).decode()
    headers = {"Upload-Length": str(film.stat().st_size), "Upload-Metadata": f"filename {name}"}
    place = client.post("/api/media/uploads", headers=headers).raise_for_status().headers["Location"]
    with film.open("rb") as content:
        while piece := content.read(_PIECE):
            headers = {
                "Content-Type": "application/offset+octet-stream",
                "Upload-Offset": str(content.tell() - len(piece)),
            }
            client.patch(place, content=piece, headers=headers).raise_for_status()
    media = client.post(f"{place}/finish", json={"alt": ""}).raise_for_status().json()["media"]
    return str(media["id"]), int(media["bytes"])


def _arrival(control: httpx2.Client, within: float = 300) -> int:
    """How many bytes of the film the twin has, once its post is there."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        posts = control.get(f"/control/api/{_PLATFORM}/posts").json()["posts"]
        if posts:
            return sum(int(file["bytes"]) for file in posts[0]["media"] if file["kind"] == "video")
        time.sleep(0.5)
    raise RuntimeError("the film did not arrive")


def _forget_peaks(pids: list[int]) -> None:
    """https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html: 5 sets the peak to what is held now."""
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _peak(pids: list[int]) -> float:
    """The most that these processes held, in MB (VmHWM)."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
