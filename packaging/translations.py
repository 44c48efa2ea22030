"""This module brings the window's texts into other languages: `python3 packaging/run.py translations`.

Collects every text of the window into `resources/translations/sqcodec_<language>.ts` (kept: what is translated already;
dropped: what the window no longer says), and makes from each the `.qm` file that the program reads. What is missing is
counted; Qt's own Linguist, or any editor, fills it in.
"""

import subprocess
import sys
from pathlib import Path

import extract_messages
from steps import ROOT, StepFailed, say

LANGUAGES = ("de", "zh_CN")
FOLDER = ROOT / "resources" / "translations"
SOURCES = ROOT / "sqcodec_gui" / "gui"


def source_file(language: str, folder: Path = FOLDER) -> Path:
    """Return the file that people edit."""
    return folder / f"sqcodec_{language}.ts"


def collect(language: str, folder: Path = FOLDER) -> None:
    """Bring a language's file up to the texts of the window. Raises StepFailed."""
    texts = sorted(str(path.relative_to(ROOT)) for path in SOURCES.rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
    _run_tool("lupdate", [*options, *texts, "-ts", str(source_file(language, folder))])


def compile_file(language: str, folder: Path = FOLDER) -> Path:
    """Make the `.qm` file of a language; the same texts give the same bytes. Raises StepFailed."""
    source = source_file(language, folder)
    target = source.with_suffix(".qm")
    _run_tool("lrelease", ["-silent", str(source), "-qm", str(target)])
    return target


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    extract_messages.write_module(SOURCES / "wording" / "engine_texts.py")
    for language in LANGUAGES:
        collect(language)
        compile_file(language)
        missing = source_file(language).read_text(encoding="utf-8").count('type="unfinished"')
        say(f"{language}: {missing or 'no'} texts are not translated yet ({source_file(language).relative_to(ROOT)})")
    return 0


def _run_tool(name: str, arguments: list[str]) -> None:
    tool = Path(sys.executable).with_name(f"pyside6-{name}")
    done = subprocess.run([str(tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepFailed(f"{name} failed: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":
    sys.exit(main())
