"""Writing a form alone, in an app without a base: what is refused, where it is said, what stays typed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import pytest

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.erreurs.socle import ErreurMetier
from guichet.fiches.familles.refus import FicheModifiee
from screens.formulaires.champs import OUI_NON, Champ, ChampSaisie
from screens.formulaires.validation import Validation
from screens.modales.message import ModaleMessage
from tests.screens.formulaires.test_zone import Seule
from tests.screens.poste_essai import PosteEssai


class Tenue(Seule):
    """A form whose service answers what a test says."""

    def __init__(self) -> None:
        super().__init__(creation=False)
        self.depart = {"nom": "Léger", "prenom": "", "ville": "", "rue": ""}
        self.poste = PosteEssai(None, *[None] * 3)
        self.ecrits: list[Mapping[str, str]] = []
        self.refus: ErreurMetier | None = None
        self.validation = Validation(self.poste, lambda: self.zone, self.depart, self.enregistrer)

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        self.ecrits.append(valeurs)
        if self.refus is not None:
            raise self.refus

    async def tenter(self, refus: ErreurMetier | None = None) -> bool:
        self.refus = refus
        assert self.validation.prendre()
        ecrit = await self.validation.tenter()
        await self.pilote.pause()
        return ecrit

    def champ(self, nom: str) -> ChampSaisie:
        saisie = self.zone.saisie(nom)
        assert saisie is not None
        return saisie

    def notes(self) -> list[str]:
        return [str(n.render()) for n in self.query(".note")]

    def dits(self) -> list[str]:
        return [str(m._texte) for m in self.poste.demandees if isinstance(m, ModaleMessage)]


@pytest.fixture
async def app() -> AsyncIterator[Tenue]:
    tenue = Tenue()
    async with tenue.run_test() as pilote:
        tenue.pilote = pilote
        yield tenue


async def test_ce_qui_compte_est_ecrit_une_fois(app: Tenue) -> None:
    """A second press while writing begins nothing; what stands dim counts."""
    assert app.validation.prendre()
    assert not app.validation.prendre()
    assert await app.validation.tenter()
    assert app.ecrits == [{"nom": "Léger", "prenom": "", "ville": "Clairval", "rue": ""}]
    assert app.validation.prendre(), "free again"


async def test_une_liste_fermee_se_juge_avant_d_ecrire(app: Tenue) -> None:
    app.champ("prenom").champ = Champ("prenom", "Payeur", choix=OUI_NON)
    app.champ("prenom").value = "peut-être"
    assert not await app.tenter()
    assert app.ecrits == []
    assert app.notes() == ["× Payeur : répondez par oui ou par non."]
    assert app.ici == "prenom"
    app.champ("prenom").value = "o"
    assert await app.tenter()
    assert (app.notes(), app.ecrits[0]["prenom"]) == ([], "oui")


async def test_un_refus_va_au_champ_qu_il_nomme(app: Tenue) -> None:
    """Named by one sentence or by several; what no field carries is said apart, and the form stays free."""
    assert not await app.tenter(SaisieInvalide("Rue inconnue.", champ="rue"))
    assert (app.notes(), app.ici) == (["× Rue inconnue."], "rue")
    assert not await app.tenter(SaisiesInvalides({"prenom": "Manque.", "ailleurs": "Rien ne va."}))
    assert (app.notes(), app.ici, app.dits()) == (["× Manque."], "prenom", ["Rien ne va."])


async def test_un_refus_sans_champ_remonte_et_laisse_recommencer(app: Tenue) -> None:
    with pytest.raises(SaisieInvalide, match="Base fermée"):
        await app.tenter(SaisieInvalide("Base fermée.", champ="ailleurs"))
    assert await app.tenter()


async def test_un_autre_agent_a_ecrit_entre_temps(app: Tenue) -> None:
    """What is typed stays, and the next attempt compares with the sheet as it is now."""
    app.champ("prenom").value = "Sophie"
    changements = (("prenom", "prénom", "Sofia"), ("rue", "rue", "rue Basse"), ("ailleurs", "ailleurs", "x"))
    assert not await app.tenter(FicheModifiee(changements))
    assert len(app.dits()) == 1
    assert (app.champ("prenom").value, app.champ("rue").value, app.ici) == ("Sophie", "rue Basse", "prenom")
    assert app.depart == {"nom": "Léger", "prenom": "Sofia", "ville": "", "rue": "rue Basse"}
