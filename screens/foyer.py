"""Second household of a child in alternate custody: which one, which share of the weeks, from which Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.widgets import Input, Static

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.dossier import Membre
from guichet.fiches.recherche import LigneFamille
from guichet.formats.mots import citer
from guichet.regles.code_famille import affiche, lectures
from guichet.regles.garde import lire_ancre, lire_rythme, semaine_ici
from guichet.textes import LIBELLES_CHAMPS
from screens import mots
from screens.champs import Champ, ChampSaisie, Section
from screens.formulaire import FormulaireBase

AUTRE = Section("Autre foyer", ())
RYTHMES = ("1/2", "2/4", "1/3", "2/3", "1/4", "3/4")
SEMAINES = 8
"""How many weeks the explanation shows: four turns of one week in two."""


class EcranFoyer(FormulaireBase):
    """The other household is found by its code or by any word; its address and debts stay its own (rule 32)."""

    famille_id: int
    _membre: Membre

    async def preparer(self, *, famille_id: int, lien_id: int) -> None:
        """Read the child's sheet."""
        from guichet.services import dossiers

        self.famille_id = famille_id
        self._membre = await self.lire(dossiers.membre, lien_id)

    @property
    def titre(self) -> str:
        """Which child."""
        return f"{mots.qui(self._membre)} · second foyer (garde alternée)"

    def sections(self) -> Sequence[Section]:
        """The other household, then the weeks."""
        jour = self.ctx.aujourdhui()
        lundi = jour - timedelta(days=jour.weekday())
        membre = self._membre
        autre = Champ(
            "autre_code",
            "Code de l’autre foyer",
            aide="Son code, ou un nom\u00a0: Entrée ou F4 le cherche. S’il n’est pas connu, créez d’abord ce foyer.",
        )
        rythme = Champ(
            "garde_rythme",
            LIBELLES_CHAMPS["garde_rythme"],
            membre.garde_rythme,
            aide="Semaines ici, sur combien\u00a0: 1/2 pour une sur deux, 2/4 pour deux ici puis deux ailleurs.",
            choix=RYTHMES,
            libre=True,
            defaut="1/2",
        )
        ancre = Champ(
            "garde_ancre",
            LIBELLES_CHAMPS["garde_ancre"],
            formats.date_num(membre.garde_ancre) if membre.garde_ancre else "",
            aide="Le lundi d’une semaine qui commence ici\u00a0: une vraie date, jamais «\u00a0semaine paire\u00a0».",
            defaut=formats.date_num(lundi),
        )
        return Section(AUTRE.titre, (autre,)), Section("Semaines dans ce foyer-ci", (rythme, ancre))

    # What is meant, said with real dates

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say again which weeks that makes."""
        super().on_input_changed(message)
        if isinstance(self.focused, ChampSaisie) and self.focused.champ.nom.startswith("garde_"):
            self.dire_aide(self.focused)

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Add the weeks of the coming months to the help of both fields."""
        aide = super().aide_de(saisie)
        if not saisie.champ.nom.startswith("garde_"):
            return aide
        valeurs = self.valeurs()
        semaines = dire_semaines(valeurs["garde_rythme"], valeurs["garde_ancre"], self.ctx.aujourdhui())
        return f"{semaines}\n{aide}" if semaines else aide

    # Finding the other household

    async def choix_de(self, champ: Champ, texte: str) -> str | None:
        """F4: households that answer to what is typed."""
        if champ.nom != "autre_code":
            return await super().choix_de(champ, texte)
        return await self._chercher_foyer(texte)

    async def _chercher_foyer(self, texte: str) -> str | None:
        """Code of the household meant, its people named beside the title; asked for when several answer."""
        from guichet.services import recherche
        from screens.modales.choisir import Choix, ModaleChoisir

        trouvees: tuple[LigneFamille, ...] = (await self.lire(recherche.chercher, texte, limite=20)).lignes
        trouvees = trouvees or await self.lire(recherche.proches, texte)
        autres = {affiche(f.code): f for f in trouvees if f.famille_id != self.famille_id}
        if not autres:
            phrase = f"Aucun autre foyer ne répond à {citer(texte)}\u00a0: vérifiez, ou créez ce foyer par F6."
            await self.montrer_erreurs({"autre_code": phrase})
            return None
        code: str | None = next(iter(autres))
        if len(autres) > 1 or not lectures(texte):
            choix = [Choix(c, f"{c}  {f.famille}", f.enfants) for c, f in autres.items()]
            code = await self.demander(ModaleChoisir("Autre foyer", choix))
        if code is not None:
            self.query_one(f"#{AUTRE.id}", Static).update(f"{AUTRE.titre} · {autres[code].famille}")
        return code

    def action_suivant(self) -> None:
        """Entrée on the household looks for it before going on."""
        saisie = self.saisie("autre_code")
        if saisie is not None and saisie.has_focus and saisie.value.strip():
            self.faire(self._resoudre(saisie))
        else:
            super().action_suivant()

    async def _resoudre(self, saisie: ChampSaisie) -> None:
        code = await self._chercher_foyer(saisie.value)
        if code is not None:
            saisie.value = code
            saisie.cursor_position = len(code)
            super().action_suivant()

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Share the child, then back to the dossier."""
        from guichet.services import familles

        await self.ecrire(
            familles.rattacher_enfant,
            lien_id=self._membre.lien_id,
            autre_code=valeurs["autre_code"],
            rythme=valeurs["garde_rythme"],
            ancre=valeurs["garde_ancre"],
        )
        await self.guichet.revenir()


def dire_semaines(rythme: str, ancre: str, jour: date) -> str:
    """« Ici : lun. 16 nov., lun. 30 nov. · Ailleurs : lun. 23 nov. », or the refusal of what was typed."""
    try:
        part = lire_rythme(rythme)
        lundi = lire_ancre(formats.lire_date(ancre))
    except SaisieInvalide as refus:
        return refus.message
    premier = jour - timedelta(days=jour.weekday())
    semaines = [premier + timedelta(weeks=n) for n in range(SEMAINES)]
    ici = [formats.jour_court(s) for s in semaines if semaine_ici(part, lundi, s)]
    ailleurs = [formats.jour_court(s) for s in semaines if not semaine_ici(part, lundi, s)]
    # No full stop: months end with one.
    return f"Ici, semaines du {', '.join(ici)}\nAilleurs\u00a0: {', '.join(ailleurs)}"
