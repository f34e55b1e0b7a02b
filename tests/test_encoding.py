"""Bytes to text: encodings, what is said about them, and what no text holds."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import BinaryInputError
from summarize.reading.encoding import decode, plain

GERMAN = "Die Brücke über den Hafen ist wieder geöffnet. „Endlich“, sagte die Bürgermeisterin. "
FRENCH = "Le pont du port a été rouvert lundi après une année de réparations. "
CZECH = "Most přes přístav byl znovu otevřen v pondělí po roce oprav. "
POLISH = "Most przez port został ponownie otwarty w poniedziałek. Źródło podało, że miasto płaci. "
RUSSIAN = "Мост через гавань снова открылся в понедельник после года ремонта. "
JAPANESE = "港の橋は一年の修理を経て月曜日に再開通した。町は九百万ユーロを支払った。"
CHINESE = "港口大桥经过一年的维修后于星期一重新开放。该镇支付了九百万欧元。"
ENGLISH = (
    "The mayor’s bridge reopened on Monday — “at last”, she said. It cost nine million euros. "
)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        (GERMAN, "cp1252", "windows-1252"),
        (FRENCH, "latin-1", "windows-1252"),
        (ENGLISH, "cp1252", "windows-1252"),
        (CZECH, "cp1250", "windows-1250"),
        (POLISH, "cp1250", "windows-1250"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
    ],
)
def test_an_older_encoding_is_found_and_named(text: str, encoding: str, shown: str) -> None:
    read = decode(text.encode(encoding), "a.txt")
    assert read.text == text
    assert read.notes == (f"read as {shown}, not UTF-8",)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_left_out(mark: str) -> None:
    assert decode(GERMAN.encode(mark), "a.txt").text == GERMAN


def test_big_endian_marks_are_read_too() -> None:
    assert decode(codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "a").text == FRENCH
    assert decode(codecs.BOM_UTF32_BE + FRENCH.encode("utf-32-be"), "a").text == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, RUSSIAN])
def test_utf16_without_a_mark_is_known_by_its_empty_bytes(text: str, encoding: str) -> None:
    read = decode(text.encode(encoding), "a.txt")
    assert read.text == text
    assert read.notes == (f"read as {encoding.upper()}, not UTF-8",)


def test_utf8_needs_no_note() -> None:
    assert decode(GERMAN.encode(), "a.txt").notes == ()


@pytest.mark.parametrize("damaged", [RUSSIAN.encode()[:-3], RUSSIAN.encode() + b"\xff more"])
def test_a_stray_byte_does_not_change_the_encoding(damaged: bytes) -> None:
    read = decode(damaged, "a.txt")
    assert read.text.startswith(RUSSIAN[:-3])
    assert read.notes == ("1 character could not be decoded and is shown as \ufffd",)


@pytest.mark.parametrize(
    ("charset", "text", "encoding"),
    [
        ("iso-8859-2", "Zażółć gęślą jaźń w porcie.", "iso8859-2"),
        ("ISO-8859-1", ENGLISH, "cp1252"),
        ("gb2312", CHINESE, "gb18030"),
    ],
)
def test_a_declared_encoding_is_believed_where_it_fits(
    charset: str, text: str, encoding: str
) -> None:
    assert decode(text.encode(encoding), "a", charset=charset).text == text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "hex", "punycode", "nonsense", "a\0b", "ö"])
def test_a_declared_encoding_that_cannot_be_is_passed_over(charset: str) -> None:
    assert decode(FRENCH.encode("cp1252"), "a", charset=charset).text == FRENCH


def test_valid_utf8_is_never_taken_for_what_was_declared() -> None:
    assert decode(FRENCH.encode(), "a", charset="windows-1252").text == FRENCH


def test_a_declared_encoding_that_nearly_fits_serves_where_none_is_found() -> None:
    odd = bytes(range(0x81, 0xFF))
    assert len(decode(odd, "a", charset="cp1252").text) == len(odd)


@pytest.mark.parametrize(
    "data", [b"\0\1\2\3" * 50, b"MZ\x90\0\3\0\0\0\xff\xff", bytes(range(1, 32)) * 9]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryInputError, match=r"a\.bin: not a text: name a text"):
        decode(data, "a.bin")


def test_bytes_that_fit_no_encoding_are_refused() -> None:
    with pytest.raises(BinaryInputError):
        decode(bytes((i * i * 7919) % 251 + 1 for i in range(4000)), "a.bin")


def test_a_few_control_characters_become_spaces_and_a_note() -> None:
    read = decode(b"The bridge\0reopened on \x01Monday.", "a")
    assert read.text == "The bridge reopened on  Monday."
    assert read.notes == ("2 control characters read as spaces",)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"),
        ("a\tb\x0cc\x0bd", "a\tb\x0cc\x0bd"),
        ("\ufeffa\ufeff", "a\ufeff"),
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
        ("a\0b\x7fc", "a b c"),
        ("naïve — “quoted”\u00a0…", "naïve — “quoted”\u00a0…"),
    ],
)
def test_only_line_ends_marks_and_what_no_text_holds_are_changed(given: str, read: str) -> None:
    assert plain(given) == read


@given(st.text())
def test_plain_text_is_plain_and_can_be_written(text: str) -> None:
    read = plain(text)
    read.encode()
    assert "\r" not in read
    assert plain(read.removeprefix("\ufeff")) == read.removeprefix("\ufeff")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_every_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "a").text == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_a_text_or_binary(data: bytes) -> None:
    with suppress(BinaryInputError):
        assert "\r" not in decode(data, "a").text
