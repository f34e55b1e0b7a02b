"""Regenerate `summarize/language/data/index.json` after a change to a language's file.

python -m training.language_index
"""

import json

from summarize.language.index import INDEX, built_index


def main() -> None:
    """Write the common words of all languages into one file."""
    text = json.dumps(built_index(), ensure_ascii=False, indent=1)
    INDEX.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
