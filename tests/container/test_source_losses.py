"""What was lost of a source stands in the file, and stays there through every edit."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sqcodec_gui.container import Source, SourceLoss, SqcReader, SqcWriter, description
from sqcodec_gui.container.block_timeline import PART_LOST
from sqcodec_gui.container.edit import END_LOST, cut, join, repair, retag
from sqcodec_gui.container.errors import SqcHeaderError, SqcLimitError
from sqcodec_gui.container.header import LAYOUT, with_crc
from sqcodec_gui.container.source_losses import LIMIT_SPANS, merged, within

PAGE = Path(__file__).parents[2] / "resources" / "format" / "sqc-1.md"
BLOCK_S = 30 * 45 / 16_000
LOSSES = (SourceLoss(0.25, 0.1, True, "2 packets are missing"), SourceLoss(0.5, 0.0, False, "ends early"))


@pytest.fixture
def lossy(make_header) -> Source:
    return replace(make_header().source, lost=LOSSES)


def _reader(data: bytes) -> SqcReader:
    return SqcReader(io.BytesIO(data))


def test_losses_come_back_and_cost_nothing_where_there_are_none(make_header, make_tokens, write_file, lossy):
    tokens = make_tokens(make_header(), 70)
    without, data = write_file(make_header(), tokens), write_file(make_header(source=lossy), tokens)
    assert _reader(data).parts[0].source.lost == LOSSES
    assert _reader(without).parts[0].source.lost == ()
    assert "lost" not in _told(without)["source"]


def _told(data: bytes) -> dict:
    _, _, count, told_bytes, *_ = LAYOUT.unpack_from(data)
    return description.inflate_json(data[LAYOUT.size + 4 * count : LAYOUT.size + 4 * count + told_bytes], 0, 1)


def test_what_is_known_at_the_end_is_written_then(tmp_path, make_header, make_tokens, write_file):
    """As an encode does whose reader learns late what was lost; tokens and records stay as they are."""
    path = tmp_path / "a.sqc"
    path.write_bytes(write_file(make_header(), make_tokens(make_header(), 520)))
    before = _reader(path.read_bytes())
    retag(path, path, lost=LOSSES)
    after = _reader(path.read_bytes())
    assert after.check() == []
    assert after.header.source == replace(before.header.source, lost=LOSSES)
    assert after.footer.tokens_sha256 == before.footer.tokens_sha256
    retag(path, path, tags={"title": ["x"]})
    assert _reader(path.read_bytes()).header.source.lost == LOSSES


def test_the_backup_header_knows_of_them(make_header, make_tokens, write_file, lossy):
    data = bytearray(write_file(make_header(source=lossy), make_tokens(make_header(), 520)))
    data[70] ^= 1
    reader = SqcReader(io.BytesIO(data), tolerant=True)
    assert reader.damage
    assert reader.parts[0].source.lost == LOSSES


def test_each_part_of_a_join_keeps_its_own(tmp_path, make_header, make_tokens, write_file, lossy):
    for name, header in (("a.sqc", make_header()), ("b.sqc", make_header(source=lossy))):
        (tmp_path / name).write_bytes(write_file(header, make_tokens(header, 70)))
    join([tmp_path / "a.sqc", tmp_path / "b.sqc"], tmp_path / "both.sqc")
    with SqcReader(tmp_path / "both.sqc") as reader:
        assert [part.source.lost for part in reader.parts] == [(), LOSSES]


def test_a_cut_keeps_what_lies_in_it(tmp_path, make_header, make_tokens, write_file, lossy):
    path = tmp_path / "a.sqc"
    path.write_bytes(write_file(make_header(source=lossy), make_tokens(make_header(), 310)))
    start = 3 * BLOCK_S  # 0.253 s: within the first loss
    cut(path, tmp_path / "part.sqc", start + 0.01, 0.4)
    with SqcReader(tmp_path / "part.sqc") as reader:
        [loss] = reader.parts[0].source.lost
        assert loss.start_s == 0.0
        assert loss.duration_s == pytest.approx(0.35 - start, abs=1e-6)
    cut(path, tmp_path / "later.sqc", 0.7, 0.8)
    with SqcReader(tmp_path / "later.sqc") as reader:
        assert reader.parts[0].source.lost == ()
    cut(path, tmp_path / "all.sqc", 0.0, 10.0)
    with SqcReader(tmp_path / "all.sqc") as reader:
        assert reader.parts[0].source.lost == LOSSES


def test_losses_within_a_cut():
    filled, point = SourceLoss(2.0, 1.0, True, "a"), SourceLoss(5.0, 4.0, False, "b")
    assert within([filled, point], 0.0, 10.0) == (filled, point)
    assert within([filled, point], 2.5, 4.0) == (replace(filled, start_s=0.0, duration_s=0.5),)
    assert within([filled, point], 3.0, 5.0) == (replace(point, start_s=2.0),), "an end is no place where it lies"
    assert within([filled, point], 6.0, 9.0) == ()
    unknown = SourceLoss(1.0, 0.0, True, "c")
    assert within([unknown], 0.5, 2.0) == (replace(unknown, start_s=0.5),)


def test_a_repair_without_a_footer_notes_that_the_end_may_be_gone(make_header, make_tokens):
    file, fixed = io.BytesIO(), io.BytesIO()
    writer = SqcWriter(file, make_header())
    writer.write_block(make_tokens(make_header(), 30))
    repair(file, fixed)
    reader = SqcReader(fixed)
    assert reader.check() == []
    assert reader.parts[0].source.lost == (SourceLoss(pytest.approx(BLOCK_S, abs=1e-6), 0.0, False, END_LOST),)
    again = io.BytesIO()
    repair(io.BytesIO(fixed.getvalue()), again)
    assert again.getvalue() == fixed.getvalue(), "it is noted once"


def test_a_part_whose_beginning_is_lost_is_none_of_the_first(tmp_path, make_header, make_tokens, write_file, lossy):
    path = tmp_path / "a.sqc"
    path.write_bytes(write_file(make_header(source=lossy), make_tokens(make_header(), 70)))
    join([path, path], tmp_path / "both.sqc")
    data = bytearray((tmp_path / "both.sqc").read_bytes())
    data[data.index(b"\xd3SQP") + 20] ^= 1
    fixed = io.BytesIO()
    repair(io.BytesIO(data), fixed)
    assert [part.source.lost for part in SqcReader(fixed).parts] == [LOSSES, (PART_LOST,)]


def test_too_many_become_fewer_and_keep_their_seconds():
    many = [SourceLoss(float(n) + (100 if n >= 500 else 0), 0.25, True, f"packet {n}") for n in range(1000)]
    few = merged(many)
    assert len(few) == LIMIT_SPANS
    assert sum(one.duration_s for one in few) == 250.0
    assert [one.start_s for one in few] == sorted(one.start_s for one in few)
    assert any(one.reason == "packet 500" for one in few), "the widest gap separates"
    assert merged(many[:3]) == many[:3]


@pytest.mark.parametrize(
    "lost",
    [
        "all",
        [1],
        [{}],
        [{"start_s": -1, "duration_s": 0, "filled": True, "reason": ""}],
        [{"start_s": 0, "duration_s": 1e300, "filled": True, "reason": ""}],
        [{"start_s": True, "duration_s": 0, "filled": True, "reason": ""}],
        [{"start_s": 0, "duration_s": 0, "filled": 1, "reason": ""}],
        [{"start_s": 0, "duration_s": 0, "filled": True, "reason": 5}],
        [{"start_s": 0, "duration_s": 0, "filled": True, "reason": "x" * 201}],
        [{"start_s": 0, "duration_s": 0, "filled": True, "reason": ""}] * 257,
    ],
    ids=lambda lost: json.dumps(lost)[:60],
)
def test_other_things_in_its_place_are_refused(make_header, make_tokens, write_file, lost):
    data = write_file(make_header(), make_tokens(make_header(), 70))
    told = _told(data)
    told["source"]["lost"] = lost
    fixed = list(LAYOUT.unpack_from(data))
    start, end = LAYOUT.size + 4 * fixed[2], LAYOUT.size + 4 * fixed[2] + fixed[3]
    deflated = description.deflate_json(told, 1)
    fixed[3] = len(deflated)
    hostile = with_crc(LAYOUT.pack(*fixed) + data[LAYOUT.size : start] + deflated) + data[end:]
    with pytest.raises((SqcHeaderError, SqcLimitError)):
        _reader(hostile)


def test_the_reader_of_the_page_gives_them(make_header, make_tokens, write_file, lossy):
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict = {}
    exec(compile(code, PAGE.name, "exec"), names)
    _, [part] = names["read_sqc"](write_file(make_header(source=lossy), make_tokens(make_header(), 40)))
    assert [SourceLoss(**loss) for loss in part["source"]["lost"]] == list(LOSSES)
    assert f"at most {LIMIT_SPANS} objects" in PAGE.read_text("utf-8")


def test_readers_of_before_pass_over_it(make_header, make_tokens, write_file, lossy):
    """Those knew ``source`` without ``lost``: what they look at is where it was."""
    told = _told(write_file(make_header(source=lossy), make_tokens(make_header(), 40)))["source"]
    known = {key: value for key, value in told.items() if key != "lost"}
    assert known == _told(write_file(make_header(), make_tokens(make_header(), 40)))["source"]
