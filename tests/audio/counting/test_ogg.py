"""Ogg: chained streams, missing and broken pages, granules that do not begin at zero; exact to the sample.

The right values are those of the format: a page's granule is the sample at which its last packet ends (RFC 7845,
section 4; Vorbis I, appendix A.2), counted from where the first page begins.
"""

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio

CODECS = ["opus", "vorbis", "flac"]


@pytest.fixture
def ogg(tmp_path, chirp):
    """Bytes of an Ogg file with small pages, and what it gives when read whole by the codec's own library."""

    def make(codec, frames=96_000, channels=1, rate_hz=48000):
        path = tmp_path / f"part.{codec}"
        source = chirp(frames, channels, rate_hz)
        if codec == "flac":
            _write_flac(path, source, rate_hz)
            return path.read_bytes(), source
        soundfile.write(path, source, rate_hz, codec.upper(), format="OGG")
        return path.read_bytes(), soundfile.read(path, dtype="float32", always_2d=True)[0]

    return make


def _write_flac(path, source, rate_hz):
    layout = {1: "mono", 2: "stereo"}[source.shape[1]]
    with av.open(str(path), "w", format="ogg") as out:
        stream = out.add_stream("flac", rate=rate_hz, layout=layout)
        stream.format = "s32"
        samples = np.round(source * 2**31).clip(-(2**31), 2**31 - 1).astype(np.int32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, "s32", layout)
        frame.sample_rate, frame.pts = rate_hz, 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)


@pytest.mark.parametrize("codec", CODECS)
def test_chained_streams_are_read_to_the_sample(tmp_path, ogg, hear, codec):
    first, sound = ogg(codec, 96_000)
    second, more = ogg(codec, 60_000)
    (tmp_path / "a.ogg").write_bytes(first + second)
    heard = hear(tmp_path / "a.ogg")
    np.testing.assert_allclose(heard.sound, np.concatenate([sound, more]), atol=1e-3)
    assert not heard.lost
    assert "2 recordings" in heard.notices[0]


def test_chained_streams_of_other_codecs_rates_and_layouts(tmp_path, ogg, hear):
    parts = [ogg("opus", 48_000, 1), ogg("vorbis", 22_050, 2, 22050), ogg("flac", 48_000, 1)]
    (tmp_path / "a.ogg").write_bytes(b"".join(data for data, _ in parts))
    heard = hear(tmp_path / "a.ogg")
    assert (heard.info.sample_rate_hz, heard.info.channels, heard.info.frames) == (48000, 2, 144_000)
    np.testing.assert_allclose(heard.sound[:48_000], np.repeat(parts[0][1], 2, axis=1), atol=1e-4)
    np.testing.assert_allclose(heard.sound[96_000:], np.repeat(parts[2][1], 2, axis=1), atol=1e-3)


@pytest.mark.parametrize("codec", CODECS)
def test_a_missing_page_is_silence_of_its_length(tmp_path, ogg, hear, ogg_pages, granule_of, codec):
    data, sound = ogg(codec, 240_000)
    pages = ogg_pages(data)
    number = next(n for n, page in enumerate(pages) if granule_of(page) > 60_000)
    (tmp_path / "a.ogg").write_bytes(b"".join(pages[:number] + pages[number + 1 :]))
    heard = hear(tmp_path / "a.ogg")
    assert len(heard.sound) == len(sound)
    span = heard.lost[0]
    start, stop = round(span.start_s * 48000), round((span.start_s + span.duration_s) * 48000)
    skip = 312 if codec == "opus" else 0
    before, after = granule_of(pages[number - 1]), granule_of(pages[number])
    if codec == "flac":
        assert (start, stop) == (before, after)
    else:  # packets that overlap, or go on on the next page, are lost with it
        assert before - skip - 2048 <= start <= before
        assert after - skip - 2048 <= stop <= after + 2880
    assert not heard.sound[start:stop].any()
    settled = stop + 15_000
    np.testing.assert_allclose(heard.sound[settled:], sound[settled:], atol=2e-3)
    np.testing.assert_allclose(heard.sound[: start - 10], sound[: start - 10], atol=1e-3)


@pytest.mark.parametrize("codec", CODECS)
def test_a_page_with_a_wrong_checksum_is_no_page(tmp_path, ogg, hear, ogg_pages, codec):
    data, sound = ogg(codec)
    pages = ogg_pages(data)
    number = len(pages) // 2
    spoilt = bytearray(pages[number])
    spoilt[-5] ^= 0x10
    missing, wrong = pages[:number] + pages[number + 1 :], [*pages[:number], bytes(spoilt), *pages[number + 1 :]]
    (tmp_path / "missing.ogg").write_bytes(b"".join(missing))
    (tmp_path / "wrong.ogg").write_bytes(b"".join(wrong))
    heard = hear(tmp_path / "wrong.ogg")
    assert len(heard.sound) == len(sound)
    np.testing.assert_array_equal(heard.sound, hear(tmp_path / "missing.ogg").sound)
    assert heard.lost == hear(tmp_path / "missing.ogg").lost
    assert "no whole Ogg pages" in heard.notices[0]


@pytest.mark.parametrize("codec", CODECS)
def test_the_first_page_of_sound_missing(tmp_path, ogg, hear, ogg_pages, granule_of, codec):
    data, sound = ogg(codec)
    pages = ogg_pages(data)
    number = next(n for n, page in enumerate(pages) if granule_of(page) > 0)
    (tmp_path / "a.ogg").write_bytes(b"".join(pages[:number] + pages[number + 1 :]))
    heard = hear(tmp_path / "a.ogg")
    assert len(heard.sound) == len(sound)
    assert heard.lost[0].start_s == 0
    assert heard.lost[0].filled
    np.testing.assert_allclose(heard.sound[60_000:], sound[60_000:], atol=2e-3)


@pytest.mark.parametrize("codec", ["opus", "vorbis"])
@pytest.mark.parametrize("offset", [480_000, 7])
def test_a_first_granule_that_is_not_zero(tmp_path, ogg, hear, ogg_pages, granule_of, with_granule, codec, offset):
    """Recorded from the middle of a broadcast (RFC 7845, section 4.3): nothing is missing."""
    data, sound = ogg(codec)
    pages = ogg_pages(data)
    shifted = [with_granule(page, granule_of(page) + offset) if granule_of(page) > 0 else page for page in pages]
    (tmp_path / "a.ogg").write_bytes(b"".join(shifted))
    heard = hear(tmp_path / "a.ogg")
    np.testing.assert_allclose(heard.sound, sound, atol=1e-3)
    assert not heard.lost


@pytest.mark.parametrize("codec", CODECS)
def test_no_page_that_is_marked_as_the_last(tmp_path, ogg, hear, ogg_pages, codec):
    data, sound = ogg(codec)
    pages = ogg_pages(data)
    (tmp_path / "a.ogg").write_bytes(b"".join(pages[:-1]))
    heard = hear(tmp_path / "a.ogg")
    assert heard.truncated
    assert heard.lost
    assert 0 < len(heard.sound) < len(sound)
    np.testing.assert_allclose(heard.sound, sound[: len(heard.sound)], atol=1e-3)


def test_seeking_in_a_chain_is_exact(tmp_path, ogg, hear, ogg_pages):
    pages = ogg_pages(ogg("vorbis")[0])
    broken = b"".join(pages[:4] + pages[5:])
    (tmp_path / "a.ogg").write_bytes(ogg("opus", 60_000)[0] + broken + ogg("flac", 50_000, 2)[0])
    whole = hear(tmp_path / "a.ogg").sound
    with open_audio(tmp_path / "a.ogg") as reader:
        for frame in (70_000, 5, 0, 59_990, len(whole) - 1000, 100_000, 61_000):
            reader.seek(frame)
            part = np.concatenate([reader.read(700), reader.read(800)])
            np.testing.assert_allclose(part, whole[frame : frame + 1500], atol=1e-3)


@pytest.mark.parametrize("codec", ["opus", "vorbis"])
def test_a_whole_stream_stays_with_libsndfile(tmp_path, ogg, codec):
    (tmp_path / "a.ogg").write_bytes(ogg(codec)[0])
    with open_audio(tmp_path / "a.ogg") as reader:
        assert type(reader).__name__ == "SoundfileReader"


def test_sound_beside_a_film_that_begins_late_keeps_its_time(tmp_path, chirp, hear, ogg, ogg_pages):
    """Streams that are mixed share one clock (RFC 3533, section 4)."""
    film = tmp_path / "film.ogv"
    with av.open(str(film), "w", format="ogg") as out:
        stream = out.add_stream("flac", rate=48000, layout="mono")
        stream.format = "s16"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.int16), "s16", "mono")
        frame.sample_rate, frame.pts = 48000, 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    theora = b"\x80theora" + bytes(40)
    other = _page(2, 0, 77, 0, theora) + _page(4, 10, 77, 1, bytes(100))
    sound, expected = ogg("vorbis", 48_000)
    pages = ogg_pages(sound)
    late = [pages[0], other, *(_late(page, 24_000) for page in pages[1:])]
    film.write_bytes(b"".join(late))
    heard = hear(film)
    assert len(heard.sound) == 24_000 + 48_000
    assert not heard.sound[:23_000].any()
    np.testing.assert_allclose(heard.sound[26_000:], expected[2000:], atol=1e-3)
    assert not heard.lost
    assert "0.5 s" in heard.notices[0]


def _page(flags, granule, serial, sequence, packet):
    from sqcodec_gui.audio.ogg_pages import ogg_crc

    head = b"OggS\0" + bytes([flags]) + granule.to_bytes(8, "little")
    head += serial.to_bytes(4, "little") + sequence.to_bytes(4, "little")
    tail = bytes([1, len(packet)]) + packet
    return head + ogg_crc(head + bytes(4) + tail).to_bytes(4, "little") + tail


def _late(page, frames):
    from sqcodec_gui.audio.ogg_pages import ogg_crc

    granule = int.from_bytes(page[6:14], "little", signed=True)
    granule += frames if granule > 0 else 0
    blank = page[:6] + granule.to_bytes(8, "little", signed=True) + page[14:22] + bytes(4) + page[26:]
    return blank[:22] + ogg_crc(blank).to_bytes(4, "little") + blank[26:]


@pytest.fixture
def mixed(ogg, ogg_pages):
    """Pages of two streams of sound at the same time (RFC 3533, 4: grouped), and what each gives."""

    def make(codec="vorbis"):
        first, sound = ogg(codec, 96_000, 1)
        second, other = ogg(codec, 96_000, 2)
        a, b = ogg_pages(first), ogg_pages(second)
        rest = [page for pair in zip(a[1:], b[1:], strict=False) for page in pair]
        return [a[0], b[0], *rest, *a[len(b) :], *b[len(a) :]], sound, other

    return make


def _read(path, track=None):
    with open_audio(path, track) as reader:
        sound = np.concatenate(list(reader.blocks(10_000)))
        assert reader.info.frames in (None, len(sound))
        return sound, reader


@pytest.mark.parametrize("codec", ["opus", "vorbis"])
def test_each_of_several_tracks_is_read_through_the_whole_chain(tmp_path, mixed, codec):
    pages, sound, other = mixed(codec)
    path = tmp_path / "a.ogg"
    path.write_bytes(b"".join(pages) * 2)
    for track, right in ((None, sound), (1, sound), (2, other)):
        heard, reader = _read(path, track)
        np.testing.assert_allclose(heard, np.concatenate([right, right]), atol=1e-3)
        assert (reader.info.track, len(reader.info.tracks)) == (track or 1, 2)
        assert not reader.lost


@pytest.mark.parametrize("track", [1, 2])
def test_a_page_missing_of_one_of_several_tracks(tmp_path, mixed, track):
    pages, *sounds = mixed()
    of_track = [number for number, page in enumerate(pages) if page[14:18] == pages[track - 1][14:18]]
    del pages[of_track[len(of_track) // 2]]
    path = tmp_path / "a.ogg"
    path.write_bytes(b"".join(pages))
    heard, reader = _read(path, track)
    assert len(heard) == 96_000
    (span,) = reader.lost
    assert span.filled
    end = round((span.start_s + span.duration_s) * 48_000) + 4096
    np.testing.assert_allclose(heard[end:], sounds[track - 1][end:], atol=1e-3)
    other, reader = _read(path, 3 - track)
    np.testing.assert_allclose(other, sounds[2 - track], atol=1e-3)
    assert not reader.lost


def test_a_stream_without_its_beginning_is_lost_and_told(tmp_path, ogg, ogg_pages, hear):
    """What its decoder must know is gone."""
    (first, sound), (second, _) = ogg("vorbis", 60_000), ogg("vorbis")
    headless = b"".join(ogg_pages(second)[2:])
    (tmp_path / "a.ogg").write_bytes(first + headless)
    heard = hear(tmp_path / "a.ogg")
    np.testing.assert_allclose(heard.sound, sound, atol=1e-3)
    assert [(round(span.start_s, 3), span.duration_s) for span in heard.lost] == [(60_000 / 48_000, 0.0)]
    (tmp_path / "b.ogg").write_bytes(headless + first)
    heard = hear(tmp_path / "b.ogg")
    np.testing.assert_allclose(heard.sound, sound, atol=1e-3)
    assert [(span.start_s, span.duration_s) for span in heard.lost] == [(0.0, 0.0)]


def test_opus_without_its_tags_is_read_from_its_first_packet_on(tmp_path, ogg, ogg_pages, hear):
    data, sound = ogg("opus")
    pages = ogg_pages(data)
    assert pages[1].endswith(b"OpusTags", 0, 27 + pages[1][26] + 8)
    (tmp_path / "a.opus").write_bytes(b"".join([pages[0], *pages[2:]]))
    heard = hear(tmp_path / "a.opus")
    np.testing.assert_allclose(heard.sound, sound, atol=1e-3)


def test_vorbis_that_begins_within_its_first_page_is_sought(tmp_path, ogg, ogg_pages, granule_of, with_granule):
    """Vorbis I, appendix A.2: so are the samples cut off that go before. libsndfile cuts the end instead."""
    data, sound = ogg("vorbis")
    path = tmp_path / "a.ogg"
    pages = [with_granule(page, granule_of(page) - 1000) if granule_of(page) > 0 else page for page in ogg_pages(data)]
    path.write_bytes(b"".join(pages))
    heard, reader = _read(path)
    np.testing.assert_allclose(heard, sound[1000:], atol=1e-3)
    with open_audio(path, info=reader.info) as reader:
        for frame in (70_000, 3_000, 0):
            reader.seek(frame)
            np.testing.assert_allclose(reader.read(1000), heard[frame : frame + 1000], atol=1e-3)
