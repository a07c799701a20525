"""What a run's folder keeps, read and checked: its head and its scores."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring import SCORER
from summarizer.scoring.results import Scores
from summarizer.scoring.runs.manifest import FORMAT, RunManifest

MANIFEST = "run.json"


def read_manifest(path: Path) -> RunManifest:
    """The manifest of the run in that folder.

    Raises:
        EvalError: BAD_RUN, there is no run, or its manifest is damaged or of another format.
    """
    file = path / MANIFEST
    try:
        raw = json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        what = "is no run: it has no run.json" if path.exists() else "is not there"
        raise _unusable(
            path, what, "name the folder of a run; `summarizer eval runs` lists them"
        ) from None
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}", "") from None
    except ValueError:
        raise _unusable(file, "is damaged: no JSON", "restore it from a copy") from None
    version = raw.get("format") if isinstance(raw, dict) else None
    if isinstance(version, int) and version != FORMAT:
        raise _unusable(
            path,
            f"is a run of format {version}, and this is format {FORMAT}",
            "use the summarizer that made it, or make the run again",
        )
    try:
        return RunManifest.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "its whole"
        raise _unusable(
            file, f"is damaged: {place}: {first['msg']}", "restore it from a copy"
        ) from None


def read_scores(path: Path, *, again: str = "make the run again and score it") -> Scores:
    """Scores as a run keeps them, or as a baseline that is all that is left of one.

    Args:
        path: The file.
        again: What the user can do where they cannot be used.

    Raises:
        EvalError: BAD_RUN, there are none, or they are damaged or of another scorer.
    """
    try:
        scores = Scores.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise _unusable(path, "is not there: the run has no scores", again) from None
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}", again) from None
    except ValidationError:
        raise _unusable(path, "is damaged, or of another version of summarizer", again) from None
    if scores.scorer != SCORER:
        what = f"is of scorer {scores.scorer}, and this is scorer {SCORER}"
        raise _unusable(path, what, again)
    return scores


def _unusable(path: Path, what: str, hint: str) -> EvalError:
    return EvalError(f"{path} {what}", hint, code=ExitCode.BAD_RUN)
