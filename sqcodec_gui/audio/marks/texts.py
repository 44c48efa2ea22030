"""This module decodes texts of old formats, which do not say how they are written."""


def decoded(data: bytes) -> str:
    """Decode bytes up to the first zero byte; UTF-8 where that makes sense, else Windows' Latin letters."""
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").strip()
