"""A real Chromium, driven over its debugging pipe (Chrome DevTools Protocol), without a library."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_PATIENCE = 30.0  # seconds until a browser that does not answer fails the test
_FLAGS = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --remote-debugging-pipe"
)
_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}

Event = dict[str, Any]


class Browser:
    """A running browser; close it."""

    def __init__(self, executable: str, profile: Path) -> None:
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # The browser wants its pipe as descriptors 3 and 4: the shell puts them there.
        moved = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
        flags = [*_FLAGS.split(), f"--user-data-dir={profile}"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium refuses to start as root otherwise
        self._process = subprocess.Popen(
            ["bash", "-c", moved, executable, *flags],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._pending = b""
        self._last = 0
        self._tab = ""
        self.events: list[Event] = []

    def call(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """The result of a protocol command; events that arrive meanwhile are kept."""
        self._last += 1
        message: Event = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        answer = self._until(lambda got: got.get("id") == self._last)
        assert "error" not in answer, (method, answer)
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, method: str, session: str) -> None:
        """Wait for an event of that name in that session."""

        def wanted(got: Event) -> bool:
            return got.get("method") == method and got.get("sessionId") == session

        if not any(map(wanted, self.events)):
            self._until(wanted)

    def _until(self, wanted: Callable[[Event], bool]) -> Event:
        deadline = time.monotonic() + _PATIENCE
        while True:
            while b"\0" in self._pending:
                raw, _, self._pending = self._pending.partition(b"\0")
                got: Event = json.loads(raw)
                if "method" in got:
                    self.events.append(got)
                if wanted(got):
                    return got
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            chunk = os.read(self._in, 1 << 16)
            if not chunk:
                raise ConnectionError("the browser has gone")
            self._pending += chunk

    def page(self, file: Path, *, width: int = 1280, script: bool = True, **media: str) -> Page:
        """The only tab, new, showing the file; `media` are media features, or `type="print"`."""
        if self._tab:
            self.call("Target.closeTarget", targetId=self._tab)
        self._tab = target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        page.resize(width)
        features = {"prefers-reduced-motion": "reduce"} | {
            name.replace("_", "-"): value for name, value in media.items() if name != "type"
        }
        page.call(
            "Emulation.setEmulatedMedia",
            media=media.get("type", ""),
            features=[{"name": name, "value": value} for name, value in features.items()],
        )
        page.call("Emulation.setScriptExecutionDisabled", value=not script)
        page.call("Page.navigate", url=file.as_uri())
        self.wait_for("Page.loadEventFired", session)
        page.call("Page.bringToFront")
        return page

    def close(self) -> None:
        """End the browser."""
        try:
            self.call("Browser.close")
            self._process.wait(_PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            os.close(self._out)
            os.close(self._in)


class Page:
    """A tab."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session

    def call(self, method: str, **params: object) -> dict[str, Any]:
        return self._browser.call(method, self._session, **params)

    def events(self, *methods: str) -> list[Event]:
        """What of these happened in this tab so far, as the events' parameters."""
        self.evaluate("0")
        return [
            event["params"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event["method"] in methods
        ]

    def resize(self, width: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=False,
        )

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def ids(self, selector: str) -> set[str]:
        """The ids of the elements that the selector finds."""
        found = self.evaluate(f"[...document.querySelectorAll({selector!r})].map((e) => e.id)")
        return set(found)

    def hover(self, selector: str) -> None:
        self._mouse("mouseMoved", *self._middle(selector))

    def leave(self) -> None:
        """Move the mouse to where no claim and no sentence is."""
        self._mouse("mouseMoved", 1, 1)

    def click(self, selector: str) -> None:
        x, y = self._middle(selector)
        self._mouse("mouseMoved", x, y)
        self._mouse("mousePressed", x, y, button="left", clickCount=1)
        self._mouse("mouseReleased", x, y, button="left", clickCount=1)

    def press(self, key: str) -> None:
        code = _KEYS[key]
        text = {"Enter": "\r", " ": " "}.get(key, "")
        common = {"key": key, "windowsVirtualKeyCode": code, "code": key.replace(" ", "Space")}
        kind = "keyDown" if text else "rawKeyDown"
        self.call("Input.dispatchKeyEvent", type=kind, text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def in_view(self, selector: str) -> bool:
        """Whether the element's first line is inside the window."""
        return bool(
            self.evaluate(
                f"(() => {{ const r = document.querySelector({selector!r}).getClientRects()[0];"
                " return r.top >= 0 && r.bottom <= innerHeight; })()"
            )
        )

    def _middle(self, selector: str) -> tuple[float, float]:
        x, y = self.evaluate(
            f"(() => {{ const e = document.querySelector({selector!r});"
            ' e.scrollIntoView({block: "center", behavior: "instant"});'
            " const r = e.getClientRects()[0];"
            " return [r.left + r.width / 2, r.top + r.height / 2]; })()"
        )
        return x, y

    def _mouse(self, kind: str, x: float, y: float, **more: object) -> None:
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)
