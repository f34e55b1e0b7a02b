"""Subtitles, transcripts and chats: times go, cues become sentences, speakers stay."""

import pytest

from summarize.reading import read_bytes


def text(data: str, name: str = "-") -> str:
    return read_bytes(data.encode(), name).text


CASES = {
    "numbered cues": (
        "1\n00:00:01,000 --> 00:00:03,000\nThe bridge opened\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\non Monday. It cost\n\n"
        "3\n00:00:05,000 --> 00:00:07,000\nnine million.\n",
        "The bridge opened on Monday. It cost nine million.",
    ),
    "dialog, sounds, tags": (
        "1\n00:00:01,000 --> 00:00:02,000\n- Where is the <i>boat</i>?\n- It left.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n[DOOR SLAMS]\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n{\\an8}♪ a song ♪\n",
        "Where is the boat?\n\nIt left.",
    ),
    "voices and settings": (
        "WEBVTT\n\nNOTE made on Tuesday\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:03.000 line:0 position:20%\n<v Nora>The first boat carries fifty</v>\n\n"
        "00:03.000 --> 00:04.000\n<v Nora>people.</v>\n\n"
        "00:05.000 --> 00:06.000\n<v Ole>And then?</v>\n",
        "Nora: The first boat carries fifty people.\n\nOle: And then?",
    ),
    "captions that roll up, word by word": (
        "WEBVTT\nKind: captions\n\n00:00.000 --> 00:02.000 align:start\n\n"
        "the<00:00.500><c> bridge</c>\n\n"
        "00:02.000 --> 00:02.010\nthe bridge\n \n\n"
        "00:02.010 --> 00:04.000\nthe bridge\nopened<00:03.000><c> today</c>\n",
        "the bridge\n\nopened today",
    ),
    "stamps of a speech recognizer": (
        "[00:00:01.000 --> 00:00:03.000]  The bridge opened on\n"
        "[00:00:03.000 --> 00:00:05.000]  Monday. It cost a lot.\n"
        "[00:00:05.000 --> 00:00:07.000]  The town paid.\n",
        "The bridge opened on Monday. It cost a lot. The town paid.",
    ),
    "a meeting, names and times above": (
        "Nora Lind  0:03\nThe pump failed.\n\n"
        "Ole Berg  0:15\nWhen?\n\nNora Lind  0:18\nOn Tuesday.\n",
        "Nora Lind: The pump failed.\n\nOle Berg: When?\n\nNora Lind: On Tuesday.",
    ),
    "a meeting, stamped lines": (
        "[00:12:03] Nora: The pump failed.\n[00:12:10] Ole: When?\n[00:12:18] Nora: On Tuesday.\n",
        "Nora: The pump failed.\n\nOle: When?\n\nNora: On Tuesday.",
    ),
    "a chat, exported": (
        "12/03/2024, 16:05 - Messages and calls are end-to-end encrypted.\n"
        "12/03/2024, 16:05 - Nora: the cellar is flooded\n12/03/2024, 16:31 - Ole: 20 cm of water\n"
        "the pump has failed\n12/03/2024, 16:32 - Ole: <Media omitted>\n"
        "12/03/2024, 16:33 - +34 555 010 020: 👍\n",
        "Nora: the cellar is flooded\n\nOle: 20 cm of water the pump has failed",
    ),
    "a chat of another telephone": (
        "[3/12/24, 4:05:12\u202fPM] Nora Lind: \u200eimage omitted\n"
        "[3/12/24, 4:06:12\u202fPM] Nora Lind: The cellar is flooded.\n"
        "[3/12/24, 4:07:12\u202fPM] Ole: I come at five.\n",
        "Nora Lind: The cellar is flooded.\n\nOle: I come at five.",
    ),
    "a chat with its program's notices": (
        "[12/03/2024, 4:31:22 PM] Club: \u200eMessages are end-to-end encrypted. No one can"
        " read or listen to them, not even the makers of the program.\n"
        "[12/03/2024, 4:32:10 PM] Nora: The mast is cracked.\n"
        "[12/03/2024, 4:33:05 PM] Nora: \u200eimage omitted\n"
        "[12/03/2024, 4:35:00 PM] Ole: I know a rigger\nHe comes on Friday."
        " <This message was edited>\n",
        "Nora: The mast is cracked.\n\nOle: I know a rigger. He comes on Friday.",
    ),
    "a channel with reactions": (
        "Nora Lind  9:02 AM\nThe release is late.\nOle Berg  9:05 AM\nWhy?\n:+1: 3\n"
        "Nora Lind  9:06 AM\nThe parser fails.\n9:07\nClear the cache first. (edited)\n",
        "Nora Lind: The release is late.\n\nOle Berg: Why?\n\n"
        "Nora Lind: The parser fails. Clear the cache first.",
    ),
    "a meeting, with who transcribed it": (
        "Nora Lind  0:03\nThe pump failed.\n\nOle Berg  0:15\nOn Tuesday.\n\nNora Lind  0:18\n"
        "Yes, it did.\n\nTranscribed by https://example.org\n",
        "Nora Lind: The pump failed.\n\nOle Berg: On Tuesday.\n\nNora Lind: Yes, it did.",
    ),
    "a channel of old": (
        "[10:02:11] * nora has joined\n[10:02:30] <nora> it is late\n[10:03:00] <ole> why\n"
        "[10:04:00] -!- ole [~o@host] has quit [Ping timeout]\n",
        "nora: it is late\n\nole: why",
    ),
    "a channel": (
        "[16:05] <nora> the cellar is flooded\n[16:06] * ole has joined\n[16:07] <ole> I come\n",
        "nora: the cellar is flooded\n\nole: I come",
    ),
}


@pytest.mark.parametrize(("given", "read"), CASES.values(), ids=CASES)
def test_what_is_said_is_read_without_its_times(given: str, read: str) -> None:
    assert text(given) == read


@pytest.mark.parametrize(
    "given",
    [
        "The train left at 10:15. The bus came at 10:40.\nNobody waited.",
        "Opening hours\n\n09:00 breakfast\n12:00 lunch\n\n" + "The house is old and large.\n" * 9,
        "10:15 The bridge opened.",
    ],
)
def test_a_text_with_a_few_times_in_it_is_no_transcript(given: str) -> None:
    assert text(given) == given


def test_a_note_says_that_times_were_left_out() -> None:
    read = read_bytes(CASES["numbered cues"][0].encode(), "a.srt")
    assert read.notes == ("3 subtitles joined into sentences; their times were left out",)
