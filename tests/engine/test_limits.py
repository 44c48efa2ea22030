"""What is accepted is what can be restored; the rest is refused with the limits before anything is done."""

from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from sqcodec_gui.audio import probe
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import CompressSettings, EngineError, RestoreSettings
from sqcodec_gui.engine.restore import restore

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


def test_many_channels_can_be_mixed(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("odd.wav", frames=1600, channels=65)
    assert compress(source, None, CompressSettings(model="tiny", check=False, channels="mix")).target_bytes > 0
