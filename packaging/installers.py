"""This module makes setup programs for Windows and macOS of the built folder, there: the scripts and the commands."""

import os
import shutil
import sys
from pathlib import Path
from string import Template

import icons
import identity
from steps import ROOT, StepFailed, run_logged

TEMPLATE = ROOT / "packaging" / "windows" / "sqcodec.iss.in"
ENTITLEMENTS = ROOT / "packaging" / "macos" / "entitlements.plist"


def inno_script(bundle: Path, icon: Path, output: Path, sign_with: str | None = None) -> str:
    """Make the script for Inno Setup; ``sign_with`` is the name of a sign tool set up there."""
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        name=identity.NAME,
        version=identity.version(),
        publisher=identity.PUBLISHER,
        mime_type=identity.MIME_TYPE,
        bundle=bundle,
        icon=icon,
        output=output,
        sign=f"SignTool={sign_with}" if sign_with else "; not signed: SQCODEC_SIGN_WITH names a sign tool",
    )


def windows_setup(bundle: Path, folder: Path, work: Path) -> Path:
    """Make `SQCodec-VERSION-setup.exe` in `folder`, by Inno Setup's compiler. Raises StepFailed."""
    compiler = shutil.which("iscc")
    if compiler is None:
        raise StepFailed("The setup program is made with Inno Setup 6 (iscc), which is not here.")
    script = work / "sqcodec.iss"
    text = inno_script(bundle, icons.write_ico(work), folder, os.environ.get("SQCODEC_SIGN_WITH"))
    script.write_text(text, encoding="utf-8-sig")
    run_logged("Making the setup program", [compiler, "/Qp", str(script)])
    return folder / f"SQCodec-{identity.version()}-setup.exe"


def macos_commands(app: Path, image: Path, sign_as: str | None, profile: str | None) -> list[list[str]]:
    """Return the commands from the app to a disk image: signed with an identity and notarized with a stored profile,
    where they are given.

    ``sign_as``: such as “Developer ID Application: …”; ``profile``: as stored by `xcrun notarytool store-credentials`.
    """
    commands = []
    if sign_as:
        sign = ["codesign", "--force", "--timestamp", "--options", "runtime", "--entitlements", str(ENTITLEMENTS)]
        commands.append([*sign, "--deep", "--sign", sign_as, str(app)])
        commands.append(["codesign", "--verify", "--deep", "--strict", str(app)])
    make = ["hdiutil", "create", "-volname", identity.NAME, "-srcfolder", str(app), "-ov", "-format", "UDZO"]
    commands.append([*make, str(image)])
    if sign_as and profile:
        commands.append(["codesign", "--timestamp", "--sign", sign_as, str(image)])
        commands.append(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"])
        commands.append(["xcrun", "stapler", "staple", str(image)])
    return commands


def macos_image(app: Path, folder: Path) -> Path:
    """Make `SQCodec-VERSION.dmg` in `folder`; SQCODEC_SIGN_AS and SQCODEC_NOTARY_PROFILE sign it. Raises StepFailed."""
    image = folder / f"SQCodec-{identity.version()}.dmg"
    sign_as, profile = os.environ.get("SQCODEC_SIGN_AS"), os.environ.get("SQCODEC_NOTARY_PROFILE")
    for command in macos_commands(app, image, sign_as, profile):
        run_logged(f"{command[0]} {command[1]}", command)
    return image


def make(bundle: Path, folder: Path, work: Path) -> Path:
    """Make what people of this system expect to download. Raises StepFailed."""
    if sys.platform == "win32":
        return windows_setup(bundle, folder, work)
    if sys.platform == "darwin":
        return macos_image(bundle, folder)
    raise StepFailed("A setup program is for Windows and macOS; here take --deb or --archive.")
