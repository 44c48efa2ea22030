"""Tags and dates that mean a moment, at another rate and of a part."""

import pytest

from sqcodec_gui.marks.moments import at_rate, of_part

IXML = (
    "<BWFXML><SPEED><FILE_SAMPLE_RATE>48000</FILE_SAMPLE_RATE><TIMESTAMP_SAMPLE_RATE>48000</TIMESTAMP_SAMPLE_RATE>"
    "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
    "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>5</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED>"
    "<SYNC_POINT_LIST><SYNC_POINT><SYNC_POINT_TYPE>RELATIVE</SYNC_POINT_TYPE><SYNC_POINT_LOW>96000</SYNC_POINT_LOW>"
    "<SYNC_POINT_HIGH>0</SYNC_POINT_HIGH></SYNC_POINT></SYNC_POINT_LIST><NOTE> ä &amp; 1 </NOTE></BWFXML>"
)


def element(text: str, name: str) -> str:
    return text.split(f"<{name}>")[1].split(f"</{name}>")[0]


def test_a_time_reference_counts_at_the_files_own_rate() -> None:
    """EBU Tech 3285, 2.3: the first sample count since midnight; ten o'clock is 36,000 s."""
    tags = {"bwf_time_reference": [str(44_100 * 36_000)], "title": ["x"]}
    assert at_rate(tags, 44_100, 16_000) == {"bwf_time_reference": [str(16_000 * 36_000)], "title": ["x"]}
    assert at_rate(tags, 44_100, 44_100) is tags
    assert at_rate({"bwf_time_reference": ["odd"]}, 44_100, 16_000) == {"bwf_time_reference": ["odd"]}
    there_and_back = at_rate(at_rate({"bwf_time_reference": ["12345678901"]}, 48_000, 192_000), 192_000, 48_000)
    assert there_and_back == {"bwf_time_reference": ["12345678901"]}


def test_ixml_counts_as_well() -> None:
    """iXML 3: all its counts of samples, in two halves of 32 bits; the rest stays to the letter."""
    (text,) = at_rate({"ixml": [IXML]}, 48_000, 24_000)["ixml"]
    count = 2**32 + 5
    assert element(text, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI") == "0"
    assert int(element(text, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO")) == round(count / 2 + 0.1)
    assert element(text, "TIMESTAMP_SAMPLE_RATE") == element(text, "FILE_SAMPLE_RATE") == "24000"
    assert element(text, "SYNC_POINT_LOW") == "48000"
    assert text.endswith("<NOTE> ä &amp; 1 </NOTE></BWFXML>")
    tags, _ = of_part({"ixml": [IXML]}, {}, 1.0, 9.0, 48_000)
    count = (2**32 + 5 + 48_000) % (86_400 * 48_000)  # a day has fewer samples than that
    assert int(element(tags["ixml"][0], "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO")) == count
    assert element(tags["ixml"][0], "SYNC_POINT_LOW") == "48000"
    assert "<SYNC_POINT>" not in of_part({"ixml": [IXML]}, {}, 3.0, 9.0, 48_000)[0]["ixml"][0]
    assert of_part({"ixml": ["<a>no numbers</a>"]}, {}, 3.0, 9.0, 48_000)[0] == {"ixml": ["<a>no numbers</a>"]}


@pytest.mark.parametrize(
    ("date", "later"),
    [
        ("2019-12-31T23:59:58", "2020-01-01T00:01:28"),
        ("2021-05-06T07:08", "2021-05-06T07:09"),
        ("2021-05-06T07:08:09Z", "2021-05-06T07:09:39Z"),
        ("2021-05-06T07:08:09.250+02:00", "2021-05-06T07:09:39.250+02:00"),
        ("2021-05-06 07:08:09", "2021-05-06 07:09:39"),
        ("2021-05-06", "2021-05-06"),
        ("2021", "2021"),
        ("last spring", "last spring"),
        ("9999-12-31T23:59:59", "9999-12-31T23:59:59"),
    ],
)
def test_dates_begin_later(date: str, later: str) -> None:
    tags, dates = of_part(
        {"date": [date]}, {"recorded": date, "created": date, "dated": date, "modified": date}, 90.0, 100.0, 48_000
    )
    assert tags == {"date": [later]}
    assert dates == {"recorded": later, "created": later, "dated": later, "modified": date}


def test_midnight_is_passed() -> None:
    reference = str((86_400 - 10) * 48_000)
    tags, dates = of_part({"bwf_time_reference": [reference]}, {"recorded": "2021-12-31"}, 30.0, 60.0, 48_000)
    assert tags == {"bwf_time_reference": [str(20 * 48_000)]}
    assert dates == {"recorded": "2022-01-01"}
    assert of_part({"bwf_time_reference": [reference]}, {"recorded": "2021-12-31"}, 5.0, 60.0, 48_000) == (
        {"bwf_time_reference": [str((86_400 - 5) * 48_000)]},
        {"recorded": "2021-12-31"},
    )


def test_loudness_is_of_the_whole() -> None:
    tags = {"bwf_loudness_value": ["-23.00"], "bwf_umid": ["ab"]}
    assert of_part(tags, {}, 5.0, 60.0, 48_000)[0] == {"bwf_umid": ["ab"]}
