"""The registrations of a household: who may attend what, until when; register, note a document, end one."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.fiches.offre.activites import FicheInscription
from guichet.formats.mots import de, ordinal
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.offre.pieces import lire_pieces, pieces_manquantes
from guichet.regles.reservations.etats import EtatInscription
from guichet.regles.socle.code_famille import affiche
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.reservations.inscriptions.desinscrire import terminer
from screens.reservations.inscriptions.inscrire import ETATS, etat_en_mots, inscrire
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ALERTE, ColonneListe, ListeLignes

COLONNES = (ColonneListe(10, "fort"), ColonneListe(0), ColonneListe(36, "discret"), ColonneListe(17), ColonneListe(13))
ETROITES = (ColonneListe(8, "fort"), ColonneListe(0), ColonneListe(17), ColonneListe(13))
CLOSES = frozenset({EtatInscription.TERMINEE, EtatInscription.REFUSEE})
LARGE = 110


class EcranInscriptions(EcranBase[None]):
    """A list, what the chosen one says in full, and the three things done with it."""

    ECRAN = "inscriptions"
    DEFAULT_CSS = """
    EcranInscriptions #titre { height: 1; margin: 1 0 0 0; padding: 0 2; }
    EcranInscriptions #detail { height: 3; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._famille_id = 0
        self._personne_id: int | None = None
        self._famille = ("", "")
        """Name and code."""
        self._fiches: tuple[FicheInscription, ...] = ()

    def corps(self) -> ComposeResult:
        """Title, list, detail."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        yield ListeLignes()
        yield Filet()
        yield Static("", id="detail", markup=False)

    async def preparer(
        self, famille_id: int | None = None, personne_id: int | None = None, famille: tuple[str, str] = ("", "")
    ) -> None:
        """Read them: those in force first, child by child."""
        from guichet.services.reservations import inscriptions

        if famille_id is not None:
            self._famille_id, self._personne_id, self._famille = famille_id, personne_id, famille
        lues: tuple[FicheInscription, ...] = await self.lire(inscriptions.lister, self._famille_id)
        jour = self.ctx.aujourdhui()
        self._fiches = tuple(sorted(lues, key=lambda f: (_finie(f, jour), f.enfant, f.activite, f.du)))

    def afficher(self) -> None:
        """Draw the list, the cursor on the child one comes from."""
        nom, code = self._famille
        titre = Content.assemble((nom, "bold"), "   ", (affiche(code), "bold $primary"), "      Inscriptions")
        self.query_one("#titre", Static).update(titre)
        siens = (i for i, f in enumerate(self._fiches) if f.personne_id == self._personne_id)
        self._montrer(next(siens, 0))

    def _montrer(self, curseur: int) -> None:
        large = self.size.width >= LARGE
        rangees = [self._rangee(f, large=large) for f in self._fiches]
        if rangees:
            self.query_one(ListeLignes).montrer(rangees, COLONNES if large else ETROITES, curseur=curseur)
        else:
            self.query_one(ListeLignes).vide("Personne n’est inscrit : F6 inscrit un enfant.")
        self._dire()

    def _rangee(self, f: FicheInscription, *, large: bool) -> tuple[str, ...]:
        dates = f"{f.du:%d/%m/%y}–{f.au:%d/%m/%y}"
        if f.manquantes:
            etat = f"{ALERTE}incomplète"
        elif f.rang:
            etat = f"{ALERTE}attente {ordinal(f.rang)}"
        else:
            etat = "passée" if _finie(f, self.ctx.aujourdhui()) else ETATS[EtatInscription(f.etat)]
        if large:
            return (f.enfant, f.activite, self._ou(f), dates, etat)
        return (f.enfant, f.activite, dates, etat)

    def _ou(self, f: FicheInscription) -> str:
        """Group and site, once when they bear the same name."""
        site = self.ctx.commune.site(f.site)
        return " · ".join(dict.fromkeys(mot for mot in (f.groupe, site.nom if site else f.site) if mot))

    def _courante(self) -> FicheInscription | None:
        return self._fiches[self.query_one(ListeLignes).curseur] if self._fiches else None

    def _dire(self) -> None:
        f = self._courante()
        if f is None:
            self.query_one("#detail", Static).update("")
            return
        periode = f"du {formats.jour_long(f.du)} au {formats.jour_long(f.au)}"
        self.query_one("#detail", Static).update(
            Content.assemble(
                (f"{f.enfant} · {f.activite} · {self._ou(f)}\n", "bold"),
                (f"{periode}\n", ""),
                (etat_en_mots(f), "$discret"),
            )
        )

    def on_resize(self) -> None:
        """The width decides of the columns."""
        if self.is_mounted:
            self._montrer(self.query_one(ListeLignes).curseur)

    # Doing

    async def _relire(self) -> None:
        courante = self._courante()
        await self.preparer()
        ids = [f.inscription_id for f in self._fiches]
        self._montrer(ids.index(courante.inscription_id) if courante and courante.inscription_id in ids else 0)

    def action_rafraichir(self) -> None:
        """F5."""
        self.faire(self._relire())

    def action_nouvelle(self) -> None:
        """F6."""
        self.faire(self._nouvelle())

    async def _nouvelle(self) -> None:
        from guichet.services.dossier import dossiers

        dossier = await self.lire(dossiers.lire, self._famille_id)
        if not dossier.enfants:
            await self.demander(ModaleMessage("Inscrire", "Cette famille n’a pas d’enfant.", niveau="attention"))
            return
        enfants = [Choix(e.personne_id, e.prenom, e.classe) for e in dossier.enfants]
        qui: int | None = enfants[0].valeur
        if len(enfants) > 1:
            courante = self._courante()
            courant = courante.personne_id if courante else self._personne_id
            qui = await self.demander(ModaleChoisir("Inscrire", enfants, courant=courant))
        annee = annee_scolaire(self.ctx.aujourdhui())
        if qui is not None and await inscrire(self, personne_id=qui, famille_id=self._famille_id, annee=annee):
            await self._relire()

    def action_pieces(self) -> None:
        """`p`: documents brought in since."""
        self.faire(self._pieces())

    async def _pieces(self) -> None:
        from guichet.services.reservations import inscriptions

        f = self._courante()
        if f is None or not f.manquantes:
            self.indiquer("Rien ne manque à cette inscription.")
            return
        manquent = f.manquantes
        question = Question("Il manque encore (rien si vu)", controle=lambda texte: lire_pieces(texte, manquent))
        texte = f"Attendues : {', '.join(manquent)}."
        reponse = await self.demander(ModaleDemander(f"Pièces {de(f.enfant)}", [question], texte=texte))
        if reponse is not None:
            vues = pieces_manquantes(manquent, lire_pieces(reponse[0], manquent))
            await self.ecrire(inscriptions.constater_pieces, inscription_id=f.inscription_id, pieces=vues)
            await self._relire()

    def action_terminer(self) -> None:
        """Suppr: the last day of the right."""
        self.faire(self._terminer())

    async def _terminer(self) -> None:
        f = self._courante()
        if f is None or f.etat in CLOSES:
            self.indiquer("Cette inscription est déjà terminée." if f else "Rien à terminer.")
        elif await terminer(self, f):
            await self._relire()

    # Moving

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)
        self._dire()

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)
        self._dire()

    def action_retour(self) -> None:
        """Échap: back to the planner."""
        self.faire(self.revenir())


def _finie(f: FicheInscription, jour: date) -> bool:
    return f.etat in CLOSES or f.au < jour
