"""Bytes become text, text becomes a tree; what cannot be read says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.steps.documents import MAX_CHARS, PageError, decode, parse_html

SENTENCE = "Kafé itu buka pukul 06.00 – “pagi sekali”, kata pemiliknya."


def test_utf8_is_read_whatever_is_declared():
    assert decode(SENTENCE.encode(), "text/html; charset=iso-8859-1") == SENTENCE


def test_a_byte_order_mark_wins_and_is_gone():
    assert decode(b"\xef\xbb\xbf" + SENTENCE.encode()) == SENTENCE
    assert decode(SENTENCE.encode("utf-16")) == SENTENCE


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_noticed(name):
    assert decode(SENTENCE.encode(name)) == SENTENCE


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=windows-1252", "text/html; charset=ISO-8859-1", 'text/html; charset="latin1"', None]
)
def test_windows_1252_is_read_as_declared_or_as_sniffed(content_type):
    assert decode(("<p>" + SENTENCE * 5 + "</p>").encode("cp1252"), content_type) == "<p>" + SENTENCE * 5 + "</p>"


def test_a_meta_element_names_the_encoding():
    page = '<html><head><meta charset="windows-1252"></head><body>' + SENTENCE
    assert decode(page.encode("cp1252")) == page


def test_a_false_declaration_of_utf8_does_not_spoil_windows_1252():
    assert decode(SENTENCE.encode("cp1252"), "text/html; charset=utf-8") == SENTENCE


def test_a_stray_byte_does_not_change_the_encoding_of_the_rest():
    body = ("é" * 20).encode() + b"\x96" + ("“ya”" * 20).encode()
    assert decode(body) == "é" * 20 + "–" + "“ya”" * 20


def test_text_cut_in_the_middle_of_a_character_is_read_up_to_there():
    assert decode(SENTENCE.encode()[:-40] + "“ya”".encode()[:-1]).startswith("Kafé itu")


def test_doubly_encoded_text_is_mended_and_the_rest_is_left():
    twice = "Kami tak gentar".join("“”").encode().decode("cp1252", "ignore")
    assert decode(twice.encode()).startswith("“Kami tak gentar")
    assert decode("São Tomé dan Ângela".encode()) == "São Tomé dan Ângela"


def test_nul_and_control_characters_are_gone():
    assert decode(b"Harga\x00 beras\x07 naik\n") == "Harga beras naik\n"


@pytest.mark.parametrize("body", [b"", b"   \r\n\t", b"\x00\x00\x00"])
def test_nothing_is_empty(body):
    with pytest.raises(PageError) as caught:
        decode(body)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0abc", b"%PDF-1.4 abc", b"PK\x03\x04abc", bytes(range(32)) * 200]
)
def test_an_image_or_archive_is_binary(body):
    with pytest.raises(PageError) as caught:
        decode(body)
    assert caught.value.reason == "binary"
    assert "wanted" in caught.value.detail


@given(
    st.binary(max_size=3000),
    st.sampled_from([None, "text/html; charset=utf-8", "text/html; charset=big5", "x; charset=punycode", "charset=\x00"]),
)
def test_any_bytes_become_text_or_a_reason(body, content_type):
    try:
        text = decode(body, content_type)
    except PageError as error:
        assert error.reason in ("empty", "binary")
    else:
        assert "\x00" not in text


@given(st.text(max_size=2000))
def test_any_text_is_parsed_or_refused(text):
    try:
        assert parse_html(text) is not None
    except PageError as error:
        assert error.reason in ("empty", "not-html")


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" ", "empty"), ('{"a": 1}', "not-html"), ("Harga beras naik.", "not-html"), ("<p>" + "a" * MAX_CHARS, "too-large")],
)
def test_a_text_that_is_no_page_says_why(text, reason):
    with pytest.raises(PageError) as caught:
        parse_html(text)
    assert caught.value.reason == reason


def test_an_encoding_named_inside_unicode_text_is_ignored():
    tree = parse_html(
        f'<?xml version="1.0" encoding="utf-16"?><html><head><meta charset="big5"></head><body><p>{SENTENCE}</p></body></html>'
    )
    assert tree.findtext(".//p") == SENTENCE


def test_a_page_nested_a_hundred_thousand_deep_is_parsed():
    assert parse_html("<html><body>" + "<div>" * 100_000 + "Halo.") is not None


def test_a_page_nested_a_thousand_deep_is_read_to_the_bottom():
    assert "".join(parse_html("<html><body>" + "<div>" * 1000 + "Halo." + "</div>" * 1000).itertext()) == "Halo."
