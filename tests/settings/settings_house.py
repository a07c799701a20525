"""A house of our own for tests of settings: home, checkout and user's file, nothing real."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from summarizer.errors import ExitCode, SettingError
from summarizer.settings import Loaded, load

HERE, FAR = "http://127.0.0.1:8000/v1", "https://llm.example.org/v1"


class House:
    """A home, a git checkout in it and the user's own file; nothing of the real environment."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = folder / "home"
        self.root = self.home / "work"
        self.cwd = self.root / "deep" / "er"
        self.cwd.mkdir(parents=True)
        (self.root / ".git").mkdir()
        self.user_file = folder / "etc" / "config.toml"
        self.user_file.parent.mkdir()
        monkeypatch.setenv("HOME", str(self.home))

    def project(self, text: str, folder: Path | None = None) -> Path:
        path = (folder or self.root) / "summarizer.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def user(self, text: str, mode: int = 0o600) -> None:
        self.user_file.write_text(text, encoding="utf-8")
        self.user_file.chmod(mode)

    def load(self, env: Mapping[str, str] | None = None, /, **options: object) -> Loaded:
        return load(options, env=env or {}, cwd=self.cwd, user_file=self.user_file)

    def refused(self, env: Mapping[str, str] | None = None, /, **options: object) -> SettingError:
        with pytest.raises(SettingError) as caught:
            self.load(env, **options)
        assert caught.value.exit_code is ExitCode.BAD_SETTING
        assert "\n" not in str(caught.value)
        return caught.value


def key_of(loaded: Loaded) -> str | None:
    secret = loaded.settings.api_key
    return None if secret is None else secret.get_secret_value()
