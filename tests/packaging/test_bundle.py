"""What the bundle is made of and told to systems: files that no build on this system would check."""

import configparser
import importlib
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from sqcodec_gui import __version__
from sqcodec_gui.container.header import SIGNATURE

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """`load("identity")` imports a module of the packaging folder."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module


@pytest.fixture
def share(load: Callable[[str], ModuleType], tmp_path: Path) -> Path:
    """What goes to /usr/share."""
    load("linux_files").write_share(tmp_path / "share")
    return tmp_path / "share"


def check_with(tool: str, *words: object) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    result = subprocess.run([tool, *map(str, words)], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_one_version(load: Callable[[str], ModuleType]) -> None:
    assert load("identity").version() == __version__


def test_the_type_of_files_is_known_by_their_first_bytes(share: Path, load: Callable[[str], ModuleType]) -> None:
    space = {"": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ElementTree.parse(share / "mime" / "packages" / "sqcodec-gui.xml").getroot().find("mime-type", space)
    assert kind is not None
    match, glob = kind.find("magic/match", space), kind.find("glob", space)
    assert kind.get("type") == load("identity").MIME_TYPE
    assert match is not None
    assert glob is not None
    assert match.get("value", "").encode("ascii").decode("unicode_escape").encode("latin-1") == SIGNATURE
    assert glob.get("pattern") == "*.sqc"


def test_the_desktop_file_opens_our_type(share: Path, load: Callable[[str], ModuleType]) -> None:
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.read(share / "applications" / "sqcodec-gui.desktop", encoding="utf-8")
    assert desktop["Desktop Entry"]["MimeType"] == load("identity").MIME_TYPE + ";"
    assert desktop["Desktop Entry"]["Exec"] == "sqcodec-gui %F"


def test_the_desktop_file_is_valid(share: Path) -> None:
    check_with("desktop-file-validate", share / "applications" / "sqcodec-gui.desktop")


def test_the_description_for_software_centres_is_valid(share: Path) -> None:
    (metainfo,) = (share / "metainfo").iterdir()
    assert f'version="{__version__}"' in metainfo.read_text("utf-8")
    check_with("appstreamcli", "validate", "--no-net", metainfo)


def test_icons_for_windows_and_macos_hold_all_sizes(load: Callable[[str], ModuleType], tmp_path: Path) -> None:
    icons = load("icons")
    ico = icons.write_ico(tmp_path).read_bytes()
    assert struct.unpack_from("<HHH", ico) == (0, 1, len(icons.ICO_SIZES))
    for place, size in enumerate(icons.ICO_SIZES):
        width, _, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * place)
        assert (width or 256, bits) == (size, 32)
        assert ico[offset : offset + length] == (ROOT / "resources" / "icons" / f"sqcodec-{size}.png").read_bytes()
    icns = icons.write_icns(tmp_path).read_bytes()
    assert (icns[:4], struct.unpack_from(">I", icns, 4)[0]) == (b"icns", len(icns))


def test_windows_is_told_version_and_name(load: Callable[[str], ModuleType]) -> None:
    text = load("identity").version_resource("sqcodec-gui")
    compile(text, "version resource", "eval")
    assert f"'ProductVersion', '{__version__}'" in text
    assert "'sqcodec-gui' '.exe'" in text


def test_the_windows_setup_needs_no_rights_and_is_signed_if_asked(load: Callable[[str], ModuleType]) -> None:
    installers = load("installers")
    bundle, icon, output = Path("bundle"), Path("sqcodec.ico"), Path("out")
    script = installers.inno_script(bundle, icon, output)
    assert "PrivilegesRequired=lowest" in script
    assert "SignTool=" not in script
    assert "$" not in script
    assert "SignTool=ours" in installers.inno_script(bundle, icon, output, "ours")
    roots = {line.split(";")[0] for line in script.splitlines() if line.startswith("Root:")}
    assert roots == {"Root: HKCU"}


def test_macos_signs_before_it_makes_the_image_and_notarizes_only_what_is_signed(
    load: Callable[[str], ModuleType],
) -> None:
    commands = load("installers").macos_commands
    app, image = Path("SQCodec.app"), Path("SQCodec.dmg")
    assert [command[0] for command in commands(app, image, None, "profile")] == ["hdiutil"]
    signed = [command[:2] for command in commands(app, image, "Developer ID", "profile")]
    assert [first for first, _ in signed] == ["codesign", "codesign", "hdiutil", "codesign", "xcrun", "xcrun"]
    assert signed[-1] == ["xcrun", "stapler"]


def test_macos_knows_our_files(load: Callable[[str], ModuleType]) -> None:
    identity = load("identity")
    properties = identity.macos_properties()
    (ours,) = properties["UTExportedTypeDeclarations"]
    assert ours["UTTypeTagSpecification"]["public.filename-extension"] == ["sqc"]
    assert properties["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [ours["UTTypeIdentifier"]]


@needs_linux
def test_a_stand_in_offers_what_is_asked_for_and_returns_zero(
    load: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    import ctypes

    trim = load("trim")
    if not all(shutil.which(tool) for tool in ("gcc", "nm")):
        pytest.skip("needs gcc and nm")
    encoder, user = tmp_path / "libx264-1.so", tmp_path / "libavcodec-1.so"
    codes = {encoder: "int x264_open(void) { return 7; } int other(void) { return 8; }", user: "int x264_open(void);"}
    codes[user] += "int ask(void) { return x264_open(); }"
    for path, code in codes.items():
        command = ["gcc", "-shared", "-fPIC", f"-Wl,-soname,{path.name}", "-x", "c", "-", "-o", str(path)]
        linked = ["-x", "none", f"-L{tmp_path}", "-l:libx264-1.so", "-Wl,-rpath,$ORIGIN"] if path is user else []
        subprocess.run([*command, *linked], input=code, text=True, check=True)
    trim.put_stand_ins(tmp_path)
    assert ctypes.CDLL(str(user)).ask() == 0
    assert not hasattr(ctypes.CDLL(str(encoder)), "other")


def test_sizes_are_told_by_library(load: Callable[[str], ModuleType], tmp_path: Path) -> None:
    sizes = load("sizes")
    for name, size in {"torch/lib/a.so": 30, "av.libs/b.so": 20, "av/c.so": 5, "libz.so.1": 2, "os.pyc": 1}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    found = sizes.by_library(tmp_path)
    assert found == {"torch": 30, "av (FFmpeg)": 25, "libraries of the system": 2, "Python's own modules": 1}
    assert sizes.table(found).splitlines()[-1].split()[-1] == "100%"


def test_notices_name_a_licence_for_every_library_in_a_wheel(load: Callable[[str], ModuleType], tmp_path: Path) -> None:
    licences, steps = load("licences"), load("steps")
    (tmp_path / "av.libs").mkdir()
    (tmp_path / "av.libs" / "libopus-1.so").touch()
    assert [part.licence for part in licences._wheel_libraries(tmp_path)] == ["BSD-3-Clause"]
    (tmp_path / "av.libs" / "libnobody-knows.so").touch()
    with pytest.raises(steps.StepFailed, match=r"libnobody-knows\.so is not known"):
        licences._wheel_libraries(tmp_path)


def test_the_bundle_knows_the_version_of_each_library_that_it_needs() -> None:
    """Some, such as bagit, look it up when they are imported."""
    spec = (PACKAGING / "sqcodec_gui.spec").read_text("utf-8")
    (listed,) = re.findall(r"^METADATA = \[(.*?)^\]", spec, re.MULTILINE | re.DOTALL)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [re.split(r"[<>=!;]", line)[0] for line in project["dependencies"]]
    assert [name for name in needed if f'"{name}"' not in listed] == []


@needs_linux
def test_the_smoke_test_hides_the_sources_wherever_the_environment_is(
    load: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    root, outside = tmp_path / "clone", tmp_path / "elsewhere"
    root.mkdir()
    outside.mkdir()
    hide = load("smoke_test").folders_to_hide
    assert hide(root) == [root]
    (root / ".venv").mkdir()
    assert hide(root) == [root]
    (root / ".venv").rmdir()
    (root / ".venv").symlink_to(outside)
    assert hide(root) == [root, outside]


def test_the_hidden_parts_in_the_spec_exist() -> None:
    spec = (PACKAGING / "sqcodec_gui.spec").read_text("utf-8")
    compile(spec, "spec", "exec")
    assert (ROOT / "sqcodec_gui" / "codec" / "models.toml").is_file()
    assert '"sqcodec_gui" / "codec" / "models.toml"' in spec
