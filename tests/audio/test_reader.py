"""Every format comes in with the right content, at the right length, and can be sought to the sample."""

import struct

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio

SOUNDFILE_FORMATS = [
    # suffix, container, subtype, least likeness in dB
    ("wav", "WAV", "PCM_U8", 30),
    ("wav", "WAV", "PCM_16", 75),
    ("wav", "WAV", "PCM_24", 120),
    ("wav", "WAV", "PCM_32", 130),
    ("wav", "WAV", "FLOAT", 140),
    ("wav", "WAV", "DOUBLE", 140),
    ("wav", "WAV", "ULAW", 30),
    ("wav", "WAVEX", "PCM_16", 75),
    ("wav", "RF64", "PCM_16", 75),
    ("w64", "W64", "PCM_24", 120),
    ("aiff", "AIFF", "PCM_S8", 30),
    ("aif", "AIFF", "PCM_24", 120),
    ("caf", "CAF", "FLOAT", 140),
    ("au", "AU", "PCM_16", 75),
    ("flac", "FLAC", "PCM_S8", 30),
    ("flac", "FLAC", "PCM_24", 120),
    ("ogg", "OGG", "VORBIS", 12),
    ("mp3", "MP3", "MPEG_LAYER_III", 12),
]

PYAV_FORMATS = [
    # suffix, FFmpeg's muxer, codec, sample_format, exact length, least likeness in dB
    ("m4a", "ipod", "aac", "AAC", True, 20),
    ("m4a", "ipod", "alac", "ALAC", True, 75),
    ("mov", "mov", "pcm_s24be", "PCM_24", True, 120),
    ("mp4", "mp4", "libmp3lame", "MPEG_LAYER_III", False, 12),
    ("mkv", "matroska", "flac", "FLAC", False, 75),
    ("wv", "wv", "wavpack", "WAVPACK", True, 75),
    ("tta", "tta", "tta", "TTA", True, 75),
]


@pytest.mark.parametrize(("suffix", "container", "subtype", "least_db"), SOUNDFILE_FORMATS)
def test_content_through_soundfile(tmp_path, chirp, likeness_db, suffix, container, subtype, least_db):
    source = chirp(20_011, 2)
    path = tmp_path / f"a.{suffix}"
    soundfile.write(path, source, 44100, subtype, format=container)
    with open_audio(path) as reader:
        info = reader.info
        whole = np.concatenate(list(reader.blocks(3000)))
    assert (info.container, info.sample_format) == (container, subtype)
    assert (info.sample_rate_hz, info.channels, info.frames) == (44100, 2, 20_011)
    assert info.duration_s == pytest.approx(20_011 / 44100)
    assert info.size_bytes == path.stat().st_size
    assert not info.truncated
    assert whole.dtype == np.float32
    assert likeness_db(whole, source) > least_db


@pytest.mark.parametrize(("suffix", "muxer", "codec", "sample_format", "exact", "least_db"), PYAV_FORMATS)
def test_content_through_pyav(
    tmp_path, chirp, encode, likeness_db, suffix, muxer, codec, sample_format, exact, least_db
):
    source = chirp(50_021, 2)
    sixteen_bits = {"alac": "s16p", "wavpack": "s16p", "tta": "s16", "flac": "s16"}.get(codec)
    path = encode(tmp_path / f"a.{suffix}", source, 44100, codec, container=muxer, sample_format=sixteen_bits)
    with open_audio(path) as reader:
        info = reader.info
        whole = np.concatenate(list(reader.blocks(3000)))
    assert (info.sample_format, info.sample_rate_hz, info.channels) == (sample_format, 44100, 2)
    if exact:
        assert info.frames == len(whole) == len(source)
        assert info.duration_s == pytest.approx(len(source) / 44100)
    length = min(len(whole), len(source))
    assert abs(len(whole) - len(source)) < 2304
    assert likeness_db(whole[:length], source[:length]) > least_db


@pytest.mark.parametrize("rate_hz", [8000, 11025, 22050, 44100, 96000, 192000])
@pytest.mark.parametrize("channels", [1, 3, 8])
def test_rates_and_channels(tmp_path, chirp, rate_hz, channels):
    source = chirp(5000, channels)
    soundfile.write(tmp_path / "a.wav", source, rate_hz, "FLOAT")
    with open_audio(tmp_path / "a.wav") as reader:
        assert (reader.info.sample_rate_hz, reader.info.channels) == (rate_hz, channels)
        np.testing.assert_array_equal(reader.read(6000), source)
        assert reader.read(10).shape == (0, channels)


@pytest.mark.parametrize(("suffix", "muxer", "codec"), [("m4a", "ipod", "aac"), ("mp4", "mp4", "aac")])
def test_aac_is_cut_to_its_edit_list(tmp_path, chirp, encode, likeness_db, suffix, muxer, codec):
    source = chirp(88_323)
    path = encode(tmp_path / f"a.{suffix}", source, 44100, codec, container=muxer)
    with open_audio(path) as reader:
        assert reader.info.frames == 88_323
        whole = np.concatenate(list(reader.blocks()))
    assert likeness_db(whole, source) > 20


def test_gapless_mp3_of_ffmpeg_is_exact(tmp_path, chirp, encode, likeness_db):
    source = chirp(88_323)
    path = encode(tmp_path / "a.mp3", source, 44100, "libmp3lame", codec_options={"b": "128k"})
    with open_audio(path) as reader:
        assert reader.info.frames == 88_323
        assert likeness_db(np.concatenate(list(reader.blocks())), source) > 12


def test_mp3_without_a_header_is_counted(tmp_path, chirp, encode):
    options = {"write_xing": "0"}
    path = encode(tmp_path / "a.mp3", chirp(88_323), 44100, "libmp3lame", container_options=options)
    with open_audio(path) as reader:
        frames = sum(len(block) for block in reader.blocks())
        assert reader.info.frames == frames
    assert 88_323 <= frames < 88_323 + 3 * 1152


def test_alac_in_caf_promises_no_length(tmp_path, chirp, encode, likeness_db):
    source = chirp(50_021)
    path = encode(tmp_path / "a.caf", source, 44100, "alac", container="caf", sample_format="s16p")
    with open_audio(path) as reader:
        assert reader.info.frames is None
        assert likeness_db(np.concatenate(list(reader.blocks())), source) > 75
        assert not reader.truncated


def test_alac_in_caf_with_a_packet_table_as_apple_writes_it(tmp_path, encode, chirp):
    """Apple, Core Audio Format 1.0, “Packet Table”: frames that are valid, and what the last packet lacks of them.

    The last packet of ALAC is short already; FFmpeg 8 takes what it lacks off once more.
    """
    path = encode(tmp_path / "a.caf", chirp(100_000), 44100, "alac", container="caf", sample_format="s16p")
    data = path.read_bytes()
    at = data.index(b"pakt") + 12 + 8
    packets = -(-100_000 // 4096)
    table = struct.pack(">qii", 100_000, 0, packets * 4096 - 100_000)
    path.write_bytes(data[:at] + table + data[at + len(table) :])
    with open_audio(path) as reader:
        sound = np.concatenate(list(reader.blocks()))
        np.testing.assert_allclose(sound, chirp(100_000), atol=1e-4)
        assert not reader.lost


@pytest.mark.parametrize(("input_hz", "output_hz", "told_hz"), [(16000, 16000, None), (44100, 48000, 44100)])
def test_opus_tells_both_rates(tmp_path, chirp, encode, input_hz, output_hz, told_hz):
    path = tmp_path / "a.opus"
    if input_hz == 16000:
        soundfile.write(path, chirp(16_001, rate_hz=16000), 16000, "OPUS", format="OGG")
    else:
        encode(path, chirp(44_100), 48000, "libopus")
        data = path.read_bytes()
        at = data.index(b"OpusHead") + 12
        patched = data[:at] + input_hz.to_bytes(4, "little") + data[at + 4 :]
        path.write_bytes(_with_page_checksum(patched))
    with open_audio(path) as reader:
        assert reader.info.sample_rate_hz == output_hz
        assert reader.info.original_rate_hz == told_hz


def _with_page_checksum(data: bytes) -> bytes:
    """The stream with the checksum of its first page made right."""
    from sqcodec_gui.audio.ogg_pages import ogg_crc

    second = data.index(b"OggS", 4)
    page = data[:22] + bytes(4) + data[26:second]
    return page[:22] + ogg_crc(page).to_bytes(4, "little") + page[26:] + data[second:]


def test_video_gives_its_default_sound_track(tmp_path, chirp, likeness_db):
    import av
    from av.stream import Disposition

    path, sources = tmp_path / "film.mp4", [chirp(44_100), -chirp(44_100)[::-1].copy()]
    with av.open(str(path), "w") as out:
        video = out.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 32, 32, "yuv420p"
        tracks = [out.add_stream("aac", rate=44100, layout="mono") for _ in sources]
        tracks[0].disposition, tracks[1].disposition = Disposition(0), Disposition.default
        for index in range(10):
            picture = av.VideoFrame.from_ndarray(np.full((48, 32), 10 * index, np.uint8), "yuv420p")
            out.mux(video.encode(picture))
        for track, source in zip(tracks, sources, strict=True):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(source.T), "fltp", "mono")
            frame.sample_rate, frame.pts = 44100, 0
            out.mux(track.encode(frame))
        for stream in (video, *tracks):
            out.mux(stream.encode(None))
    with open_audio(path) as reader:
        assert reader.info.has_pictures
        whole = np.concatenate(list(reader.blocks()))
    assert likeness_db(whole, sources[1]) > 15


def test_surround_opus_comes_in_the_order_of_wav(tmp_path, chirp, encode, likeness_db):
    source = chirp(48_000, 6, 48000)
    path = encode(tmp_path / "a.opus", source, 48000, "libopus", codec_options={"b": "600k"})
    with open_audio(path) as reader:
        whole = np.concatenate(list(reader.blocks()))
    for channel in (0, 1, 2, 4, 5):  # 3 is the deep one, which Opus filters
        assert likeness_db(whole[:, channel], source[:, channel]) > 10


def test_samples_beyond_full_scale_pass_unchanged(tmp_path):
    source = np.array([[0.5], [1.7], [-3.25]], np.float32)
    soundfile.write(tmp_path / "a.wav", source, 8000, "FLOAT")
    with open_audio(tmp_path / "a.wav") as reader:
        np.testing.assert_array_equal(reader.read(3), source)


SEEKABLE = [
    ("wav", None, None),
    ("flac", None, None),
    ("ogg", None, None),
    ("mp3", None, None),
    ("opus", "ogg", "libopus"),
    # Noise substitution makes AAC decoders give another noise after each jump.
    ("m4a", "ipod", "aac"),
    ("m4a", "ipod", "alac"),
    ("webm", "webm", "libopus"),
    ("wma", "asf", "wmav2"),
    ("aac", "adts", "aac"),
]


@pytest.mark.parametrize(("suffix", "muxer", "codec"), SEEKABLE)
def test_seek_is_exact(tmp_path, chirp, encode, suffix, muxer, codec):
    source, path = chirp(150_000, 1, 48000), tmp_path / f"a.{suffix}"
    if codec is None:
        soundfile.write(path, source, 48000)
    else:
        options = {"aac_pns": "0"} if codec == "aac" else None
        encode(path, source, 48000, codec, container=muxer, codec_options=options)
    with open_audio(path) as reader:
        whole = np.concatenate(list(reader.blocks()))
        for frame in (100_003, 5, 0, 77_777, 77_778, len(whole) - 10, 60_000, len(whole) - 5000):
            reader.seek(frame)
            assert reader.position_frames == frame
            part = np.concatenate([reader.read(700), reader.read(800)])
            expected = whole[frame : frame + 1500]
            assert part.shape == expected.shape
            assert np.abs(part - expected).max() < 1e-4
        reader.seek(len(whole) + 1000)
        assert len(reader.read(10)) == 0
        with pytest.raises(ValueError, match="-1"):
            reader.seek(-1)


def test_itunes_note_of_the_length_is_understood():
    from sqcodec_gui.audio.pyav_lengths import itunes_gapless_frames

    note = " 00000000 00000840 000001CA 00000000003F31F6 00000000 00000000"
    assert itunes_gapless_frames({"itunsmpb": [note]}) == 0x3F31F6
    assert itunes_gapless_frames({}) is None
    assert itunes_gapless_frames({"itunsmpb": ["no note"]}) is None
