"""This module takes one input from any fuzzer: bytes that claim to be a .sqc file, or a recording. See README.md.

    python fuzzing/fuzz_sqc.py [--recording] FILE …            each file once; “-” is standard input
    python fuzzing/fuzz_sqc.py [--recording] --atheris [FOLDER] [-max_total_time=60]    guided by coverage

Right is an answer or a typed error with words; anything else ends with a traceback.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

import mutate_container  # noqa: E402  # what is asked of a damaged file stands there

from sqcodec_gui.audio import open_audio  # noqa: E402
from sqcodec_gui.audio.errors import AudioError  # noqa: E402
from sqcodec_gui.container import SqcReader  # noqa: E402
from sqcodec_gui.container.entropy import EntropyTables  # noqa: E402
from sqcodec_gui.container.entropy_layers import tables_from_bytes  # noqa: E402
from sqcodec_gui.container.errors import SqcError  # noqa: E402

TABLES = [tables_from_bytes(path.read_bytes()) for path in sorted(mutate_container.GOLDEN.glob("*.sqt"))]
MOST_FRAMES = 1 << 20
"""Of a recording that claims to be endless, so many are read."""


def as_sqc(data: bytes) -> None:
    """Open, check and repairs a file. Raises what nobody foresaw."""
    word = mutate_container.examine_inside(data, "", tables_of(data))
    assert "CRASH" not in word, word


def tables_of(data: bytes) -> EntropyTables | None:
    """Return the tables of the golden files that this one names; others are a typed error where they are needed."""
    try:
        with SqcReader(io.BytesIO(data), tolerant=True) as reader:
            wanted = reader.header.tables_sha256
    except SqcError:
        return None
    return next((tables for tables in TABLES if tables.sha256 == wanted), None)


def as_recording(data: bytes) -> None:
    """Count a recording and read it from its start and from its middle. Raises what nobody foresaw."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(data)
        file.flush()
        try:
            with open_audio(Path(file.name)) as reader:
                reader.read(MOST_FRAMES)
                if reader.info.frames:
                    reader.seek(reader.info.frames // 2)
                    reader.read(MOST_FRAMES)
        except AudioError as error:
            if not str(error):
                raise AssertionError("an error without words") from error


def main(words: list[str]) -> int:
    examine: Callable[[bytes], None] = as_recording if "--recording" in words else as_sqc
    words = [word for word in words if word != "--recording"]
    if "--atheris" in words:
        import atheris

        atheris.instrument_all()
        atheris.Setup([sys.argv[0], *(word for word in words if word != "--atheris")], examine)
        atheris.Fuzz()
    for word in words:
        examine(sys.stdin.buffer.read() if word == "-" else Path(word).read_bytes())
    return 0 if words else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
