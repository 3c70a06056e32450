"""Two files about to be made one, field by field: what each says, what is kept, what is decided where both have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.familles.fusion import ApercuFusion, ChampFusion, Cote
from screens.familles.fusion_lignes import GARDE, LAISSE, Rangee, rangees
from screens.modales.abandon import abandonner
from screens.modales.choisir import ModaleConfirmer
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ColonneListe, ListeLignes, ajuster

if TYPE_CHECKING:
    from guichet.services.familles.fusion import Demande

LIBELLES, ENTRE = 24, 5
"""Columns before the two files, and what parts them."""
COLONNES = (ColonneListe(20, "discret"), ColonneListe(0), ColonneListe(0))


class EcranFusion(EcranBase[None]):
    """Entrée takes the other value, `n` says that they are two people, Ctrl+S makes the two files one."""

    ECRAN = "fusion"
    DEFAULT_CSS = """
    EcranFusion #titre { height: 1; margin: 1 0 0 0; padding: 0 2; }
    EcranFusion #tetes { height: 1; padding: 0 1; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._demande: Demande | None = None
        self._apercu: ApercuFusion | None = None
        self._rangees: list[Rangee] = []

    @property
    def demande(self) -> Demande:
        """Which two files."""
        assert self._demande is not None, "shown before it was read"  # noqa: S101
        return self._demande

    @property
    def apercu(self) -> ApercuFusion:
        """What is shown."""
        assert self._apercu is not None, "shown before it was read"  # noqa: S101
        return self._apercu

    def corps(self) -> ComposeResult:
        """Title, and the two files side by side."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        yield Static("", id="tetes", markup=False)
        yield ListeLignes(COLONNES, dessous=3)

    async def preparer(
        self, *, famille_id: int, fondu_id: int | None = None, personnes: tuple[int, int] | None = None
    ) -> None:
        """Read both files."""
        from guichet.services.familles.fusion import Demande

        await self._lire(Demande(famille_id, fondu_id, personnes=personnes, choix={}))

    async def _lire(self, demande: Demande) -> None:
        from guichet.services.familles import fusion

        self._apercu = await self.lire(fusion.previsualiser, demande)
        self._demande = demande
        self._rangees = rangees(self._apercu)

    def afficher(self) -> None:
        """Draw them."""
        a = self.apercu
        deux = a.fondu_id is None
        quoi = ("Deux fiches d’une même personne", a.code) if deux else (f"Réunir {a.code_fondu} à", a.code)
        combien = len(self._restants())
        dit = f"{combien} à choisir (!)" if combien else "tout est choisi" if a.choix else "rien à choisir"
        self.query_one("#titre", Static).update(
            Content.assemble((quoi[0], "bold"), " ", (quoi[1], "bold $primary"), (f"   {dit}", "$discret"))
        )
        liste = self.query_one(ListeLignes)
        liste.montrer([r.cellules for r in self._rangees], curseur=self._depart(liste.curseur))
        self._dire_tetes()
        self.habiller()

    def _restants(self) -> list[ChampFusion]:
        """Fields where the two disagree and nobody chose yet."""
        return [c for c in self.apercu.choix if c.cle not in (self.demande.choix or {})]

    def _depart(self, curseur: int) -> int:
        """Where it was; on the first choice when one arrives."""
        if curseur:
            return curseur
        return next((rang for rang, r in enumerate(self._rangees) if r.champ is not None), 0)

    def _dire_tetes(self) -> None:
        """Which file each column is, over it whatever is scrolled."""
        a = self.apercu
        noms = ("fiche gardée", "fiche réunie")
        if a.fondu_id is not None:
            noms = (f"{a.code} {a.nom}", f"{a.code_fondu} {a.nom_fondu}")
        large = (self.size.width - LIBELLES - ENTRE) // 2
        gardee, autre = (ajuster(texte, large) for texte in (f"{GARDE}{noms[0]}", f"{LAISSE}{noms[1]}"))
        self.query_one("#tetes", Static).update(" " * LIBELLES + gardee + "  " + autre.rstrip())

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._apercu is not None and self.is_mounted:
            self._dire_tetes()

    def _ici(self) -> Rangee | None:
        rang = self.query_one(ListeLignes).curseur
        return self._rangees[rang] if 0 <= rang < len(self._rangees) else None

    def caches(self) -> frozenset[str]:
        """A key that would do nothing here is not said."""
        ici = self._ici() if self._rangees else None
        muettes = set()
        if ici is None or ici.champ is None:
            muettes.add("fusion.choisir")
        if self._demande is None or self.demande.fondu_id is None:
            muettes |= {"fusion.distinguer", "fusion.echanger"}
        elif not self.demande.distinctes and (ici is None or ici.personne_id is None):
            muettes.add("fusion.distinguer")
        return frozenset(muettes)

    def _reprendre(self, demande: Demande) -> None:
        async def suite() -> None:
            await self._lire(demande)
            self.afficher()

        self.faire(suite())

    def action_rafraichir(self) -> None:
        """F5: read again, the choices kept."""
        if self._demande is not None:
            self._reprendre(self.demande)

    def action_choisir(self) -> None:
        """Entrée: the other value of the field under the cursor."""
        ici = self._ici()
        if ici is not None and ici.champ is not None:
            autre = Cote.GARDE if ici.champ.cote is Cote.FONDU else Cote.FONDU
            self._reprendre(replace(self.demande, choix={**(self.demande.choix or {}), ici.champ.cle: autre}))

    def action_distinguer(self) -> None:
        """`n`: they are two people; off a person, back to what was proposed."""
        ici = self._ici()
        if self.demande.fondu_id is None:
            return
        if ici is not None and ici.personne_id is not None:
            self._reprendre(replace(self.demande, distinctes=(*self.demande.distinctes, ici.personne_id)))
        elif self.demande.distinctes:
            self._reprendre(replace(self.demande, distinctes=()))

    def action_echanger(self) -> None:
        """`x`: the other file is the one kept."""
        d = self.demande
        if d.fondu_id is not None:
            self._reprendre(replace(d, famille_id=d.fondu_id, fondu_id=d.famille_id, distinctes=(), choix={}))

    def action_reunir(self) -> None:
        """Ctrl+S: do what is shown, once it was agreed to."""
        self.faire(self._reunir())

    async def _reunir(self) -> None:
        from guichet.services.familles import fusion

        a = self.apercu
        quoi = "ces deux fiches" if a.fondu_id is None else f"le dossier {a.code_fondu} au {a.code}"
        question = f"Réunir {quoi} ? Tout y est pris. Cela se défait aujourd’hui, tant que rien n’est fait dessus."
        if restants := self._restants():
            # Nobody chose: what is kept is said before it is, and not only shown by a dot.
            dits = ", ".join(f"{c.libelle.lower()} « {c.valeur} »" for c in restants)
            question = f"! Pas encore choisi, ceci sera gardé : {dits}.\n\n{question}"
        if not await self.demander(ModaleConfirmer("Réunir", question, oui="réunir", non="relire")):
            return
        faite = await self.ecrire(fusion.fusionner, self.demande, vue=a.empreinte)
        self._demande = replace(self.demande, distinctes=(), choix={})
        # The two files side by side leave first: what led to them is what one comes back to.
        await self.app.pop_screen()
        await self.aller("dossier", famille_id=faite.famille_id)
        dit = f"Dossier {faite.code_fondu} réuni à celui-ci" if faite.code_fondu else "Les deux fiches sont réunies"
        self.annoncer(f"{dit} : la même touche le défait aujourd’hui.")

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self._retour())

    async def _retour(self) -> None:
        if not self.perdrait_une_saisie() or await self.confirmer_abandon():
            await self.revenir()

    def perdrait_une_saisie(self) -> bool:
        """Whether something was chosen that leaving now would forget."""
        return self._demande is not None and bool(self.demande.choix or self.demande.distinctes)

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        reponse = await abandonner(
            self, "Ce que vous avez choisi entre les deux fiches n’est pas enregistré. L’abandonner ?"
        )
        if reponse:
            self._demande = replace(self.demande, distinctes=(), choix={})
        return reponse

    def _bouger(self, pas: int) -> None:
        self.query_one(ListeLignes).bouger(pas)
        self.habiller()

    def action_monter(self) -> None:
        """Up."""
        self._bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self._bouger(1)

    def action_page_haut(self) -> None:
        """Page up."""
        self.query_one(ListeLignes).page(-1)
        self.habiller()

    def action_page_bas(self) -> None:
        """Page down."""
        self.query_one(ListeLignes).page(1)
        self.habiller()
