"""Uploaded transcripts: kept in a folder until each is extracted, one after the other, in a separate process.

A server that is stopped leaves its current upload unfinished; the next one shows it as such and can start it again.
"""

import base64
import json
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Lock, Timer

from tracker.boundary.whole_files import CannotWrite, whole_file
from tracker.errors import TrackerError

# Finished uploads that are remembered.
KEPT = 50
WAITING, RUNNING, DONE, FAILED, UNFINISHED = "waiting", "running", "done", "failed", "unfinished"
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded transcript: who uploaded it, what was declared about it, its progress (`share`, 0 to 1) and its result."""

    key: str
    name: str
    by: str
    at: str
    declared: dict[str, str]
    state: str = WAITING
    share: float = 0.0
    said: str = ""
    source: str = ""


def plain_name(name: str) -> str:
    """The last part of a file's name, without characters unfit for one."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(" .")
    return kept[-150:] or "transcript.txt"


@dataclass(slots=True)
class Uploads:
    """The uploads of one ledger: `seconds` is how long one may take."""

    folder: Path
    url: str
    seconds: float
    now: Callable[[], str]
    stopping: bool = False
    _live: dict[str, Upload] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _process: subprocess.Popen[str] | None = None

    def add(self, name: str, data: bytes, declared: dict[str, str], *, by: str) -> Upload:
        """Keep a file and extract it when its turn comes; raises TrackerError where it is empty or cannot be kept."""
        if not data:
            raise TrackerError("no file was chosen, or it is empty")
        found = Upload(key=secrets.token_hex(8), name=plain_name(name), by=by, at=self.now(), declared=declared)
        try:
            (self.folder / found.key).mkdir(parents=True, mode=0o700)
            (self.folder / found.key / "data").write_bytes(data)
        except OSError as error:
            raise TrackerError(f"{error.filename}: {error.strerror}; give tracker serve another folder with --uploads") from None
        self._begin(found)
        self._tidy()
        return found

    def _begin(self, upload: Upload) -> None:
        self._keep(upload)
        self._worker.submit(self._run, upload)

    def again(self, key: str) -> Upload:
        """Start one again that failed or was interrupted; raises TrackerError if its file is gone."""
        found = self._named(key)
        if found.state not in {FAILED, UNFINISHED} or not (self.folder / key / "data").exists():
            raise TrackerError(f"{found.name} is {found.state}; upload it again")
        found = replace(found, state=WAITING, share=0.0, said="")
        self._begin(found)
        return found

    def forget(self, key: str) -> Upload:
        """Remove one from the list that is not in progress."""
        found = self._named(key)
        if found.state in {WAITING, RUNNING}:
            raise TrackerError(f"{found.name} is being extracted")
        with self._lock:
            self._live.pop(key, None)
        shutil.rmtree(self.folder / key, ignore_errors=True)
        return found

    def _named(self, key: str) -> Upload:
        found = next((each for each in self.all() if each.key == key), None)
        if found is None:
            raise TrackerError("that upload is no longer in the list")
        return found

    def all(self) -> list[Upload]:
        """Every upload, the newest first; one left by a stopped server is unfinished."""
        found = []
        for path in self.folder.glob("*/upload.json") if self.folder.is_dir() else ():
            with self._lock:
                live = self._live.get(path.parent.name)
            upload = live or _read(path)
            if upload is None:
                continue
            if live is None and upload.state in {WAITING, RUNNING}:
                upload = replace(upload, state=UNFINISHED, said="the server was stopped before it finished")
            found.append(upload)
        return sorted(found, key=lambda each: (each.at, each.key), reverse=True)

    def _tidy(self) -> None:
        for old in self.all()[KEPT:]:
            if old.state not in {WAITING, RUNNING}:
                self.forget(old.key)

    def _keep(self, upload: Upload) -> None:
        with self._lock:
            self._live[upload.key] = upload
        with whole_file(self.folder / upload.key / "upload.json", private=True) as out:
            json.dump(asdict(upload), out, ensure_ascii=False)

    def _run(self, upload: Upload) -> None:
        if self.stopping:
            return
        data = self.folder / upload.key / "data"
        try:
            ended = self._extract(upload, data.read_bytes())
        except CannotWrite as error:
            ended = replace(upload, state=FAILED, said=error.why)
        except OSError as error:
            ended = replace(upload, state=FAILED, said=f"{error.strerror or error}")
        if self.stopping and ended.state != DONE:
            return
        self._keep(ended)
        if ended.state == DONE:
            data.unlink(missing_ok=True)

    def _extract(self, upload: Upload, data: bytes) -> Upload:
        """Run the process and follow its progress; returns the finished upload."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker.web.extracting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._process = process
        if self.stopping:
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(self.seconds, process.kill)
        late.start()
        found = replace(upload, state=RUNNING)
        self._keep(found)
        try:
            job = {"name": upload.name, "by": upload.by, "declared": upload.declared, "url": self.url}
            with process.stdin as stream:
                json.dump(job | {"data": base64.b64encode(data).decode()}, stream)
            for line in process.stdout:
                found = _with_news(found, json.loads(line))
                self._keep(found)
        except BrokenPipeError:
            pass
        finally:
            in_time = late.is_alive()
            late.cancel()
            process.stdout.close()
            process.wait()
            self._process = None
        if found.state == RUNNING:
            why = "ended unexpectedly; extract it with tracker extract to see why"
            said = why if in_time else f"took longer than {self.seconds:g} seconds; extract it with tracker extract"
            found = replace(found, state=FAILED, said=said)
        return found

    def stop(self) -> None:
        """Stop the running process, and start no other."""
        self.stopping = True
        if (process := self._process) is not None:
            process.kill()
        self._worker.shutdown(wait=True, cancel_futures=True)


def _with_news(upload: Upload, news: dict[str, object]) -> Upload:
    if "share" in news:
        return replace(upload, share=float(str(news["share"])))
    if "failed" in news:
        return replace(upload, state=FAILED, said=str(news["failed"]))
    notes = news.get("notes")
    said = "; ".join([str(news.get("done", "")), *(str(each) for each in (notes if isinstance(notes, list) else ()))])
    return replace(upload, state=DONE, share=1.0, said=said, source=str(news.get("source", "")))


def _read(path: Path) -> Upload | None:
    try:
        return Upload(**json.loads(path.read_text(encoding="utf-8"))) if _KEY.fullmatch(path.parent.name) else None
    except (OSError, ValueError, TypeError):
        return None
