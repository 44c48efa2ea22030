"""The corpus from Debian packages: made of tiny ones that the tests write themselves, and of nothing else."""

import csv
import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.training import debian_corpus, prepare
from sqcodec_gui.training.__main__ import main
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.debian_archive import DebianArchive
from sqcodec_gui.training.debian_corpus import all_packages, build_corpus, fetch_archive

RATE_HZ = 16_000


def voice(seconds: float, seed: int, rate_hz: int = 22_050) -> bytes:
    """A WAV file of noise with sound up to half its rate."""
    samples = 0.2 * np.random.default_rng(seed).standard_normal(int(seconds * rate_hz)).clip(-3, 3)
    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, "PCM_16", format="WAV")
    return file.getvalue()


def tar(files: dict[str, bytes], packing: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=f"w:{packing}") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def deb(folder: Path, package: str, files: dict[str, bytes], data_name: str = "data.tar.xz") -> Path:
    control = f"Package: {package}\nVersion: 4:1.2-3\nDescription: a\n longer: text\n".encode()
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.gz": tar({"./control": control}, "gz"),
        data_name: tar(files, "xz"),
    }
    content = b"!<arch>\n"
    for name, part in parts.items():
        content += (
            f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(part):<10}`\n".encode() + part + b"\n" * (len(part) % 2)
        )
    path = folder / f"{package}_4%3a1.2-3_all.deb"
    path.write_bytes(content)
    return path


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_package_gives_its_facts_and_its_audio_also_from_archives_inside(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.ogg", b"two")
        archive.writestr("readme.txt", b"no")
    files = {"./usr/share/a.wav": b"one", "./usr/share/more.pk3": inner.getvalue(), "./usr/share/text": b"no"}
    package = DebianArchive(deb(tmp_path, "some", files))
    assert (package.package, package.version) == ("some", "4:1.2-3")
    assert list(package.audio()) == [("/usr/share/a.wav", b"one"), ("/more.pk3/b.ogg", b"two")]


def test_what_is_no_package_or_cannot_be_unpacked_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "text.deb").write_text("hello")
    with pytest.raises(SqcodecError, match=r"text\.deb"):
        DebianArchive(tmp_path / "text.deb")
    with pytest.raises(SqcodecError, match=r"data\.tar\.zst"):
        list(DebianArchive(deb(tmp_path, "new", {}, "data.tar.zst")).audio())
    whole = deb(tmp_path, "cut", {f"./{n}.wav": voice(0.5, n) for n in range(4)})
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(SqcodecError, match="download it again"):
        list(DebianArchive(whole).audio())


def test_the_corpus_has_clips_by_speaker_licences_and_a_split_by_speaker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "./usr/share/apps/ktuberling/sounds"
    same = voice(0.8, 7)
    files = {f"{base}/fr/{n}.wav": voice(0.8, n) for n in range(3)}
    files |= {f"{base}/de/one.wav": voice(1.5, 4), f"{base}/de/low.wav": voice(1.5, 5, 8000)}
    files |= {f"{base}/lt/skipped.wav": voice(1.5, 6), f"{base}/fr/twice.wav": same, f"{base}/fr/again.wav": same}
    deb(tmp_path, "ktuberling-data", files)
    words = ["prog", "--build-corpus", str(tmp_path / "out"), "--debs", str(tmp_path), "--packages", "ktuberling-data"]
    monkeypatch.setattr("sys.argv", words)
    main()
    assert "5 used" in capsys.readouterr().out
    found = rows(tmp_path / "out")
    assert list(found[0]) == list(debian_corpus.MANIFEST_COLUMNS)
    assert {(row["speaker"], row["clips"], row["split"], row["licence"], row["version"]) for row in found} == {
        ("de", "1", "dev", "GPL-2+", "4:1.2-3"),
        ("fr", "4", "train", "GPL-2+", "4:1.2-3"),
    }
    french = next(row for row in found if row["speaker"] == "fr")
    info = soundfile.info(tmp_path / "out" / french["path"])
    assert (info.samplerate, info.channels) == (RATE_HZ, 1)
    assert info.duration == pytest.approx(4 * 0.8 + 3 * prepare.PAUSE_S, abs=0.01)
    assert float(french["seconds"]) == pytest.approx(3.2, abs=0.01)  # of sound, without the pauses

    monkeypatch.setattr(
        "sys.argv", ["prog", "--pack", str(tmp_path / "out"), "--data", str(tmp_path / "packed"), "--minutes", "0"]
    )
    main()
    corpus = Corpus(tmp_path / "packed")
    assert {(clip.speaker, clip.split) for clip in corpus.clips} == {
        ("ktuberling-data/de", "dev"),
        ("ktuberling-data/fr", "train"),
    }


def test_the_split_of_the_table_is_the_one_that_the_shipped_models_were_chosen_with() -> None:
    packages = all_packages()
    dev = {(name, speaker) for name, package in packages.items() for speaker in package.dev}
    assert dev == {
        ("kajongg", "*"),
        ("pushover-data", "*"),
        ("sonic-pi-samples", "*"),
        *(("hedgewars-data", speaker) for speaker in ("British", "Default_pl", "Surfer")),
        *(("klettres-data", speaker) for speaker in ("ar", "da", "hu", "ml")),
        *(("ktuberling-data", speaker) for speaker in ("da", "de", "gl", "sl", "wa")),
        *(("tuxpaint-stamps-default", speaker) for speaker in ("da", "ml")),
    }
    assert packages["tuxpaint-stamps-default"].label("/usr/x/stamps/cat_desc_pt_BR.ogg") == ("speech", "pt_BR", "pt_BR")
    assert packages["tuxpaint-stamps-default"].label("/usr/x/stamps/cat.ogg") == ("sfx", "", "sfx")
    assert packages["festvox-ru"].label("/usr/x/wav/ru_0831.wav") is None


def test_long_clips_are_cut_and_short_ends_dropped() -> None:
    files = list(prepare.join_clips([np.zeros(70 * RATE_HZ), np.zeros(4 * RATE_HZ), np.zeros(RATE_HZ // 4)]))
    assert [[len(clip) / RATE_HZ for clip in clips] for clips in files] == [[30], [30], [10, 4]]
    assert list(prepare.join_clips([np.zeros(RATE_HZ // 2)])) == []


def test_silence_around_a_recording_is_cut() -> None:
    samples = np.zeros(3 * RATE_HZ, np.float32)
    samples[RATE_HZ : 2 * RATE_HZ] = 0.1
    assert len(prepare.trim(samples, RATE_HZ)) == pytest.approx(1.08 * RATE_HZ, abs=2)
    assert len(prepare.trim(np.full(RATE_HZ, 1e-4), RATE_HZ)) == 0


def test_telephone_recordings_are_decoded_and_empty_ones_left_out() -> None:
    assert prepare.prepare("/sounds/a.g722", b"", "speech") == (None, "too short or silent")
    samples, rate_hz = prepare.decode("/sounds/a.g722", bytes(8000), 120.0)
    assert (len(samples), rate_hz) == (16_000, RATE_HZ)


def test_without_apt_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SqcodecError, match="Download the file kajongg_"):
        fetch_archive("kajongg", tmp_path)
    with pytest.raises(SqcodecError, match="No rules for the package nothing"):
        build_corpus(tmp_path / "out", tmp_path, ["nothing"])
