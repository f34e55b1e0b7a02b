"""Pages that hold no article are refused by what they say, in the languages they are met in."""

import pytest

from summarize.errors import InputError
from summarize.reading import read_bytes

SAID = [
    ("Please enable JavaScript to view this page.", "needs JavaScript"),
    ("Bitte aktivieren Sie JavaScript.", "needs JavaScript"),
    ("请启用JavaScript", "needs JavaScript"),
    ("Lütfen JavaScript'i etkinleştirin.", "needs JavaScript"),
    ("Je ne suis pas un robot", "check for robots"),
    ("Доступ запрещён", "denies access"),
    ("Pagina niet gevonden", "was not found"),
    ("Sidan hittades inte", "was not found"),
    ("Cookies akzeptieren", "consent to cookies"),
    ("Inicia sesión", "asks for a login"),
    ("Wartungsarbeiten", "server failed"),
    ("Chargement…", "before its text was loaded"),
]


@pytest.mark.parametrize(("said", "what"), SAID)
def test_a_page_is_refused_by_what_it_says(said: str, what: str) -> None:
    page = f"<html><head><title>Bay</title></head><body><div>{said}</div></body></html>"
    with pytest.raises(InputError, match=what):
        read_bytes(page.encode(), "a.html")


def test_the_open_part_of_a_paywalled_page_is_read_with_a_note() -> None:
    body = (
        "The council voted on Monday to sell the old customs house. It has stood empty since 2009."
    )
    wall = "<h2>Subscribe to continue reading</h2><p>This article is for subscribers only.</p>"
    page = f"<html><body><article><h1>Customs house sold</h1><p>{body}</p>{wall}</article></body>"
    read = read_bytes(page.encode(), "a.html")
    assert read.text == f"Customs house sold\n\n{body}"
    assert any("for subscribers" in note for note in read.notes)


def test_instructions_to_log_in_keep_their_steps() -> None:
    steps = (
        "Change the password of the router when you move in.",
        "Open a browser and log in to your router with the password on its back.",
        "Choose Wireless, type a new password twice, and press the button that saves it.",
        "All phones and computers must then be connected again with the new password.",
    )
    page = (
        f"<html><body><h1>A new password</h1>{''.join(f'<p>{s}</p>' for s in steps)}</body></html>"
    )
    read = read_bytes(page.encode(), "a.html")
    assert all(step in read.text for step in steps)
    assert not any("subscribers" in note for note in read.notes)
