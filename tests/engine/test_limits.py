"""What is accepted is what can be restored; the rest is refused with the limits before anything is done."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import StreamResampler, probe
from sqcodec_gui.audio.writer import MOST_HZ
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.errors import SqcLimitError
from sqcodec_gui.container.header import header_bytes
from sqcodec_gui.container.source import LIMIT_RATE_HZ
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, EngineError, RestoreSettings

Write = Callable[..., Path]
SETTINGS = CompressSettings(model="tiny", check=False)


@pytest.mark.parametrize(
    ("rate_hz", "channels", "frames"),
    [
        (1, 1, 3),
        (10, 1, 5),
        (999, 2, 700),
        (768_000, 1, 76_800),
        (10_000_000, 1, 500_000),
        (16_000, 9, 800),
        (8_000, 64, 200),
    ],
)
def test_rates_and_channels_go_both_ways(
    tiny: CodecConfig, write_sound: Write, rate_hz: int, channels: int, frames: int
) -> None:
    source = write_sound("odd.wav", frames=frames, rate_hz=rate_hz, channels=channels)
    small = compress(source, None, SETTINGS).target
    back = restore(small, source.with_name("back.wav"), RestoreSettings())
    info = soundfile.info(back.target)
    assert (info.samplerate, info.channels, info.frames) == (rate_hz, channels, frames)
    assert not [notice for notice in back.notices if "cannot hold" in notice or "mixed" in notice]


@pytest.mark.parametrize(("suffix", "rate_hz"), [("flac", 384_000), ("opus", 48_000), ("mp3", 48_000)])
def test_what_a_format_cannot_hold_is_converted_and_told(
    tiny: CodecConfig, write_sound: Write, suffix: str, rate_hz: int
) -> None:
    """FLAC counts up to 655,350 Hz (RFC 9639, 9.1.2); half of 768 kHz keeps every second sample in its place."""
    small = compress(write_sound("dxd.wav", frames=76_800, rate_hz=768_000), None, SETTINGS).target
    back = restore(small, small.with_suffix(f".{suffix}"), RestoreSettings())
    assert probe(back.target).sample_rate_hz == rate_hz
    assert f"cannot hold 768000 Hz: the sound was converted to {rate_hz} Hz." in back.notices[0]


@pytest.mark.parametrize(
    ("rate_hz", "channels", "reason"),
    [
        (100_000_000, 1, r"odd\.wav has a sample rate of 100,000,000 Hz; 1 to 10,000,000 Hz can be restored"),
        (16_000, 65, r"odd\.wav has 65 channels; at most 64 can be kept"),
    ],
)
def test_beyond_the_limits_is_refused_at_the_door(
    tiny: CodecConfig, write_sound: Write, rate_hz: int, channels: int, reason: str
) -> None:
    source = write_sound("odd.wav", frames=1600, rate_hz=rate_hz, channels=channels)
    with pytest.raises(EngineError, match=reason):
        compress(source, None, SETTINGS)
    assert [path.name for path in source.parent.iterdir()] == ["odd.wav"]


def test_a_header_refuses_the_rates_that_the_door_refuses(tiny: CodecConfig, write_sound: Write) -> None:
    small = compress(write_sound("talk.wav"), None, SETTINGS).target
    with SqcReader(small) as reader:
        header = reader.header
    assert MOST_HZ == LIMIT_RATE_HZ
    for rate_hz, is_refused in ((LIMIT_RATE_HZ, False), (LIMIT_RATE_HZ + 1, True), (0, True)):
        odd = replace(header, source=replace(header.source, sample_rate_hz=rate_hz))
        with pytest.raises(SqcLimitError, match="sample_rate_hz") if is_refused else nullcontext():
            header_bytes(odd, 0)


def test_a_high_rate_is_written_in_small_pieces(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second of 10 MHz in 64 channels would take 2.5 GB at once."""
    small = compress(write_sound("odd.wav", 1.0, rate_hz=1_000_000, channels=2), None, SETTINGS).target
    usual = restore(small, small.with_name("usual.wav"), RestoreSettings()).target.read_bytes()
    pushed: list[int] = []
    push = StreamResampler.push

    def counted(self: StreamResampler, block: np.ndarray) -> np.ndarray:
        if (self.in_rate_hz, self.out_rate_hz) == (16_000, 1_000_000):
            pushed.append(len(block))
        return push(self, block)

    monkeypatch.setattr(StreamResampler, "push", counted)
    monkeypatch.setattr("sqcodec_gui.engine.restore.WRITTEN_AT_ONCE", 100_000)
    assert restore(small, small.with_name("small.wav"), RestoreSettings()).target.read_bytes() == usual
    assert 0 < max(pushed) * 1_000_000 // 16_000 * 2 <= 100_000


def test_many_channels_can_be_mixed(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("odd.wav", frames=1600, channels=65)
    assert compress(source, None, CompressSettings(model="tiny", check=False, channels="mix")).target_bytes > 0
