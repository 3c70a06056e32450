"""F1: the keys of what is shown first, found as one types; then its page in French. Entrée on a key does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from guichet.commandes import ECRANS, PARTOUT, Commande, nom_touche, touche_de
from guichet.donnees import chemin_donnees
from guichet.formats import cle_recherche
from screens.socle.ecran import ModaleBase, executer
from screens.socle.palette import CACHEES
from screens.widgets.coupure import couper
from screens.widgets.page import VIDE, LignePage, Page, ligne
from screens.widgets.saisie import Saisie

if TYPE_CHECKING:
    from screens.formulaires.champs import Champ
    from screens.socle.question import QuestionDite

TOUCHE, LIBELLE = 9, 23
"""Columns of a key and of its short words."""

ETROIT = TOUCHE + LIBELLE + 24
"""Columns below which a sentence beside them would be cut."""

DEPLACEMENTS = (CACHEES - {"palette"}) | {"haut", "bas", "gauche", "droite"}
"""Moves of the hand, those of the planner among them: told last."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """What is kept or left out together as one types: a key and its sentence, a paragraph under its title."""

    titre: str
    lignes: tuple[LignePage, ...]
    cherche: str
    """Words it is found by, as cle_recherche writes them."""


class ModaleAide(ModaleBase[None]):
    """Type some words, in any order; arrows go from key to key, then scroll."""

    AUTO_FOCUS: ClassVar[str | None] = "#mots"
    DEFAULT_CSS = """
    ModaleAide .boite { width: 100; max-width: 100%; height: 90%; max-height: 100%; }
    ModaleAide #mots { width: 100%; margin: 1 0; }
    ModaleAide Page { height: 1fr; }
    """

    def __init__(
        self,
        ecran: str,
        touches: Mapping[str, str],
        champ: Champ | None = None,
        sans: frozenset[str] = frozenset(),
        question: QuestionDite | None = None,
    ) -> None:
        """Show the help of a screen.

        Args:
            ecran: its name in guichet/commandes.
            touches: keys that the town has changed, by command.
            champ: the field one stands in, None outside a form.
            sans: ids of commands that this screen does not have.
            question: the dialog it lies over, where one asks something.
        """
        super().__init__()
        self._ecran = ecran if ecran in ECRANS else "recherche"
        self._touches, self._champ, self._question = touches, champ, question
        self._sans = sans if question is None else sans | question.sans
        self._blocs: Sequence[Bloc] = ()

    def compose(self) -> ComposeResult:
        """Box with the words and the page."""
        boite = Vertical(classes="boite")
        titre = ECRANS[self._ecran] if self._question is None else self._question.titre
        boite.border_title = Content(f"Aide · {titre}")
        boite.border_subtitle = "↑ ↓ choisir, lire · Entrée exécuter · Échap fermer"
        with boite:
            yield Saisie(id="mots", placeholder="chercher une touche ou un mot")
            yield Page(marge=2)

    def on_resize(self) -> None:
        """Lines follow the width: laid out once for each, not at each letter."""
        self._blocs = tuple(self._lire())
        self._montrer(self.query_one("#mots", Input).value)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what holds every word typed."""
        self._montrer(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Entrée in the field."""
        message.stop()
        self.action_valider()

    def _montrer(self, texte: str) -> None:
        mots = cle_recherche(texte).split()
        gardes = [b for b in self._blocs if all(m in b.cherche for m in mots)]
        if not gardes:
            self.query_one(Page).montrer([ligne(("Rien ici ne porte ces mots : effacez-en.", "discret"))])
            return
        lignes: list[LignePage] = []
        titre = ""
        for b in gardes:
            if b.titre != titre:
                titre = b.titre
                lignes += [*([VIDE] if lignes else []), ligne((titre, "code"))]
            lignes += b.lignes
        self.query_one(Page).montrer(lignes)

    @property
    def _largeur(self) -> int:
        """Columns of text: the box without its border and its margins."""
        return min(100, self.app.size.width) - 8

    def _lire(self) -> Iterator[Bloc]:
        if self._champ is not None:
            yield self._du_champ(self._champ)
        if self._question is not None:
            yield from self._de_la_question(self._question)
        # Nothing is shown that would be refused for this role.
        permises = [c for c in self.commandes(self._ecran) if c.id not in self._sans]
        for c in permises:
            if c.action not in DEPLACEMENTS:
                yield self._de_la_touche(c, "Partout" if c.ecran == PARTOUT else "Touches d’ici")
        yield from page(self._ecran, self._largeur)
        for phrase in self.ctx.commune.particularites:
            yield _bloc(f"À {self.ctx.commune.nom}", f"· {phrase}", self._largeur, 2)
        for c in permises:
            if c.action in DEPLACEMENTS:
                yield self._de_la_touche(c, "Se déplacer")

    def _de_la_question(self, q: QuestionDite) -> Iterator[Bloc]:
        if q.texte:
            yield _bloc("Cette question", q.texte, self._largeur, 0)
        for touche, quoi in q.touches:
            tete = ligne((f"{touche}  ".ljust(TOUCHE), "fort"), quoi)
            yield Bloc("Y répondre", (tete,), cle_recherche(f"{touche} {quoi}"))
        for libelle, aide in q.champs:
            yield _bloc("Ses champs", f"{libelle} : {aide}", self._largeur, 2)

    def _du_champ(self, champ: Champ) -> Bloc:
        phrases = ["À remplir (*)."] if champ.exige else []
        if champ.aide:
            phrases.append(champ.aide)
        if champ.choix:
            phrases.append(f"F4 : {', '.join(champ.choix)}{' ; une autre valeur est admise' if champ.libre else ''}.")
        if champ.defaut:
            phrases.append(f"Laissé vide : {champ.defaut}.")
        return _bloc(f"Ce champ · {champ.libelle}", " ".join(phrases) or "Texte libre.", self._largeur, 0)

    def _de_la_touche(self, c: Commande, titre: str) -> Bloc:
        touche = nom_touche(touche_de(c, self._touches))
        retrait = TOUCHE + LIBELLE if self._largeur >= ETROIT else TOUCHE
        phrases = couper(c.aide, self._largeur - retrait)
        # A narrow screen has no column for the sentence: it goes under the words, whole.
        bout = phrases.pop(0) if retrait > TOUCHE else ""
        tete = ligne((touche.ljust(TOUCHE), "fort"), c.libelle.ljust(LIBELLE), (bout, "discret"), cible=c)
        suite = (ligne(" " * retrait, (p, "discret")) for p in phrases)
        return Bloc(titre, (tete, *suite), cle_recherche(f"{touche} {c.libelle} {c.aide}"))

    def action_valider(self) -> None:
        """Close; on a key, do what it does."""
        choisie = self.query_one(Page).cible
        self.dismiss(None)
        if isinstance(choisie, Commande):
            executer(self.app, choisie)

    def action_monter(self) -> None:
        """Up."""
        self.query_one(Page).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(Page).bouger(1)

    def action_page_haut(self) -> None:
        """One page up."""
        self.query_one(Page).defiler(1 - self.query_one(Page).size.height)

    def action_page_bas(self) -> None:
        """One page down."""
        self.query_one(Page).defiler(self.query_one(Page).size.height - 1)


def page(ecran: str, largeur: int) -> Iterator[Bloc]:
    """Read data/aide/<screen>.md at this width: paragraphs under their titles (#), indented lines of label and text."""
    fichier = chemin_donnees() / "aide" / f"{ecran}.md"
    titre, paragraphe, retrait = "", "", 0
    for lue in [*fichier.read_text(encoding="utf-8").splitlines(), ""]:
        if lue.startswith(" " * 11) and paragraphe:
            # What follows a label goes on under itself, not under the label.
            paragraphe += f" {lue.strip()}"
        elif lue and not lue.startswith(("#", " ")):
            paragraphe = f"{paragraphe} {lue}".lstrip() if not retrait else lue
        else:
            if paragraphe:
                yield _bloc(titre, paragraphe, largeur, retrait)
            paragraphe, retrait = "", 0
            if lue.startswith("#"):
                titre = lue.lstrip("# ")
            elif lue:
                colonne = re.match(r" *(?:.*? {2,})?", lue)
                paragraphe, retrait = lue, colonne.end() if colonne else 0


def _bloc(titre: str, texte: str, largeur: int, retrait: int) -> Bloc:
    lignes = tuple(ligne(morceau) for morceau in couper(texte, largeur, retrait=retrait, mots_entiers=True))
    return Bloc(titre, lignes, cle_recherche(f"{titre} {texte}"))
