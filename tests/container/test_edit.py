import io
import os
from dataclasses import replace

import numpy as np
import pytest

from sqcodec_gui.container import Attachment, Source, SqcReader, SqcWriter
from sqcodec_gui.container.edit import cut, join, repair, retag
from sqcodec_gui.container.errors import SqcError, SqcLostError, SqcMismatchError
from sqcodec_gui.container.joined_attachments import JoinedAttachments

BLOCK_S = 30 * 45 / 16_000
COVER = Attachment("cover", "image/png", b"picture")


@pytest.fixture
def recording(tmp_path, make_header, make_tokens, write_file):
    """(path, tokens) of ten blocks and a bit."""
    header = make_header(channels=2)
    tokens = make_tokens(header, 310)
    path = tmp_path / "whole.sqc"
    path.write_bytes(write_file(header, tokens, (COVER,)))
    return path, tokens


def _reader(path) -> SqcReader:
    """Reads from memory, so that nothing is left open."""
    return SqcReader(io.BytesIO(path.read_bytes()))


def test_retag_leaves_the_sound_alone(recording, read_all):
    path, tokens = recording
    before = _reader(path)
    retag(path, path, tags={"title": ["Später"], "artist": ["a", "b"]})
    with SqcReader(path) as after:
        assert after.header.source.tags == {"title": ["Später"], "artist": ["a", "b"]}
        assert after.attachments() == (COVER,)
        assert after.footer.tokens_sha256 == before.footer.tokens_sha256
        assert after.parts[0].source_sha256 == before.parts[0].source_sha256
        assert after.check() == []
        np.testing.assert_array_equal(read_all(after), tokens)
    retag(path, path, attachments=[])
    with SqcReader(path) as after:
        assert after.header.source.tags["title"] == ["Später"]
        assert after.attachments() == ()
        assert after.check() == []


def test_a_failed_edit_leaves_nothing_behind(recording, tmp_path):
    path, _ = recording
    path.write_bytes(path.read_bytes()[:-50])
    target = tmp_path / "out.sqc"
    with pytest.raises(SqcError):
        retag(path, target, tags={})
    with pytest.raises(SqcError):
        join([path, path], target)
    assert os.listdir(tmp_path) == ["whole.sqc"]


def test_cut_keeps_context_and_exact_length(recording, tmp_path, read_all):
    path, tokens = recording
    target = tmp_path / "part.sqc"
    result = cut(path, target, 4.5 * BLOCK_S, 5.2 * BLOCK_S)
    assert (result.start_s, result.stop_s) == (pytest.approx(4 * BLOCK_S), pytest.approx(6 * BLOCK_S))
    with SqcReader(target) as part:
        assert part.check() == []
        # Seven windows of context need three blocks of three; behind stands one window of ten tokens.
        np.testing.assert_array_equal(read_all(part), tokens[:, 1 * 30 : 6 * 30 + 10])
        assert part.parts[0].skip_samples == 3 * 30 * 45
        assert part.parts[0].sample_count == 2 * 30 * 45
        assert part.parts[0].source_frames == 2 * 30 * 45 * 3
        assert part.parts[0].source_sha256 == ""
        assert part.header.statistics == _reader(path).header.statistics
        assert part.duration_s == pytest.approx(2 * BLOCK_S)


def test_cutting_all_changes_nothing(recording, tmp_path):
    path, _ = recording
    target = tmp_path / "same.sqc"
    cut(path, target, 0, 1e9)
    assert target.read_bytes() == path.read_bytes()
    with pytest.raises(ValueError, match="nothing between"):
        cut(path, target, 1e9, 2e9)


def test_cuts_side_by_side_join_to_the_whole_length(tmp_path, make_header, make_tokens, write_file, read_all):
    header = make_header(source=Source("cd.wav", 44_100, 1))
    tokens = make_tokens(header, 310)
    path, joined = tmp_path / "whole.sqc", tmp_path / "joined.sqc"
    path.write_bytes(write_file(header, tokens))
    pieces = [tmp_path / f"{number}.sqc" for number in range(3)]
    for piece, start, stop in zip(pieces, (0, 3.5, 7.5), (2.5, 6.5, 99), strict=True):
        cut(path, piece, start * BLOCK_S, stop * BLOCK_S)
    join(pieces, joined)
    with SqcReader(joined) as reader, SqcReader(path) as whole:
        assert reader.check() == []
        assert sum(part.sample_count for part in reader.parts) == whole.parts[0].sample_count
        assert sum(part.source_frames for part in reader.parts) == whole.parts[0].source_frames
        heard = [
            read_all_of_part(reader, part.number)[0, part.skip_samples // 45 :][: -(-part.sample_count // 45)]
            for part in reader.parts
        ]
        np.testing.assert_array_equal(np.concatenate(heard), tokens[0])
        assert [part.statistics for part in reader.parts] == [whole.header.statistics] * 3


def read_all_of_part(reader, number):
    blocks = [reader.read_block(i) for i, entry in enumerate(reader.blocks) if entry.part == number]
    return np.concatenate(blocks, axis=1)


def test_a_joined_file_can_be_cut_and_joined_again(tmp_path, make_header, make_tokens, write_file):
    first, second, both = tmp_path / "a.sqc", tmp_path / "b.sqc", tmp_path / "both.sqc"
    first.write_bytes(write_file(make_header(), make_tokens(make_header(), 70)))
    other = make_header(source=Source("b.flac", 8_000, 1, tags={"title": ["b"]}))
    second.write_bytes(write_file(other, make_tokens(other, 100)))
    join([first, second], both)
    cut(both, both, 2.1 * BLOCK_S, 3.2 * BLOCK_S)
    with SqcReader(both) as reader:
        assert reader.check() == []
        assert [part.source.name for part in reader.parts] == ["Ünterview 🎙.wav", "b.flac"]
        assert reader.parts[1].source.tags == {"title": ["b"]}
    join([both, first], both)
    with SqcReader(both) as reader:
        assert len(reader.parts) == 3
        assert reader.check() == []


def test_files_of_other_weights_are_not_joined(tmp_path, make_header, make_tokens, write_file):
    paths = [tmp_path / "a.sqc", tmp_path / "b.sqc"]
    for path, weights in zip(paths, ("aa" * 32, "bb" * 32), strict=True):
        header = make_header(weights_sha256=weights)
        path.write_bytes(write_file(header, make_tokens(header, 40)))
    with pytest.raises(SqcMismatchError, match=r"b\.sqc.*other weights"):
        join(paths, tmp_path / "both.sqc")
    with pytest.raises(ValueError, match="nothing to join"):
        join([], tmp_path / "both.sqc")


def test_repair_keeps_the_time_of_what_is_lost(recording, tmp_path):
    path, tokens = recording
    data = bytearray(path.read_bytes())
    lost = _reader(path).blocks[3]
    data[lost.offset + 30] ^= 1
    path.write_bytes(data)
    fixed = tmp_path / "fixed.sqc"
    [finding] = repair(path, fixed)
    assert finding.start_s == pytest.approx(3 * BLOCK_S)
    with SqcReader(fixed) as reader:
        assert reader.check() == []
        assert reader.parts == _reader(path).parts
        assert [entry.lost for entry in reader.blocks] == [number == 3 for number in range(11)]
        assert reader.lost_s == pytest.approx(BLOCK_S)
        with pytest.raises(SqcLostError):
            reader.read_block(3)
        np.testing.assert_array_equal(reader.read_block(4), tokens[:, 120:150])
        digest = reader.footer.tokens_sha256
    repair(fixed, fixed)
    with SqcReader(fixed) as again:
        assert again.footer.tokens_sha256 == digest
        assert again.lost_s == pytest.approx(BLOCK_S)
    cut(fixed, fixed, 2.5 * BLOCK_S, 4.5 * BLOCK_S)
    with SqcReader(fixed) as part:
        assert part.lost_s == pytest.approx(BLOCK_S)


NOTES, OTHER_NOTES = (Attachment("notes", "text/plain", text) for text in (b"first", b"second"))
OTHER_COVER = Attachment("cover", "image/png", b"another picture")
LARGE = Attachment("scan", "image/tiff", bytes(33_000_000))


@pytest.mark.parametrize(
    ("of_files", "kept", "cover_from", "covers_left_out", "no_room_for"),
    [
        ([[COVER], [COVER]], [COVER], 0, [], []),
        ([[COVER], [replace(COVER, media_type="image/x-png")]], [COVER], 0, [], []),
        ([[COVER], [OTHER_COVER], [], [COVER], [OTHER_COVER]], [COVER], 0, [1, 4], []),
        ([[], [OTHER_COVER], [COVER]], [OTHER_COVER], 1, [2], []),
        ([[COVER, OTHER_COVER], [OTHER_COVER]], [COVER, OTHER_COVER], 0, [], []),
        ([[COVER, NOTES], [NOTES], [OTHER_NOTES, OTHER_COVER]], [COVER, NOTES, OTHER_NOTES], 0, [2], []),
        ([[LARGE], [replace(LARGE, role="log"), COVER]], [LARGE, COVER], 1, [], [1]),
        ([[], []], [], None, [], []),
    ],
)
def test_join_keeps_one_cover_and_all_else(
    make_header, make_tokens, write_file, tmp_path, of_files, kept, cover_from, covers_left_out, no_room_for
):
    header, paths = make_header(), []
    for number, attachments in enumerate(of_files):
        paths.append(tmp_path / f"{number}.sqc")
        paths[-1].write_bytes(write_file(header, make_tokens(header, 40), tuple(attachments)))
    found = join(paths, tmp_path / "joined.sqc")
    assert found == JoinedAttachments(kept, cover_from, covers_left_out, no_room_for)
    with SqcReader(tmp_path / "joined.sqc") as reader:
        assert reader.attachments() == tuple(kept)
        assert reader.check() == []


def test_a_damaged_cover_of_any_file_is_no_cover_to_leave_out(recording, tmp_path):
    path, _ = recording
    broken = tmp_path / "broken.sqc"
    broken.write_bytes(path.read_bytes().replace(COVER.data, b"PICTURE"))
    with pytest.raises(SqcError, match=r"broken\.sqc.*cover or another attachment is damaged"):
        join([path, broken], tmp_path / "joined.sqc")
    assert not (tmp_path / "joined.sqc").exists()


def test_repairing_a_whole_file_changes_nothing(recording, tmp_path):
    path, _ = recording
    assert repair(path, tmp_path / "fixed.sqc") == []
    assert (tmp_path / "fixed.sqc").read_bytes() == path.read_bytes()


def test_repairing_an_interrupted_encode(make_header, make_tokens):
    file, fixed = io.BytesIO(), io.BytesIO()
    header = make_header()
    tokens = make_tokens(header, 60)
    writer = SqcWriter(file, header)
    writer.write_block(tokens[:, :30])
    writer.write_block(tokens[:, 30:])
    [finding] = repair(file, fixed)
    assert "interrupted" in str(finding)
    reader = SqcReader(fixed)
    assert reader.check() == []
    assert reader.parts[0].sample_count == 60 * 45
    assert reader.parts[0].source_frames is None
    assert reader.parts[0].statistics.values is None
