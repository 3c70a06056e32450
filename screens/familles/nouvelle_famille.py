"""F6 from the search: a whole household on one form, in the order a parent tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.widgets import Input

from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.formats import nettoyer
from guichet.regles.socle.domaine import EnvoiFactures
from guichet.textes import LIBELLES_CHAMPS
from screens.familles import lieux, personnes
from screens.familles.ressemblances import Ressemblances
from screens.formulaires.champs import Champ, ChampSaisie, Section
from screens.formulaires.formulaire import FormulaireBase
from screens.recherche.premiers_champs import depuis_recherche

ADULTE = ("nom", "prenom", "mobile", "courriel", "qualite", "naissance", "civilite", "fixe", "autorite_parentale")
ENFANT = ("nom", "prenom", "naissance", "ecole", "classe", "civilite", "regimes", "pai")
"""Only what a first visit needs, what is always asked first; the rest has its place on each sheet (F2)."""

ENFANTS_MAX = 12

ENVOIS = {"papier": EnvoiFactures.PAPIER.value, "électronique": EnvoiFactures.ELECTRONIQUE.value}


class EcranNouvelleFamille(FormulaireBase):
    """Two adults, children (F6 adds one), address, invoices; near-duplicates are offered before anything is created."""

    AVEC_DEFAUT_DU_NOM: ClassVar[str] = "responsable1.nom"
    COTE_A_COTE = True

    def __init__(self) -> None:
        super().__init__()
        self._texte = ""
        self._enfants = 1
        self._ressemblances = Ressemblances(self, lambda: [m for _, m in self._membres(self.valeurs())])

    @property
    def titre(self) -> str:
        """What is being filled in."""
        return "Nouvelle famille"

    async def preparer(self, *, texte: str = "") -> None:
        """Take what was looked for in vain."""
        self._texte = nettoyer(texte)

    def absentes(self) -> frozenset[str]:
        """F6 adds a child here."""
        return frozenset()

    # Fields

    def sections(self) -> Sequence[Section]:
        """The whole household."""
        commune = self.ctx.commune
        connus = depuis_recherche(self._texte)
        nom = connus.get("nom", "")
        un = tuple(self._champ("responsable1", n, valeur=connus.get(n, "")) for n in ADULTE)
        deux = tuple(self._champ("responsable2", n, defaut=nom if n == "nom" else "") for n in ADULTE)
        ville = commune.villes[0] if commune.villes else ""
        adresse = (
            Champ("adresse", LIBELLES_CHAMPS["adresse"], aide="Numéro et voie."),
            Champ("complement", LIBELLES_CHAMPS["complement"], aide="Bâtiment, appartement, chez…"),
            Champ("code_postal", LIBELLES_CHAMPS["code_postal"], defaut=commune.code_postal),
            Champ("ville", LIBELLES_CHAMPS["ville"], choix=commune.villes, libre=True, defaut=ville),
        )
        aide = "Électronique : un responsable au moins a un courriel."
        envoi = Champ("envoi_factures", "Envoi", aide=aide, choix=tuple(ENVOIS), defaut="papier")
        return (
            Section("Responsable 1", un),
            Section("Responsable 2 (facultatif)", deux),
            self._section_enfant(1, nom),
            Section("Adresse", adresse),
            Section("Factures", (envoi,)),
        )

    def _champ(self, place: str, nom: str, *, valeur: str = "", defaut: str = "") -> Champ:
        role = place.rstrip("0123456789")
        if nom == "autorite_parentale":
            defaut = "oui"
        elif nom == "pai":
            defaut = "non"
        return personnes.champ(self.ctx, role, nom, prefixe=f"{place}.", valeur=valeur, defaut=defaut)

    def _section_enfant(self, rang: int, nom: str) -> Section:
        champs = tuple(self._champ(f"enfant{rang}", n, defaut=nom if n == "nom" else "") for n in ENFANT)
        return Section(f"Enfant {rang}", champs)

    def on_input_changed(self, message: Input.Changed) -> None:
        """The first adult's name is proposed to everybody who has not been given another."""
        super().on_input_changed(message)
        if message.input.id == Champ(self.AVEC_DEFAUT_DU_NOM, "").id:
            for saisie in self.saisies():
                if saisie.champ.nom.endswith(".nom") and saisie is not message.input:
                    saisie.placeholder = message.value.strip()

    def avis(self, nom: str, valeur: str) -> str:
        """Mail domains and ages worth a second look."""
        place, _, champ = nom.rpartition(".")
        return personnes.avis(self.ctx, place.rstrip("0123456789"), champ, valeur)

    def doute(self, nom: str, valeur: str) -> str:
        """A name with digits, an age nobody has, a school the town has not, a post code that is another's."""
        place, _, champ = nom.rpartition(".")
        if not place:
            return lieux.doute(self.ctx, champ, self.valeurs())
        return personnes.doute(self.ctx, place.rstrip("0123456789"), champ, valeur)

    def quitte(self, saisie: ChampSaisie) -> None:
        """Whoever looks like these people is told while they are being typed."""
        self._ressemblances.suivre(saisie)
        place, _, champ = saisie.champ.nom.rpartition(".")
        if champ in {"naissance", "ecole"}:
            self._proposer_classe(f"{place}.")

    def _proposer_classe(self, place: str) -> None:
        classe, ecole, naissance = (self.saisie(place + n) for n in ("classe", "ecole", "naissance"))
        if classe is not None and ecole is not None and naissance is not None:
            classe.placeholder = personnes.proposer_classe(self.ctx, naissance.retenue, ecole.retenue)

    @property
    def a_cote(self) -> str:
        """Who looks like them."""
        return self._ressemblances.en_lignes if self.has_class("deux") else self._ressemblances.a_cote

    def action_ajouter(self) -> None:
        """F6: one more child."""
        if self._enfants < ENFANTS_MAX:
            self.faire(self._ajouter_enfant())

    async def _ajouter_enfant(self) -> None:
        self._enfants += 1
        nom = self.valeurs()[self.AVEC_DEFAUT_DU_NOM].strip()
        section = self._section_enfant(self._enfants, nom)
        await self.query_one("#champs").mount(self.bloc(section), before="#section-adresse")
        self.viser(self.saisie(f"enfant{self._enfants}.prenom"))

    # Creating

    def _membres(self, valeurs: Mapping[str, str]) -> list[tuple[str, SaisieMembre]]:
        """The people really typed, each with its place on the form; the first adult is always there."""
        tapees = {s.champ.nom: s.value for s in self.saisies()}
        adultes = [(f"responsable{i}", "responsable", ADULTE) for i in (1, 2)]
        enfants = [(f"enfant{i}", "enfant", ENFANT) for i in range(1, self._enfants + 1)]
        return [
            (place, personnes.saisie(role, valeurs, f"{place}."))
            for place, role, noms in (*adultes, *enfants)
            if place == "responsable1" or not personnes.vide(tapees, f"{place}.", noms)
        ]

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Create, unless the family is known: then open it, create all the same, or come back here."""
        from guichet.services import familles

        membres = self._membres(valeurs)
        saisie = SaisieFamille(
            **{n: valeurs[n] for n in ("adresse", "complement", "code_postal", "ville")},
            envoi_factures=ENVOIS[valeurs["envoi_factures"]],
            membres=tuple(m for _, m in membres),
        )
        try:
            code: str = await self.ecrire(familles.creer, saisie)
        except DoublonsPossibles as refus:
            choix = await self._choisir_doublon(refus.doublons)
            if isinstance(choix, Doublon):
                # What was typed may be what the file lacks: the form stays under it, Échap comes back to it.
                await self.aller("dossier", famille_id=choix.famille_id)
                return
            if choix is not True:
                return
            code = await self.ecrire(familles.creer, saisie, malgre_doublons=True)
        except SaisiesInvalides as refus:
            raise SaisiesInvalides(_replacer(refus.erreurs, [place for place, _ in membres])) from refus
        await self._ouvrir(code)

    async def _choisir_doublon(self, doublons: Sequence[Doublon]) -> Doublon | bool | None:
        from screens.modales.doublons import ModaleDoublons

        question = "Des personnes déjà connues ressemblent à celles que vous venez de taper. Est-ce cette famille ?"
        return await self.demander(ModaleDoublons(doublons, question=question, creer="créer quand même"))

    async def _ouvrir(self, code: str) -> None:
        from guichet.services.dossier import dossiers

        famille_id = (await self.lire(dossiers.lire, code)).famille.famille_id
        # The form leaves first: Échap from the new dossier goes to the search, not to a form already saved.
        await self.app.pop_screen()
        await self.aller("dossier", famille_id=famille_id)


def _replacer(erreurs: Mapping[str, str], places: Sequence[str]) -> dict[str, str]:
    """Name errors after the places of the form: the service numbers only the people it was given."""
    par_rang: dict[str, str] = {}
    rangs: dict[str, int] = {}
    for place in places:
        role = place.rstrip("0123456789")
        rangs[role] = rangs.get(role, 0) + 1
        par_rang[f"{role}{rangs[role]}"] = place
    return {
        f"{par_rang.get(membre, membre)}.{champ}" if membre else champ: phrase
        for nom, phrase in erreurs.items()
        for membre, _, champ in [nom.rpartition(".")]
    }
