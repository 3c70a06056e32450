"""What a dialog asks, as F1 says it over: its question, its own keys, its fields. Read from what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual.content import Content
from textual.widgets import Static

from guichet.commandes import Commande, commandes_de
from screens.socle.ecran import DialogueBase, ModaleBase

_TOUCHE = re.compile(r"((?:chiffre ou )?(?:[↑↓←→] )*\S+?|(?:[↑↓←→] ?)+) +(\S.*)")
"""« Entrée choisir », « chiffre ou Entrée choisir », « ↑ ↓ lire »: the key, then what it does."""

_TEXTES = ("question", "texte", "entete")
"""Where a dialog says what it asks."""


@dataclass(frozen=True, slots=True)
class QuestionDite:
    """One dialog.

    Attributes:
        titre: on the edge of its box.
        texte: what it asks, "" where its lines say it.
        touches: its own keys, with what each does here.
        champs: its fields, with what is typed there.
        sans: ids of commands of dialogs that do nothing here, or are among `touches`.
    """

    titre: str
    texte: str
    touches: tuple[tuple[str, str], ...]
    champs: tuple[tuple[str, str], ...]
    sans: frozenset[str]


@runtime_checkable
class AvecChamps(Protocol):
    """A dialog where one types."""

    def champs_dits(self) -> tuple[tuple[str, str], ...]:
        """Its fields, with what is typed there."""


def lire(dialogue: DialogueBase[Any]) -> QuestionDite | None:
    """What it says of itself; None: a screen of its own, with its own page."""
    boite = next(iter(dialogue.query(".boite")), None)
    if dialogue.ECRAN != ModaleBase.ECRAN or boite is None:
        return None
    textes = [str(s.content) for nom in _TEXTES for s in dialogue.query(Static) if s.id == nom]
    bas = Content.from_markup(boite.border_subtitle or "").plain
    touches = [m.groups() for bout in bas.split(" · ") if (m := _TOUCHE.fullmatch(bout.strip()))]
    return QuestionDite(
        titre=Content.from_markup(boite.border_title or "").plain,
        texte=" ".join(filter(None, textes)),
        touches=tuple((touche.strip(), quoi) for touche, quoi in touches),
        champs=dialogue.champs_dits() if isinstance(dialogue, AvecChamps) else (),
        sans=frozenset(
            c.id for c in commandes_de(ModaleBase.ECRAN) if c.ecran == ModaleBase.ECRAN and _muette(dialogue, c)
        ),
    )


def _muette(dialogue: DialogueBase[Any], c: Commande) -> bool:
    if c.ecran != ModaleBase.ECRAN:
        return False
    nom = f"action_{c.action}"
    return c.action in {"valider", "retour"} or getattr(type(dialogue), nom) is getattr(ModaleBase, nom)
