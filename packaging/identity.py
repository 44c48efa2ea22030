"""This module says who the program is to the systems it is installed on: names, version, files that tell them."""

import runpy
from pathlib import Path

from steps import ROOT

APP_ID = "io.github.sqcodec_gui.SQCodec"
NAME = "SQCodec"
PUBLISHER = "the sqcodec-gui developers"
SUMMARY = "Make recordings tiny, keep them safe, hear what was lost"
MIME_TYPE = "audio/x-sqcodec"
SUFFIX = ".sqc"

_VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', {publisher!r}),
      StringStruct('FileDescription', {summary!r}),
      StringStruct('FileVersion', {version!r}),
      StringStruct('InternalName', {program!r}),
      StringStruct('LegalCopyright', 'MIT licence; notices in the folder licences'),
      StringStruct('OriginalFilename', {program!r} '.exe'),
      StringStruct('ProductName', {name!r}),
      StringStruct('ProductVersion', {version!r}),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x409, 1200])]),
  ],
)
"""


def version() -> str:
    """Return the one version, such as “0.1.0”."""
    number: str = runpy.run_path(str(ROOT / "sqcodec_gui" / "_version.py"))["__version__"]
    return number


def version_resource(program: str) -> str:
    """Return what Windows shows of `program` among its properties, as PyInstaller reads it."""
    numbers = (*map(int, version().split(".")[:3]), 0)
    return _VERSION_RESOURCE.format(
        numbers=numbers, publisher=PUBLISHER, summary=SUMMARY, version=version(), program=program, name=NAME
    )


def write_version_resource(folder: Path, program: str) -> Path:
    """Write the same into a file of `folder`."""
    path = folder / f"{program}.version.txt"
    path.write_text(version_resource(program), encoding="utf-8")
    return path


def macos_properties() -> dict[str, object]:
    """Return the part of Info.plist that tells macOS of `.sqc` files and of dark windows."""
    return {
        "CFBundleDisplayName": NAME,
        "LSApplicationCategoryType": "public.app-category.music",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "SQCodec recording",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [f"{APP_ID}.sqc"],
            },
            {
                "CFBundleTypeName": "Recording",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.audio", "public.movie"],
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": f"{APP_ID}.sqc",
                "UTTypeDescription": "SQCodec recording",
                "UTTypeConformsTo": ["public.audio"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX.lstrip(".")],
                    "public.mime-type": [MIME_TYPE],
                },
            }
        ],
    }
