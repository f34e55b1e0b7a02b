"""What somebody is called: "the manager of Ashford" for who manages the other club."""

from collections.abc import Iterator, Sequence

from summarize.grounding.entities import Alias, Sentence, parted
from summarize.grounding.findings import Conflict
from summarize.language.lexicon import title_stems

__all__ = ["conflicts"]


def conflicts(
    claim: Sentence, evidence: Sequence[Sentence], known: frozenset[Alias]
) -> Iterator[Conflict]:
    """Yield names that the claim calls what the evidence calls others."""
    for alias in claim.aliases:
        holders = [other for other in known if other.noun == alias.noun]
        own = [other for other in holders if other.names & alias.names]
        titles = [o for o in known if o.names & alias.names and o.noun in title_stems()]
        if not holders and titles and alias.noun in title_stems():
            own, wrong = titles, True
        elif own:
            wrong = all(parted(alias.owners, other.owners) for other in own)
        else:
            shared = alias.noun in title_stems()  # there may be two presidents
            owned = bool(alias.owners) or not shared
            wrong = owned and any(not parted(alias.owners, other.owners) for other in holders)
        if not wrong:
            continue
        holder = min(own or holders, key=lambda other: sorted(other.names))
        at = next(i for i, sentence in enumerate(evidence) if holder in sentence.aliases)
        yield Conflict(
            claim.find(alias.names | {alias.noun}),
            "role",
            at,
            evidence[at].find(holder.names | {holder.noun}),
            1.0,
        )
