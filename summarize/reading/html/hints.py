"""What class names and ids say of a part of a page: names that templates have in common."""

import re
from functools import lru_cache

__all__ = ["HINTS", "hints_of"]

_NAMES = {
    "comment": "comment comments disqus reply replies respond discussion feedback",
    "related": "related recommend recommended recommendations recirc recirculation more also teaser"
    " teasers promo popular trending most outbrain taboola readnext next similar latest upnext"
    " onward further furtherreading interstitial latestnews morestories mostread",
    "share": "share sharing shares social follow tweet facebook twitter addthis sharedaddy",
    "menu": "nav navigation navbar menu menus breadcrumb breadcrumbs masthead toolbar topbar skip"
    " pagination pager header site search hamburger subnav navi",
    "footer": "footer foot copyright legal colophon bottom disclaimer credits imprint",
    "ad": "ad ads advert advertisement sponsor sponsored banner affiliate dfp adslot promoted"
    " partner commercial shop shopping product products buy deal deals",
    "form": "newsletter subscribe subscription signup login signin register paywall cookie cookies"
    " consent gdpr modal popup overlay form donate membership regwall notice alert",
    "side": "sidebar aside rail widget widgets secondary side right left column col",
    "meta": "byline author authors date time meta metadata tags tag topics category categories bio"
    " info published timestamp dateline profile about kicker eyebrow",
    "caption": "caption captions credit figure image img photo gallery media video slideshow"
    " carousel player embed",
    "body": "article body content story post entry text main paragraph prose copy articlebody"
    " richtext storybody bodytext single",
    "lead": "summary standfirst dek deck subtitle lead lede intro excerpt description abstract"
    " teaser-text subhead subheadline subheading",
    "reference": "references reflist footnotes footnote citation bibliography notes toc index",
    "quote": "quote pullquote blockquote infobox factbox sidebar-box box inset",
}
HINTS = tuple(_NAMES)
"""The kinds of names that are told apart."""

_KIND = {name: i for i, (_, names) in enumerate(_NAMES.items()) for name in names.split()}
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


@lru_cache(maxsize=4096)
def hints_of(names: str) -> tuple[int, ...]:
    """Whether each kind of `HINTS` is among these classes and ids, 0 or 1.

    Args:
        names: classes, id and role of an element, as they stand in the page.
    """
    kinds = [0] * len(HINTS)
    for word in _WORD.findall(names):
        kind = _KIND.get(word.lower())
        if kind is not None:
            kinds[kind] = 1
    return tuple(kinds)
