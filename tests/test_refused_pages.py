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
