"""Rows of a file that an import set aside: who they are, settled one by one, each at once in the base."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from guichet import formats
from guichet.fiches.familles.imports import Proposition
from guichet.formats.naissances import dite
from guichet.regles.socle.code_famille import affiche
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.message import ModaleMessage
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ColonneListe, ListeLignes

LARGES = (ColonneListe(6, "code"), ColonneListe(34, "fort"), ColonneListe(12), ColonneListe(6), ColonneListe(0))
ETROITES = (ColonneListe(5, "code"), ColonneListe(28, "fort"), ColonneListe(11), ColonneListe(0))


class EcranRapprochements(EcranBase[None]):
    """One file; Entrée says that the row is the person it looks like, and the next files know them."""

    ECRAN = "rapprochements"
    DEFAULT_CSS = """
    EcranRapprochements #titre { height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }
    EcranRapprochements #detail { height: 2; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._fichier, self._ecole = Path(), ""
        self._lues: tuple[Proposition, ...] = ()

    def corps(self) -> ComposeResult:
        """Title, why the chosen row looks like somebody, and the list."""
        yield Static("", id="titre", markup=False)
        yield Static("", id="detail", markup=False)
        yield Filet()
        yield ListeLignes()

    async def preparer(self, *, fichier: Path, ecole: str = "") -> None:
        """Find the rows again from the file: nothing else is kept of them."""
        self._fichier, self._ecole = fichier, ecole
        await self._lire()

    async def _lire(self) -> None:
        from guichet.services.familles import importation

        self._lues = await self.lire(importation.propositions, self._fichier, ecole=self._ecole)

    def afficher(self) -> None:
        """Draw them."""
        large = self.size.width >= 110
        self.query_one("#titre", Static).update(f"À rapprocher : {self._fichier.name}")
        liste = self.query_one(ListeLignes)
        vide = [("", "Rien n’est à trancher dans ce fichier.", "", "", "")]
        rangees = [_rangee(p, large=large) for p in self._lues]
        liste.montrer(rangees or vide, LARGES if large else ETROITES, curseur=min(liste.curseur, len(self._lues)))
        self._dire()

    def _dire(self) -> None:
        proposition = self._courante()
        self.query_one("#detail", Static).update(_detail(proposition) if proposition else "")

    def _courante(self) -> Proposition | None:
        curseur = self.query_one(ListeLignes).curseur
        return self._lues[curseur] if curseur < len(self._lues) else None

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        self.faire(self._relire())

    async def _relire(self) -> None:
        await self._lire()
        self.afficher()

    def action_meme(self) -> None:
        """Entrée: the person it looks like."""
        self.faire(self._meme())

    async def _meme(self) -> None:
        from guichet.services.familles import rapprochements

        proposition = self._courante()
        if proposition is None:
            return
        if not proposition.candidats:
            await self.demander(
                ModaleMessage("Personne", f"Aucune personne de la base ne lui ressemble : {_remede(proposition)}.")
            )
            return
        choix = [
            Choix(c.personne_id, c.qui, f"{affiche(c.code)} · {', '.join(c.raisons)}") for c in proposition.candidats
        ]
        question = f"{_qui(proposition)}, ligne {proposition.personne.ligne} : la même personne que"
        qui = await self.demander(ModaleChoisir("La même personne ?", choix, question=question))
        if qui is not None:
            await self.ecrire(rapprochements.meme_personne, proposition, personne_id=qui)
            await self._tranchee(proposition, "la même personne")

    def action_autre(self) -> None:
        """`n`: somebody else of the household."""
        self.faire(self._autre())

    async def _autre(self) -> None:
        from guichet.services.familles import rapprochements

        proposition = self._courante()
        if proposition is None:
            return
        question = (
            f"Ajouter {_qui(proposition)}, ligne {proposition.personne.ligne} du fichier, à sa famille, comme une autre"
            " personne que celles qui y sont ?"
        )
        if await self.demander(ModaleConfirmer("Une autre personne ?", question, oui="ajouter", non="relire")):
            await self.ecrire(rapprochements.autre_personne, proposition)
            await self._tranchee(proposition, "une autre personne, ajoutée à sa famille")

    async def _tranchee(self, proposition: Proposition, comment: str) -> None:
        self._lues = tuple(p for p in self._lues if p is not proposition)
        self.afficher()
        self.annoncer(f"{_qui(proposition)} : {comment}.")

    def action_nouvelle(self) -> None:
        """F6: a file of their own, begun with their name."""
        proposition = self._courante()
        if proposition is not None:
            self.faire(self.aller("famille", texte=f"{proposition.personne.nom} {proposition.personne.prenom}"))

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)
        self._dire()

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)
        self._dire()


def _qui(proposition: Proposition) -> str:
    return formats.nom_affiche(proposition.personne.nom, proposition.personne.prenom)


def _remede(proposition: Proposition) -> str:
    """What is done of somebody the base does not have."""
    if proposition.famille_id is None:
        return "F6 crée son dossier"
    return f"n l’ajoute au dossier {affiche(proposition.code)} de ses enfants"


def _rangee(proposition: Proposition, *, large: bool) -> tuple[str, ...]:
    p = proposition.personne
    proche = proposition.candidats[0].qui if proposition.candidats else "personne de la base"
    return (str(p.ligne), _qui(proposition), dite(p.naissance), *((p.classe,) if large else ()), proche)


def _detail(proposition: Proposition) -> str:
    if not proposition.candidats:
        return f"{' '.join(filter(None, proposition.adresse))}\nPersonne ne lui ressemble : {_remede(proposition)}."
    c = proposition.candidats[0]
    ne = f", {dite(c.naissance)}" if c.naissance else ""
    return f"Ressemble à {c.qui}{ne}, famille {affiche(c.code)}\n{', '.join(c.raisons)}"
