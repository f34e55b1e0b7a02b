"""Text that came out of a tokenizer, as a reader would see it."""

import pytest

from summarize.evaluation.data.detokenise import detokenise, looks_tokenised


@pytest.mark.parametrize(
    ("tokenised", "text"),
    [
        ("It is n't over -LRB- yet -RRB- , she said .", "It isn't over (yet), she said."),
        ("`` Really ? '' he asked .", '"Really?" he asked.'),
        ('He said " no " twice .', 'He said "no" twice.'),
        ("the town 's mayor and the workers ' strike", "the town's mayor and the workers' strike"),
        ("They 'll pay $ 5 million , or 3.5 % .", "They'll pay $5 million, or 3.5%."),
        ("-LSB- sic -RSB- ; see page 4 : there !", "[sic]; see page 4: there!"),
        ("so ... it goes on", "so... it goes on"),
        ("It doesn ’ t hold , they ’ re late", "It doesn’t hold, they’re late"),
        ("the crews ’ own ’ d never", "the crews’ own’d never"),
        ("# people were killed , # others hurt", "# people were killed, # others hurt"),
        ("it cost .5 percent", "it cost .5 percent"),
        ("", ""),
    ],
)
def test_what_was_put_apart_is_joined(tokenised: str, text: str) -> None:
    assert detokenise(tokenised) == text


@pytest.mark.parametrize(
    "text",
    [
        'She said it isn\'t over (yet), and it cost $5 million: "No!"',
        "Il est déjà là : vraiment ? Oui !",
        "  Indented code = [1, 2]\n\n- item\n",
    ],
)
def test_text_as_people_write_it_is_not_taken_for_tokenised(text: str) -> None:
    assert not looks_tokenised(text)


def test_tokenised_text_is_known_by_its_marks() -> None:
    assert looks_tokenised("the bridge , closed for a year , did n't open on monday .")


def test_joining_twice_changes_nothing_more() -> None:
    once = detokenise("It is n't over -LRB- yet -RRB- , she said : `` no . ''")
    assert detokenise(once) == once
