"""Fixity reports of files whatever they are called: read back as they were, and text in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from sqcodec_gui.cli import fixity_report

NAMES = [
    *("=1+1.sqc", "+1.sqc", "-1.sqc", "@x.sqc", "\t=x.sqc", "\r=x.sqc", "\n=x.sqc", "\uff1d1.sqc"),
    *("'=1.sqc", "''=1.sqc", "'x.sqc", "a=1.sqc", "<b>x<img src=y>.sqc", 'a,"=1.sqc', "\udcff=.sqc"),
]
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")
"""What OWASP's page on CSV injection names."""


def entries(folder: str) -> list[fixity_report.Entry]:
    return [
        fixity_report.Entry("2026-11-30T00:00:00+00:00", name, fixity_report.DAMAGED, "", f"{name} is damaged.", folder)
        for name in NAMES
    ]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_names_are_read_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    fixity_report.write(entries("/recordings"), tmp_path / f"a{suffix}")
    assert fixity_report.read(tmp_path / f"a{suffix}") == entries("/recordings")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    fixity_report.write(entries("=folder"), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        _head, *rows = csv.reader(file)
    assert not [cell for row in rows for cell in row if cell.startswith(COMPUTED)]
    assert rows[0][1] == "'=1+1.sqc"
    assert [row[1] for row in rows[10:13]] == NAMES[10:13], "what is no formula is left alone"


def test_the_same_files_are_found_again(tmp_path: Path) -> None:
    for name in NAMES[:4]:
        (tmp_path / name).touch()
    scope = fixity_report.ReportScope([tmp_path])
    now = [fixity_report.entry_of(tmp_path / name, "it is empty", scope) for name in NAMES[:4]]
    fixity_report.write(now, tmp_path / "a.csv")
    assert fixity_report.compare(fixity_report.read(tmp_path / "a.csv"), now, scope) == []
