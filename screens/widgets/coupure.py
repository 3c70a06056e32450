"""Where a sentence may be broken: at a plain blank, never at the one kept before « : ; ! ? » or inside « 1 500 »."""

from __future__ import annotations

import re

from rich import _wrap

# Rich, which wraps for Textual, takes U+00A0 for a blank like another: a line began with a colon in every dialog.
_wrap.re_word = re.compile(r"[ \t\n]*[^ \t\n]+[ \t\n]*")
