"""How names of places are compared: spellings that people mix up become one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHE = re.compile(r"['’`\u00b4]")
_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_SHORTENED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
# Letters that Unicode does not take apart into a plain one and an accent.
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})


@lru_cache(maxsize=8192)
def folded_name(name: str) -> str:
    """Small letters without accents or punctuation, `St` as `Saint`, and no leading `The`.

    "St. John's" and "Saint Johns" meet, and so do "The Bronx" and "bronx", "Ft Collins" and
    "Fort Collins". A name that is only an article stays as it is.
    """
    plain = _APOSTROPHE.sub("", name.casefold())
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_UNDECOMPOSED))
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = _NOT_A_WORD.sub(" ", plain).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [_SHORTENED.get(word, word) for word in words]
    return " ".join(words)
