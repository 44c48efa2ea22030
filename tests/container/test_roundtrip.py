import io
from dataclasses import replace

import numpy as np
import pytest

from sqcodec_gui.container import Attachment, Source, SqcReader, SqcWriter, Statistics, resume_writer
from sqcodec_gui.container.errors import SqcError, SqcLimitError, SqcMismatchError


@pytest.mark.parametrize("levels", [(7,) * 6, (9, 9, 9, 7, 7, 7), (2,)])
@pytest.mark.parametrize("count", [0, 1, 29, 30, 31, 60, 100])
@pytest.mark.parametrize("channels", [1, 2])
def test_tokens_come_back(make_header, make_tokens, write_file, read_all, levels, count, channels):
    header = make_header(levels=levels, channels=channels)
    tokens = make_tokens(header, count)
    with SqcReader(io.BytesIO(write_file(header, tokens))) as reader:
        assert reader.check() == []
        np.testing.assert_array_equal(read_all(reader), tokens)
        assert reader.token_count == count
        [part] = reader.parts
        assert part.sample_count == max(count * 45 - 7, 0)
        assert part.source_frames == part.sample_count * 3
        assert part.source_sha256 == "ef" * 32
        assert part.complete
        assert reader.header.statistics.values == (0.5, 1.5, 2.5, 3.5)
        assert reader.duration_s == pytest.approx(part.sample_count / 16_000)
        heard_s = sum(reader.time_span_s(index)[1] for index in range(len(reader.blocks)))
        assert heard_s == pytest.approx(reader.duration_s)


def test_full_blocks_of_the_real_model_come_back(make_header, make_tokens, write_file, read_all):
    header = make_header(window_tokens=300, block_windows=12)
    tokens = make_tokens(header, 7_900)
    data = write_file(header, tokens)
    np.testing.assert_array_equal(read_all(SqcReader(io.BytesIO(data))), tokens)


def test_a_minute_costs_less_than_a_hundredth_more_than_its_tokens(make_header, make_tokens, write_file):
    source = Source("talk.wav", 44_100, 1, 5_292_044, "PCM_16", "WAV")
    header = make_header(window_tokens=300, block_windows=12, statistics=Statistics("stored", 24), source=source)
    tokens = make_tokens(header, 21_334)
    assert len(write_file(header, tokens)) < 1.01 * 21_334 * header.bits_per_token / 8


def test_identical_channels_are_stored_once_block_by_block(make_header, make_tokens, write_file, read_all):
    header = make_header(channels=2)
    tokens = make_tokens(header, 90)
    tokens[1] = tokens[0]
    once = write_file(header, tokens)
    tokens[1, 45] = 77  # the second of three blocks
    partly = write_file(header, tokens)
    assert len(partly) - len(once) == 64 + 1  # 30 tokens of 16.84 bits, and one byte more in the index
    np.testing.assert_array_equal(read_all(SqcReader(io.BytesIO(partly))), tokens)


def test_wrong_tokens_are_refused(make_header):
    writer = SqcWriter(io.BytesIO(), make_header())
    for wrong in (np.full((1, 5), -1), np.full((1, 5), 7**6), np.zeros((2, 5)), np.zeros((1, 31)), np.zeros((1, 0))):
        with pytest.raises(ValueError, match=r"tokens|block"):
            writer.write_block(wrong.astype(np.int32))
    writer.write_block(np.zeros((1, 5), np.int32))
    with pytest.raises(ValueError, match="short"):
        writer.write_block(np.zeros((1, 5), np.int32))
    with pytest.raises(ValueError, match="samples"):
        writer.finish(sample_count=5 * 45 + 1, statistics=np.ones(4))


def test_lengths_and_statistics_must_fit(make_header):
    writer = SqcWriter(io.BytesIO(), make_header())
    writer.write_block(np.zeros((1, 5), np.int32))
    with pytest.raises(ValueError, match="length of the source"):
        writer.finish(sample_count=5 * 45, source_frames=10**6, statistics=np.ones(4))
    with pytest.raises(ValueError, match="missing"):
        writer.finish(sample_count=5 * 45)


def test_attachments_come_back_and_are_bounded(make_header, make_tokens, write_file):
    cover = Attachment("cover", "image/jpeg", bytes(range(256)) * 100)
    other = Attachment("", "", b"")
    header = make_header()
    reader = SqcReader(io.BytesIO(write_file(header, make_tokens(header, 40), (cover, other))))
    assert reader.attachments() == (cover, other)
    with pytest.raises(SqcLimitError):
        SqcWriter(io.BytesIO(), header, attachments=[Attachment("cover", "image/png", bytes(33 << 20))])
    with pytest.raises(SqcLimitError):
        SqcWriter(io.BytesIO(), header, attachments=[other] * 65)


def test_the_token_hash_ignores_tags_but_no_token(make_header, make_tokens, write_file):
    header = make_header()
    tokens = make_tokens(header, 70)

    def digest(header, tokens):
        return SqcReader(io.BytesIO(write_file(header, tokens))).footer.tokens_sha256

    first = digest(header, tokens)
    assert (
        digest(make_header(source=Source("other.flac", 8_000, 2, tags={"a": ["b"]}), block_windows=5), tokens) == first
    )
    changed = tokens.copy()
    changed[0, 35] ^= 1
    assert digest(header, changed) != first


@pytest.mark.parametrize("blocks_done", [0, 1, 3, 18])
@pytest.mark.parametrize("torn_bytes", [0, 1, 50])
def test_a_resumed_encode_is_byte_identical(tmp_path, make_header, make_tokens, write_file, blocks_done, torn_bytes):
    header = make_header(channels=2)
    tokens = make_tokens(header, 20 * 30 + 11)
    cover = Attachment("cover", "image/png", b"picture")
    whole = write_file(header, tokens, (cover,))
    offsets = [entry.offset for entry in SqcReader(io.BytesIO(whole)).blocks]
    path = tmp_path / "torn.sqc"
    path.write_bytes(_without_statistics(whole)[: offsets[blocks_done] + torn_bytes])
    with resume_writer(path, header, attachments=(cover,)) as writer:
        assert writer.tokens_done == blocks_done * 30
        for start in range(writer.tokens_done, tokens.shape[1], 30):
            writer.write_block(tokens[:, start : start + 30])
        samples = tokens.shape[1] * 45 - 7
        writer.finish(
            sample_count=samples, source_frames=samples * 3, source_sha256="ef" * 32, statistics=np.arange(4) + 0.5
        )
    assert path.read_bytes() == whole


def test_a_finished_file_can_be_resumed_too(tmp_path, make_header, make_tokens, write_file):
    header = make_header()
    tokens = make_tokens(header, 100)
    path = tmp_path / "done.sqc"
    path.write_bytes(write_file(header, tokens))
    whole = path.read_bytes()
    with resume_writer(path, header) as writer:
        assert writer.tokens_done == 90
        writer.write_block(tokens[:, 90:])
        writer.finish(sample_count=4493, source_frames=3 * 4493, source_sha256="ef" * 32, statistics=np.arange(4) + 0.5)
    assert path.read_bytes() == whole


def test_another_encode_is_not_resumed(tmp_path, make_header, make_tokens, write_file):
    path = tmp_path / "other.sqc"
    whole = write_file(make_header(), make_tokens(make_header(), 100))
    path.write_bytes(whole)
    for other in (make_header(weights_sha256="ff" * 32), make_header(source=Source("b.wav", 48_000, 1))):
        with pytest.raises(SqcMismatchError, match=r"other\.sqc.*other settings"):
            resume_writer(path, other)
    assert path.read_bytes() == whole
    path.write_bytes(whole[:40])
    with pytest.raises(SqcError):
        resume_writer(path, make_header())


def _without_statistics(whole: bytes) -> bytes:
    """A finished file as it was before ``finish``: statistics unknown."""
    file = io.BytesIO(whole)
    reader = SqcReader(file)
    header = reader.header
    begun = io.BytesIO()
    unknown = Statistics(header.statistics.rule, header.statistics.count)
    SqcWriter(begun, replace(header, statistics=unknown), attachments=reader.attachments())
    return begun.getvalue() + whole[reader.first_record :]
