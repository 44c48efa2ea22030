"""What is written comes back: content, exact length, rates, channels, and nothing is left after an error."""

import errno
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import create_audio, open_audio, resampled_length, wav_writer, writer
from sqcodec_gui.audio.content import FileContent
from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.audio.errors import AudioError, AudioPermissionError, AudioWriteError

EVERY_FORMAT = [
    # suffix, sample format, what a reader calls it, least likeness in dB
    ("wav", None, "PCM_16", 75),
    ("wav", "PCM_24", "PCM_24", 120),
    ("wav", "FLOAT", "FLOAT", 140),
    ("flac", None, "PCM_16", 75),
    ("flac", "PCM_24", "PCM_24", 120),
    ("opus", None, "OPUS", 15),
    ("mp3", None, "MPEG_LAYER_III", 15),
]


def write(path, samples, rate_hz, block_frames=10_000, **options):
    with create_audio(path, rate_hz, samples.shape[1], **options) as target:
        for start in range(0, len(samples), block_frames):
            target.write(samples[start : start + block_frames])
    return target


def read(path):
    with open_audio(path) as reader:
        blocks = list(reader.blocks())
        assert reader.info.frames == sum(len(block) for block in blocks)
        return reader.info, np.concatenate(blocks)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("suffix", "sample_format", "name", "least_db"), EVERY_FORMAT)
def test_content(tmp_path, chirp, likeness_db, suffix, sample_format, name, least_db, channels):
    source = chirp(100_003, channels, 48000)
    target = write(tmp_path / f"a.{suffix}", source, 48000, sample_format=sample_format)
    info, got = read(tmp_path / f"a.{suffix}")
    assert (info.sample_rate_hz, info.channels, info.sample_format) == (48000, channels, name)
    assert likeness_db(got, source) > least_db
    assert (target.notices, target.clipped_samples, target.frames_written) == ([], 0, 100_003)
    assert not info.truncated


@pytest.mark.parametrize("suffix", ["wav", "flac", "opus", "mp3"])
@pytest.mark.parametrize("frames", [1, 2, 961, 16_000])
def test_short_lengths_are_exact(tmp_path, chirp, suffix, frames):
    write(tmp_path / f"a.{suffix}", chirp(frames, 1, 16000), 16000)
    assert len(read(tmp_path / f"a.{suffix}")[1]) == frames


@pytest.mark.parametrize("suffix", ["wav", "flac", "opus", "mp3"])
@pytest.mark.parametrize("rate_hz", [8000, 11025, 16000, 22050, 44100, 96000, 192000])
def test_rates_are_converted_where_needed(tmp_path, chirp, likeness_db, suffix, rate_hz):
    source = chirp(rate_hz, 1, rate_hz)
    target = write(tmp_path / f"a.{suffix}", source, rate_hz)
    info, got = read(tmp_path / f"a.{suffix}")
    assert info.sample_rate_hz == target.sample_rate_hz
    assert len(got) == resampled_length(len(source), rate_hz, info.sample_rate_hz)
    if info.sample_rate_hz == rate_hz:
        assert target.notices == []
    else:
        assert f"{rate_hz} Hz" in target.notices[0]
        assert f"{info.sample_rate_hz} Hz" in target.notices[0]
    assert likeness_db(got, chirp(len(got), 1, info.sample_rate_hz)) > 15


@pytest.mark.parametrize(("suffix", "kept"), [("wav", 8), ("flac", 8), ("opus", 8), ("mp3", 2)])
def test_eight_channels(tmp_path, chirp, likeness_db, suffix, kept):
    source = chirp(48_000, 8, 48000)
    target = write(tmp_path / f"a.{suffix}", source, 48000)
    info, got = read(tmp_path / f"a.{suffix}")
    assert info.channels == kept
    if kept == 8:
        assert target.notices == []
        assert likeness_db(got, source) > 8
    else:
        assert "8 of the recording were mixed" in target.notices[0]
        assert likeness_db(got, downmix(source, 2)) > 15


@pytest.mark.parametrize(("suffix", "sample_format"), [("wav", None), ("wav", "PCM_24"), ("flac", "PCM_24")])
def test_too_loud_is_clipped_without_wrapping(tmp_path, suffix, sample_format):
    source = np.array([[0.5], [1.0], [1.5], [-1.0], [-9.0], [0.25]], np.float32)
    target = write(tmp_path / f"a.{suffix}", source, 8000, sample_format=sample_format)
    got = read(tmp_path / f"a.{suffix}")[1]
    np.testing.assert_allclose(got, np.clip(source, -1, 1), atol=2**-15)
    assert target.clipped_samples == 2
    assert "2 samples" in target.notices[0]


def test_float_wav_is_not_clipped(tmp_path):
    source = np.array([[1.5], [-9.0]], np.float32)
    target = write(tmp_path / "a.wav", source, 8000, sample_format="FLOAT")
    np.testing.assert_array_equal(read(tmp_path / "a.wav")[1], source)
    assert target.clipped_samples == 0


@pytest.mark.parametrize("sample_format", ["PCM_16", "PCM_24"])
def test_integers_survive_bit_by_bit(tmp_path, sample_format):
    bits = int(sample_format[-2:])
    integers = np.random.default_rng(0).integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (5000, 2))
    source = (integers / 2 ** (bits - 1)).astype(np.float32)
    for suffix in ("wav", "flac"):
        write(tmp_path / f"a.{suffix}", source, 44100, sample_format=sample_format)
        stored, _ = soundfile.read(tmp_path / f"a.{suffix}", dtype="int32")
        np.testing.assert_array_equal(stored >> (32 - bits), integers)


@pytest.mark.parametrize("sample_format", ["PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize("channels", [1, 3])
def test_long_wav_becomes_rf64(tmp_path, chirp, monkeypatch, sample_format, channels):
    # Four gigabytes would take too long: the limit is lowered instead.
    monkeypatch.setattr(wav_writer, "MAX_RIFF_BYTES", 5000)
    source = chirp(10_001, channels)
    tags = {"title": ["Long"], "other key": ["kept"]}
    write(tmp_path / "a.wav", source, 44100, sample_format=sample_format, tags=tags)
    assert (tmp_path / "a.wav").read_bytes()[:4] == b"RF64"
    info, got = read(tmp_path / "a.wav")
    assert info.container == "RF64"
    assert info.tags == tags
    assert not info.truncated
    np.testing.assert_allclose(got, source, atol=2**-15)


def test_sizes_beyond_four_gigabytes_are_right(monkeypatch):
    class Counter:
        """A file that keeps its first bytes alone, and of the sound nothing but the length."""

        def __init__(self):
            self.place, self.end, self.head = 0, 0, bytearray(200)

        def write(self, data):
            if isinstance(data, bytes) and self.place < len(self.head):
                self.head[self.place : self.place + len(data)] = data
                del self.head[200:]
            self.place += len(data)
            self.end = max(self.end, self.place)

        def tell(self):
            return self.place

        def seek(self, offset):
            self.place = offset

        def flush(self):
            pass

    file = Counter()
    sink = wav_writer.WavSink(file, FileContent("wav", "FLOAT", 192000, 8), [])
    data_bytes = 5 * 2**30
    monkeypatch.setattr(wav_writer, "encode_samples", lambda block, sample_format: range(data_bytes // 5))
    for _ in range(5):
        sink.write(np.zeros((1, 8), np.float32))
    sink.close()
    assert bytes(file.head[:8]) == b"RF64\xff\xff\xff\xff"
    assert bytes(file.head[12:16]) == b"ds64"
    assert int.from_bytes(file.head[20:28], "little") == file.end - 8
    assert int.from_bytes(file.head[28:36], "little") == data_bytes
    assert int.from_bytes(file.head[36:44], "little") == data_bytes // 32


def stop_half_way(target, samples):
    target.write(samples)
    raise ZeroDivisionError("the engine stopped")


@pytest.mark.parametrize("suffix", ["wav", "flac", "opus", "mp3"])
def test_an_exception_leaves_nothing(tmp_path, chirp, suffix):
    path = tmp_path / f"a.{suffix}"
    with pytest.raises(ZeroDivisionError), create_audio(path, 48000, 1, tags={"title": ["x"]}) as target:
        target.write(chirp(5000) / (1 // 0))
    with pytest.raises(ZeroDivisionError), create_audio(path, 48000, 1, tags={"title": ["x"]}) as target:
        stop_half_way(target, chirp(50_000))
    with pytest.raises(AudioWriteError, match="no sound"), create_audio(path, 48000, 1):
        pass
    with pytest.raises(AudioWriteError, match=r"a\..*not a number"), create_audio(path, 48000, 1) as target:
        target.write(np.array([[0.0], [np.nan]], np.float32))
    with pytest.raises(ValueError, match=r"\[frames, 1\]"), create_audio(path, 48000, 1) as target:
        target.write(np.zeros((3, 2), np.float32))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["wav", "flac", "opus", "mp3"])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, suffix):
    # A limit on the size of files stands for the full disk; it holds for a process, hence one of its own.
    program = f"""
import resource, signal, sys
sys.dont_write_bytecode = True  # the cache of modules would be cut, too, and stay so
import numpy as np
from sqcodec_gui.audio import create_audio
from sqcodec_gui.audio.errors import AudioWriteError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
noise = np.random.default_rng(0).uniform(-0.5, 0.5, (1_000_000, 2))
try:
    with create_audio({str(tmp_path / "a")!r} + ".{suffix}", 48000, 2) as target:
        for start in range(0, len(noise), 50_000):
            target.write(noise[start : start + 50_000])
except AudioWriteError as error:
    print(error)
"""
    if sys.platform == "win32":
        pytest.skip("Windows has no limit on the size of files")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert f"a.{suffix} could not be written" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_wrong_targets_are_told(tmp_path, monkeypatch):
    with pytest.raises(AudioWriteError, match=r"a\.xyz .* \.wav"):
        create_audio(tmp_path / "a.xyz", 8000, 1)
    with pytest.raises(AudioWriteError, match=r"a\.wav could not be created"):
        create_audio(tmp_path / "no folder" / "a.wav", 8000, 1)
    with pytest.raises(AudioWriteError, match="it would need 9 channels"):
        create_audio(tmp_path / "a.flac", 8000, 9)
    with pytest.raises(AudioError, match="folder"):
        create_audio(tmp_path, 8000, 1, container="wav")
    with pytest.raises(ValueError, match="opus cannot hold PCM_16"):
        create_audio(tmp_path / "a.opus", 48000, 1, sample_format="PCM_16")
    with pytest.raises(ValueError, match="impossible"):
        create_audio(tmp_path / "a.wav", 0, 1)

    def refuse(*args):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(writer, "no_follow", refuse)
    with pytest.raises(AudioPermissionError, match=r"a\.wav may not be written"):
        create_audio(tmp_path / "a.wav", 8000, 1)


def test_container_may_be_named(tmp_path, chirp):
    write(tmp_path / "part.tmp", chirp(3000), 44100, container="flac")
    assert read(tmp_path / "part.tmp")[0].container == "FLAC"
