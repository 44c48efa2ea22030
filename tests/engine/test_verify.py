"""What verify proves, and what it says where it cannot."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.settings_and_results import ComputeChoice, to_json
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError

Flip = Callable[[Path, int], tuple[float, float]]


def test_a_whole_file(compressed: Path) -> None:
    result = verify(compressed, decode=True, source=compressed.with_suffix(".wav"), compute=ComputeChoice("cpu"))
    assert result.is_whole
    assert result.decoded
    assert len(result.proven) == 4
    assert "6 blocks is whole (CRC-32)" in result.proven[0]
    with SqcReader(compressed) as reader:
        assert result.tokens_sha256 == reader.footer.tokens_sha256  # type: ignore[union-attr]
    assert to_json(result)["error"] is None


def test_another_source_is_noticed(compressed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.wav"
    other.write_bytes(compressed.with_suffix(".wav").read_bytes() + b"\0")
    result = verify(compressed, source=other)
    assert [problem for problem in result.problems if "is not the recording" in problem]
    with pytest.raises(SqcodecError, match="could not be read"):
        verify(compressed, source=tmp_path / "missing.wav")


def test_a_damaged_block_is_found_with_its_seconds(compressed: Path, damage: Flip) -> None:
    span_s = damage(compressed, 3)
    result = verify(compressed, decode=True, compute=ComputeChoice("cpu"))
    assert not result.is_whole
    assert not result.decoded
    assert result.lost_spans_s == (pytest.approx(span_s),)
    assert "checksum" in result.problems[0]
    assert f"{span_s[1]:.2f} s from {span_s[0]:.2f} s" in result.problems[0]


def test_no_flipped_byte_goes_unnoticed(compressed: Path) -> None:
    data = compressed.read_bytes()
    unnoticed = []
    for place in range(0, len(data), 97):
        broken = bytearray(data)
        broken[place] ^= 1
        compressed.write_bytes(bytes(broken))
        with contextlib.suppress(SqcodecError):  # a broken header
            if verify(compressed).is_whole:
                unnoticed.append(place)
    assert unnoticed == []


def test_missing_weights_are_a_problem_only_when_decoding(compressed: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path / "nobody"))
    assert verify(compressed).is_whole
    result = verify(compressed, decode=True, compute=ComputeChoice("cpu"))
    assert "not on this machine" in result.problems[0]
    assert not read_info(compressed).weights_installed


@pytest.mark.parametrize("decode", [False, True])
def test_cancel_is_not_a_problem_of_the_file(compressed: Path, decode: bool) -> None:
    token = CancelToken()
    with pytest.raises(CancelledError):
        verify(
            compressed, decode=decode, compute=ComputeChoice("cpu"), progress=lambda d, t: token.cancel(), cancel=token
        )


def test_info_says_what_is_there(compressed: Path) -> None:
    found = read_info(compressed)
    assert (found.model, found.family, found.channels, found.sample_rate_hz) == ("tiny-stored", "sqcodec", 2, 16_000)
    assert (found.blocks, found.entropy_coded_blocks, found.lost_s, found.damage) == (6, 0, 0.0, ())
    assert found.duration_s == 5.5
    assert found.bits_per_token == pytest.approx(16.85, abs=0.1)
    assert found.bitrate_bps == pytest.approx(8 * compressed.stat().st_size / 5.5)
    assert found.nominal_bitrate_bps == pytest.approx(2 * 16_000 / 45 * 16.844, rel=1e-3)
    assert found.weights_installed
    part = found.parts[0]
    assert (part.name, part.sample_rate_hz, part.channels, part.frames) == ("talk.wav", 44_100, 2, 242_550)


def test_info_of_a_damaged_file_counts_what_is_left(compressed: Path, damage: Flip) -> None:
    _, length_s = damage(compressed, 1)
    found = read_info(compressed)
    assert found.lost_s == pytest.approx(length_s)
    assert len(found.damage) == 1
