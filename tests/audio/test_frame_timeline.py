"""What the time stamps say is kept: gaps are silent for exactly as long, a late start is waited for, a cut is told."""

import struct

import av
import numpy as np
import pytest

from sqcodec_gui.audio import open_audio

FRAGMENTS = "frag_keyframe+empty_moov+default_base_moof"
PACKET = {"aac": 1024, "libopus": 960, "flac": 4608}


@pytest.fixture
def hear():
    def read(path):
        with open_audio(path) as reader:
            sound = np.concatenate(list(reader.blocks(10_000)))
            return sound, reader

    return read


@pytest.fixture
def copy(tmp_path, chirp, encode):
    """A chirp of 6 s in another container, without the packets that begin within some span of seconds."""

    def make(codec, muxer, without, frames=288_000, options=None):
        # Noise substitution makes AAC decoders give another noise after each jump.
        quiet = {"aac_pns": "0"} if codec == "aac" else {}
        source = chirp(frames, 1, 48000)
        first = encode(tmp_path / "s.mka", source, 48000, codec, container="matroska", codec_options=quiet)
        path = tmp_path / f"a.{muxer}"
        with av.open(str(first)) as source, av.open(str(path), "w", format=muxer, options=options or {}) as out:
            stream = out.add_stream_from_template(source.streams.audio[0])
            for packet in source.demux(audio=0):
                if packet.dts is None or without[0] <= float(packet.pts * packet.time_base) < without[1]:
                    continue
                packet.stream = stream
                out.mux(packet)
        return path

    return make


@pytest.mark.parametrize(
    ("codec", "muxer"),
    [("libopus", "webm"), ("aac", "matroska"), ("aac", "mp4"), ("aac", "mov"), ("aac", "mpegts"), ("aac", "flv")],
)
def test_a_gap_becomes_silence_of_its_length(copy, hear, codec, muxer):
    whole, _ = hear(copy(codec, muxer, (9, 9)))
    sound, reader = hear(copy(codec, muxer, (1.0, 2.5)))
    assert len(sound) == len(whole)
    packet = PACKET[codec]
    first, last = 48_000 + 2 * packet, round(2.5 * 48_000) - 2 * packet
    assert not sound[first:last].any()
    np.testing.assert_allclose(sound[: 48_000 - 2 * packet], whole[: 48_000 - 2 * packet], atol=1e-3)
    np.testing.assert_allclose(sound[136_000:], whole[136_000:], atol=0.02)
    assert reader.lost == ()
    assert reader.notices[0].startswith("A gap of 1.5")
    assert not reader.truncated


@pytest.mark.parametrize(("codec", "muxer"), [("libopus", "webm"), ("aac", "matroska"), ("aac", "mp4")])
def test_one_missing_packet_is_a_gap(copy, hear, codec, muxer):
    whole, _ = hear(copy(codec, muxer, (9, 9)))
    sound, reader = hear(copy(codec, muxer, (1.0, 1.0 + 0.9 * PACKET[codec] / 48_000)))
    assert len(sound) == len(whole)
    assert len(reader.notices) == 1


def test_many_gaps_are_told_as_one(tmp_path, chirp, encode, hear):
    first = encode(tmp_path / "source.mka", chirp(288_000, 1, 48000), 48000, "libopus", container="matroska")
    with av.open(str(first)) as source, av.open(str(tmp_path / "a.webm"), "w") as out:
        stream = out.add_stream_from_template(source.streams.audio[0])
        for number, packet in enumerate(source.demux(audio=0)):
            if packet.dts is not None and number % 50 < 40:
                packet.stream = stream
                out.mux(packet)
    sound, reader = hear(tmp_path / "a.webm")
    assert len(sound) == pytest.approx(288_000, abs=10 * 960)
    assert len(reader.notices) == 1
    assert "gaps in the time stamps" in reader.notices[0]


@pytest.mark.parametrize(("codec", "muxer"), [("libopus", "webm"), ("aac", "matroska"), ("aac", "mp4")])
def test_a_late_start_is_silent_until_then(copy, hear, codec, muxer):
    whole, _ = hear(copy(codec, muxer, (9, 9)))
    sound, reader = hear(copy(codec, muxer, (-1, 2.5)))
    assert len(sound) == pytest.approx(len(whole), abs=1100)
    assert not sound[: round(2.4 * 48_000)].any()
    assert "late" in reader.notices[0]
    assert reader.lost == ()


def test_fragments_of_a_live_stream_need_not_begin_at_zero(copy, hear):
    sound, reader = hear(copy("aac", "mp4", (-1, 2.5), options={"movflags": "empty_moov+default_base_moof"}))
    assert len(sound) < 4 * 48_000
    assert reader.notices == ()


@pytest.mark.parametrize("muxer", ["matroska", "mp4", "mpegts"])
def test_sound_that_begins_after_the_picture_keeps_its_time(tmp_path, chirp, hear, muxer):
    path = tmp_path / f"a.{muxer}"
    with av.open(str(path), "w", format=muxer) as out:
        video = out.add_stream("mpeg2video" if muxer == "mpegts" else "mpeg4", rate=25)
        video.width, video.height, video.pix_fmt = 32, 32, "yuv420p"
        track = out.add_stream("aac", rate=48000, layout="mono")
        for index in range(100):
            picture = av.VideoFrame.from_ndarray(np.full((48, 32), index, np.uint8), "yuv420p")
            out.mux(video.encode(picture))
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chirp(96_000, 1, 48000).T), "fltp", "mono")
        frame.sample_rate, frame.pts = 48000, 72_000
        out.mux(track.encode(frame))
        for stream in (video, track):
            out.mux(stream.encode(None))
    sound, reader = hear(path)
    assert len(sound) == pytest.approx(72_000 + 96_000, abs=2100)
    assert not sound[:68_000].any()
    assert reader.lost == ()


@pytest.mark.parametrize(
    ("codec", "muxer", "options"),
    [
        ("libopus", "webm", None),
        ("aac", "matroska", None),
        ("aac", "mp4", {"movflags": "faststart"}),
        ("aac", "asf", None),
        ("aac", "avi", None),
    ],
)
def test_a_cut_container_says_how_much_its_header_promised(tmp_path, copy, hear, codec, muxer, options):
    path = copy(codec, muxer, (9, 9), options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    sound, reader = hear(path)
    assert reader.truncated
    span = reader.lost[-1]
    assert not span.filled
    assert span.start_s == pytest.approx(len(sound) / 48_000)
    assert span.start_s + span.duration_s == pytest.approx(6, abs=0.1)
    assert 2.5 < span.start_s < 4.5


def fragments(path, mehd_ticks=None):
    """Top-level boxes of an MP4 file; a box that tells the length of all fragments is put in, in milliseconds."""
    data, at, boxes = path.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        boxes.append(data[at : at + size])
        at += size
    if mehd_ticks is not None:
        mehd = (16).to_bytes(4) + b"mehd" + bytes(4) + mehd_ticks.to_bytes(4)
        for number, box in enumerate(boxes):
            if box[4:8] == b"moov":
                at = box.index(b"mvex") - 4
                size = int.from_bytes(box[at : at + 4]) + len(mehd)
                box = box[:at] + size.to_bytes(4) + b"mvex" + mehd + box[at + 8 :]
                boxes[number] = len(box).to_bytes(4) + box[4:]
    return boxes


@pytest.mark.parametrize("way", ["mehd", "sidx"])
def test_fragments_that_are_missing_at_the_end(copy, hear, way):
    """Each fragment is whole, and nothing is torn: only the index or the header knows of more (ISO/IEC 14496-12)."""
    flags = "dash+global_sidx" if way == "sidx" else FRAGMENTS
    path = copy("aac", "mp4", (9, 9), options={"movflags": flags, "frag_duration": "1000000"})
    boxes = fragments(path, 6000 if way == "mehd" else None)
    path.write_bytes(b"".join(boxes))
    whole, reader = hear(path)
    assert len(whole) == pytest.approx(288_000, abs=2 * PACKET["aac"])
    assert (reader.truncated, reader.lost) == (False, ())
    moofs = [number for number, box in enumerate(boxes) if box[4:8] == b"moof"]
    path.write_bytes(b"".join(boxes[: moofs[3]]))
    sound, reader = hear(path)
    assert 2.5 < len(sound) / 48_000 < 3.5
    assert reader.truncated
    (span,) = reader.lost
    assert span.start_s == pytest.approx(len(sound) / 48_000)
    assert span.start_s + span.duration_s == pytest.approx(6, abs=0.1)


def test_a_fragment_that_is_missing_in_the_middle(copy, hear):
    path = copy("aac", "mp4", (9, 9), options={"movflags": FRAGMENTS, "frag_duration": "1000000"})
    whole, _ = hear(path)
    boxes = fragments(path)
    moof = [number for number, box in enumerate(boxes) if box[4:8] == b"moof"][2]
    path.write_bytes(b"".join(boxes[:moof] + boxes[moof + 2 :]))
    sound, reader = hear(path)
    assert len(sound) == len(whole)
    (span,) = reader.lost  # the fragments are numbered
    assert (span.start_s, span.duration_s) == (pytest.approx(2.0, abs=0.05), pytest.approx(1.0, abs=0.05))
    assert span.filled


def test_a_live_recording_without_any_length(copy, hear):
    """As browsers record: segment and clusters of unknown size."""
    path = copy("libopus", "webm", (9, 9), options={"live": "1"})
    sound, reader = hear(path)
    assert len(sound) == pytest.approx(288_000, abs=960)
    assert (reader.truncated, reader.lost, reader.notices) == (False, (), ())
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    _, reader = hear(path)
    assert reader.truncated


@pytest.mark.parametrize(("codec", "muxer"), [("libopus", "webm"), ("aac", "matroska"), ("aac", "mp4"), ("aac", "mov")])
def test_joined_containers_are_read_one_after_the_other(copy, hear, codec, muxer):
    """FFmpeg reads the first alone."""
    path = copy(codec, muxer, (9, 9))
    whole, _ = hear(path)
    path.write_bytes(path.read_bytes() * 2)
    sound, reader = hear(path)
    np.testing.assert_allclose(sound, np.concatenate([whole, whole]), atol=1e-3)
    assert "2 recordings" in reader.notices[0]


def test_packets_that_cannot_be_decoded_are_silent_and_told(tmp_path, chirp, encode, hear):
    path = encode(
        tmp_path / "a.mka", chirp(288_000, 1, 48000), 48000, "flac", container="matroska", sample_format="s16"
    )
    whole, _ = hear(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    path.write_bytes(data)
    sound, reader = hear(path)
    assert len(sound) == len(whole)
    assert reader.lost
    assert all(span.filled for span in reader.lost)
    start = round(reader.lost[0].start_s * 48_000)
    assert not sound[start : start + 1000].any()


def test_gaps_are_sought_exactly(copy):
    with open_audio(copy("aac", "mp4", (1.0, 2.5))) as reader:
        whole = np.concatenate(list(reader.blocks()))
        for frame in (200_000, 130_000, 60_000, 0, 250_000):
            reader.seek(frame)
            part = np.concatenate([reader.read(700), reader.read(800)])
            np.testing.assert_allclose(part, whole[frame : frame + 1500], atol=0.02)


@pytest.mark.parametrize(("codec", "muxer"), [("libopus", "webm"), ("aac", "flv")])
def test_a_place_in_the_second_of_joined_files(copy, hear, codec, muxer):
    """How long the first one is, nobody knows before it was read."""
    path = copy(codec, muxer, (9, 9), frames=96_000)
    path.write_bytes(path.read_bytes() * 2)
    whole, _ = hear(path)
    for frame in (150_000, 100_000, 20_000):
        with open_audio(path) as reader:
            reader.seek(frame)
            np.testing.assert_allclose(reader.read(1000), whole[frame : frame + 1000], atol=0.02)


@pytest.mark.parametrize("ways", ["zeros", "noise", "missing"])
def test_what_is_damaged_inside_matroska_is_no_pause(copy, hear, ways):
    """RFC 9559, 5.1: elements follow one another; what is none of them was one. A gap where all is whole is a pause."""
    path = copy("libopus", "matroska", (9, 9))
    whole, reader = hear(path)
    assert (reader.lost, reader.truncated) == ((), False)
    data, middle = path.read_bytes(), path.stat().st_size // 2
    junk = {"zeros": bytes(3000), "noise": np.random.default_rng(2).bytes(3000), "missing": b""}[ways]
    path.write_bytes(data[:middle] + junk + data[middle + 3000 :])
    sound, reader = hear(path)
    assert len(sound) == pytest.approx(len(whole), abs=960)
    assert sum(span.duration_s for span in reader.lost) > 0.1
    assert all(abs(span.start_s - 3) < 1.5 for span in reader.lost if span.duration_s > 0.1)


EDITS = {
    "a pause": ([(2000, 0), (1000, None), (4000, 96_000)], [(0, 96_000), 48_000, (96_000, 288_000)]),
    "two pauses": (
        [(1000, 0), (500, None), (1000, 48_100), (250, None), (1000, 96_000)],
        [(0, 48_000), 24_000, (48_100, 96_100), 12_000, (96_000, 144_000)],
    ),
    "a late start too": (
        [(1000, None), (1000, 0), (500, None), (1000, 96_000)],
        [48_000, (0, 48_000), 24_000, (96_000, 144_000)],
    ),
    "a pause at the end": ([(2000, 0), (1000, None)], [(0, 96_000)]),
    "the middle left out": ([(2000, 0), (2000, 180_007)], [(0, 96_000), (180_007, 276_007)]),
    "another order": ([(3000, 144_000), (3000, 0)], [(144_000, 288_000), (0, 144_000)]),
    "the same twice": ([(2000, 48_001), (2000, 48_001)], [(48_001, 144_001), (48_001, 144_001)]),
}
"""(thousandths of a second, place in the recording or None for a pause) of each edit (ISO/IEC 14496-12, 8.6.6),
and what that plays: stretches of the recording, or samples of silence."""


@pytest.mark.parametrize("name", EDITS)
def test_edit_lists(tmp_path, encode, chirp, hear, name):
    """FFmpeg knows of pauses at the start alone, and begins second edits at the border of a packet."""
    edits, wanted = EDITS[name]
    metadata = {"creation_time": "2020-05-06T07:08:09Z", "title": "On Bees"}
    options = {"container": "mp4", "codec_options": {"aac_pns": "0"}, "metadata": metadata}
    path = encode(tmp_path / "a.mp4", chirp(288_000, 1, 48_000), 48_000, "aac", **options)
    whole, _ = hear(path)
    data = path.read_bytes()
    at = data.index(b"elst") + 4
    padding = int.from_bytes(data[at + 12 : at + 16])  # what the encoder put in front
    places = [(ticks, -1 if place is None else padding + place) for ticks, place in edits]
    told = struct.pack(">II", 0, len(edits)) + b"".join(struct.pack(">IiI", *edit, 0x10000) for edit in places)
    grown = len(told) - (int.from_bytes(data[at - 8 : at - 4]) - 8)
    data = bytearray(data[:at] + told + data[at + len(told) - grown :])
    for kind in (b"moov", b"trak", b"edts", b"elst"):  # behind the sound: no place in it moves
        place = data.index(kind) - 4
        data[place : place + 4] = (int.from_bytes(data[place : place + 4]) + grown).to_bytes(4)
    path.write_bytes(data)
    sound, reader = hear(path)
    pieces = [np.zeros((one, 1)) if isinstance(one, int) else whole[slice(*one)] for one in wanted]
    assert len(sound) == sum(map(len, pieces))
    at = 0
    for piece in pieces:
        inner = slice(at + 2048, at + len(piece) - 2048)  # at a border the windows of AAC overlap
        np.testing.assert_allclose(sound[inner], piece[2048:-2048], atol=2e-2)
        at += len(piece)
    assert (reader.lost, reader.truncated) == ((), False)
    assert bool(reader.notices) == (None in [place for _, place in edits[:-1]])
    assert reader.info.tags["title"] == ["On Bees"]
    assert reader.info.dates["created"].startswith("2020-05-06T07:08:09")
