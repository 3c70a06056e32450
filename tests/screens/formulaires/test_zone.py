"""The zone of fields alone, in an app without a base: where the focus goes, what is said under a field."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from screens.formulaires.blocs import Bloc
from screens.formulaires.champs import Champ, Section
from screens.formulaires.parcours import ZoneChamps
from screens.socle.themes import CLAIR

CHAMPS = {
    "Qui": (Champ("nom", "Nom", "Léger"), Champ("prenom", "Prénom")),
    "Où": (Champ("ville", "Ville", defaut="Clairval"), Champ("rue", "Rue")),
}


class Seule(App[None]):
    def __init__(self, *, creation: bool) -> None:
        super().__init__()
        self.register_theme(CLAIR)
        self.theme = CLAIR.name
        self.zone = ZoneChamps(creation=creation)
        self.pilote: Pilot[None]

    def compose(self) -> Iterator[Widget]:
        with self.zone:
            for titre, champs in CHAMPS.items():
                yield Bloc(Section(titre, champs))

    @property
    def ici(self) -> str:
        return self.zone.courante.champ.nom if self.zone.courante else ""


@pytest.fixture
async def app(request: pytest.FixtureRequest) -> AsyncIterator[Seule]:
    seule = Seule(creation=getattr(request, "param", True))
    async with seule.run_test() as pilote:
        seule.pilote = pilote
        seule.zone.commencer()
        await pilote.pause()
        yield seule


@pytest.mark.parametrize(("app", "ici"), [(True, "prenom"), (False, "nom")], indirect=["app"])
async def test_une_fiche_neuve_commence_a_ce_qui_manque(app: Seule, ici: str) -> None:
    """Lost otherwise: a key per field filled in already."""
    assert app.ici == ici


async def test_les_fleches_s_arretent_aux_bords_et_les_sections_au_champ_qui_attend(app: Seule) -> None:
    for aller, pas, ici in (
        (app.zone.bouger, -5, "nom"),
        (app.zone.changer_de_section, -1, "nom"),
        (app.zone.changer_de_section, 1, "rue"),
        (app.zone.changer_de_section, 1, "rue"),
        (app.zone.bouger, 5, "rue"),
        (app.zone.bouger, -1, "ville"),
    ):
        aller(pas)
        await app.pilote.pause()
        assert app.ici == ici
    dernier = app.zone.saisie("rue")
    assert dernier is not None
    assert not app.zone.suivre(dernier)


async def test_une_faute_se_dit_sous_son_champ_puis_s_oublie(app: Seule) -> None:
    premier = await app.zone.noter_fautes({"rue": "Trop long.", "prenom": "Manque.", "inconnu": "Rien."})
    assert premier is app.zone.saisie("prenom")
    assert len(app.query(".note")) == 2
    await app.zone.oublier_fautes()
    assert len(app.query(".note")) == 0


async def test_ce_qu_un_autre_a_ecrit_n_ecrase_pas_ce_qui_est_tape(app: Seule) -> None:
    """Lost otherwise: what one agent typed, or what the other wrote."""
    prenom, nom = app.zone.saisie("prenom"), app.zone.saisie("nom")
    assert prenom is not None
    assert nom is not None
    prenom.value = "Sophie"
    dispute = await app.zone.rapprocher(
        {"nom": "Léger", "prenom": ""}, {"nom": "Leger", "prenom": "Sofia", "inconnu": "x"}
    )
    assert dispute is prenom
    assert (nom.value, prenom.value) == ("Leger", "Sophie")
    [note] = app.query(".note").results(Static)
    assert "Sofia" in str(note.render())
