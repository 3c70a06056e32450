"""What is due to families, the most pressing first, with its clock on opening days (source 4.12)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from guichet import formats
from guichet.fiches.comptoir.taches import FicheTache
from guichet.formats.chemins import lire_fichier
from guichet.formats.mots import majuscule
from guichet.regles.comptoir.echeances import LIBELLES_ECHEANCE, EtatEcheance
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, NatureTache
from screens.comptoir.reponses import ecrire_reponse
from screens.modales.demander import ModaleDemander, Question
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ALERTE, ColonneListe, ListeLignes

COLONNES = (
    ColonneListe(8, "code"),
    ColonneListe(0, "fort"),
    ColonneListe(34),
    ColonneListe(20),
    ColonneListe(20, "discret"),
)
ETROITES = (ColonneListe(8, "code"), ColonneListe(0, "fort"), ColonneListe(14), ColonneListe(20))
TETES = ("", "", "", "avant", "demandé")
GENRES = {
    NatureTache.IDENTIFIANTS_OUBLIES: "identifiants",
    NatureTache.PLACE_LIBEREE: "place libérée",
    NatureTache.RESPONSABLE_MANQUANT: "responsable",
    NatureTache.PAI_A_TRANSMETTRE: "PAI",
}
"""What is due, in the word that 80 columns have room for."""
LARGE = 110
"""Columns from which what is due and since when stand in the row; under the list below that."""
REPONSES = frozenset({"taches.accepter", "taches.decliner"})
"""They answer for a freed place, or say that what was to follow is done, and nothing else."""


class EcranTaches(EcranBase[None]):
    """One inbox; Entrée opens the family concerned."""

    ECRAN = "taches"
    DEFAULT_CSS = "EcranTaches #titre { height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }"

    def __init__(self) -> None:
        super().__init__()
        self._taches: tuple[FicheTache, ...] = ()
        self._vise: tuple[int, int] | None = None

    def corps(self) -> ComposeResult:
        """Title and list."""
        yield Static("À traiter", id="titre", markup=False)
        yield Filet()
        yield ListeLignes(dessous=1, mots=self._dire)

    async def preparer(self, sur: tuple[int, int] | None = None) -> None:
        """Read what is due; `sur` is the task one stood on, and its rank: another has it once that one is done."""
        from guichet.services.comptoir import taches

        self._taches, self._vise = await self.lire(taches.lister), sur

    def afficher(self) -> None:
        """Draw it."""
        large = self.size.width >= LARGE
        liste = self.query_one(ListeLignes)
        if self._taches:
            rangees = [self._rangee(t, large=large) for t in self._taches]
            colonnes = COLONNES if large else ETROITES
            liste.montrer(rangees, colonnes, curseur=self._rang(liste.curseur), titres=self._titres())
        else:
            liste.vide("Rien n’est attendu : F3 revient à la recherche.")
        self.habiller()

    def _rang(self, montre: int) -> int:
        """Of the task one stood on, else of the one that took its place."""
        tache_id, rang = self._vise or (0, montre)
        self._vise = None
        return next((i for i, t in enumerate(self._taches) if t.tache_id == tache_id), min(rang, len(self._taches) - 1))

    def _sur(self) -> tuple[int, int] | None:
        tache = self._courante()
        return None if tache is None else (tache.tache_id, self._taches.index(tache))

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self.is_mounted:
            self.afficher()

    def caches(self) -> frozenset[str]:
        """No answer is proposed where none is asked, nothing to open where nothing is due."""
        tache = self._courante()
        if tache is None:
            return REPONSES | {"taches.ouvrir", "taches.suivant"}
        return frozenset() if tache.nature != NatureTache.IDENTIFIANTS_OUBLIES else REPONSES

    def _dire(self, rang: int) -> str:
        """What is due and since when, where the row has no room for it."""
        if self.size.width >= LARGE or rang >= len(self._taches):
            return self.query_one(ListeLignes).coupes()
        t = self._taches[rang]
        return f"{self._nature(t)} · depuis le {formats.instant_court(self.ctx.local(t.demandee_le))}"

    def _titres(self) -> dict[int, tuple[str, ...]]:
        """The most pressing come first: what a run of them has in common stands over it, once."""
        titres: dict[int, tuple[str, ...]] = {}
        avant = ""
        for rang, t in enumerate(self._taches):
            if t.urgence != avant:
                avant = t.urgence
                mot = LIBELLES_ECHEANCE[EtatEcheance(avant)]
                titres[rang] = ("", majuscule(mot), *(TETES[2:] if not titres else ()))
        return titres

    def _nature(self, t: FicheTache) -> str:
        """A freed place is told by its day and activity, what follows by its own words: they say more than its kind."""
        if t.nature == NatureTache.PLACE_LIBEREE:
            return f"place libérée : {t.detail}"
        oubli = t.nature == NatureTache.IDENTIFIANTS_OUBLIES
        return t.detail if t.detail and not oubli else LIBELLES[NatureTache(t.nature)]

    def _rangee(self, t: FicheTache, *, large: bool) -> tuple[str, ...]:
        signe = "" if t.urgence == EtatEcheance.A_TEMPS else ALERTE
        limite = f"{signe}{formats.instant_court(self.ctx.local(t.echeance))}"
        if large:
            demandee = formats.instant_court(self.ctx.local(t.demandee_le))
            return (affiche(t.code), t.famille, self._nature(t), limite, demandee)
        return (affiche(t.code), t.famille, GENRES[NatureTache(t.nature)], limite)

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        self.faire(self._relire())

    async def _relire(self) -> None:
        await self.preparer(self._sur())
        self.afficher()

    def action_ouvrir(self) -> None:
        """Entrée."""
        if self._taches:
            tache = self._taches[self.query_one(ListeLignes).curseur]
            self.guichet.navigation.retenir(self.ECRAN, sur=self._sur())
            self.faire(self.aller("dossier", famille_id=tache.famille_id, tache=tache))

    def _courante(self) -> FicheTache | None:
        rang = self.query_one(ListeLignes).curseur if self._taches else 0
        return self._taches[rang] if rang < len(self._taches) else None

    def action_accepter(self) -> None:
        """`o`: the family takes the freed place; what was to follow is done."""
        self.faire(self._repondre(oui=True))

    def action_decliner(self) -> None:
        """`n`: it does not, the next one is called; nothing is to follow."""
        self.faire(self._repondre(oui=False))

    async def _repondre(self, *, oui: bool) -> None:
        tache = self._courante()
        if tache is None or tache.nature == NatureTache.IDENTIFIANTS_OUBLIES:
            self.indiquer("Cette réponse vaut pour une place libérée, ou une suite à donner.")
            return
        if await self._confirmer(tache, oui=oui):
            await ecrire_reponse(self, tache, oui=oui)
            await self._relire()

    async def _confirmer(self, tache: FicheTache, *, oui: bool) -> bool:
        """Which place or suite, for whom: a day is charged or goes to the next family, a suite is followed no more."""
        from screens.modales.choisir import ModaleConfirmer

        if tache.nature == NatureTache.PLACE_LIBEREE:
            titre, geste = "Place libérée", "accepter" if oui else "décliner"
            suite = "prend cette place" if oui else "laisse cette place à la suivante"
            question = f"{tache.famille} {suite} : {tache.detail} ?"
        else:
            titre, geste = "Suite à donner", "c’est fait" if oui else "plus rien à faire"
            question = f"{tache.famille} : {tache.detail}. {'C’est fait' if oui else 'Il n’y a plus rien à faire'} ?"
        reponse = await self.demander(ModaleConfirmer(titre, question, oui=geste, propose=True))
        return bool(reponse)

    def action_rapprocher(self) -> None:
        """`i`: who a file writes otherwise."""
        self.faire(self._rapprocher())

    def action_doublons(self) -> None:
        """`d`: files that may be one family."""
        self.faire(self.aller("doublons"))

    async def _rapprocher(self) -> None:
        questions = [
            Question("Fichier", controle=lire_fichier, aide="Le chemin du fichier de l’école ou de l’ancien logiciel."),
            Question("École (si le fichier ne la dit pas)", aide="Comme la commune l’écrit : Victor-Hugo."),
        ]
        reponse = await self.demander(ModaleDemander("Rapprocher un fichier", questions))
        if reponse is not None and reponse[0].strip():
            await self.aller("rapprochements", fichier=lire_fichier(reponse[0]), ecole=reponse[1])

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())

    def action_monter(self) -> None:
        """Up."""
        self._bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self._bouger(1)

    def _bouger(self, pas: int) -> None:
        self.query_one(ListeLignes).bouger(pas)
        self.habiller()

    action_precedent = action_monter
    action_suivant = action_descendre
