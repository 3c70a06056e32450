"""Every screen and every dialog opened on the demonstration town at 80×24, and looked at (tests/screens/regard.py)."""

from __future__ import annotations

import pkgutil
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.screen import Screen

import screens
from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.impression import ImprimanteMemoire
from guichet.services.socle.demonstration import preparer
from screens.socle.ecran import DialogueBase, EcranBase
from screens.widgets.lignes import ListeLignes
from tests.bases import DEPART, Horloge
from tests.screens.outils import Poste
from tests.screens.regard import reproches

FAMILLE, SEPAREE = "20421<Entrée>", "20009<Entrée>"
PLANNING = f"{SEPAREE}r<F3>{FAMILLE}r"
"""Its cursor on this week: screens kept from one family to the next stay where they were."""
SOSIE = "20009"
"""Another family of the town, for what two files would say beside one another."""
AILLEURS = {"EcranRapprochements"}
"""Asks for a file: looked at in tests/screens/familles/test_rapprochements.py."""

CHEMINS: dict[str, tuple[str, ...]] = {
    "EcranRecherche": ("", "leger", "leger<Bas><Bas>", "nouvelle"),
    "EcranDossier": (FAMILLE, SEPAREE),
    "EcranHistorique": (f"{SEPAREE}h", f"{FAMILLE}h"),
    "EcranIdentifiants": (f"{FAMILLE}g", f"{SEPAREE}g"),
    "EcranReservations": (f"{FAMILLE}r", f"{FAMILLE}re", f"{SEPAREE}r", f"{PLANNING}<Bas><Bas><Bas> "),
    "EcranInscriptions": (f"{FAMILLE}rl",),
    "EcranDoublons": ("<Ctrl+E>d",),
    "EcranFusion": (f"{FAMILLE}m1{{sosie}}<Entrée>", f"{FAMILLE}m1{{sosie}}<Entrée><Bas><Bas><Bas>"),
    "EcranNouvelleFamille": ("durand<F6>",),
    "EcranMembre": (f"{FAMILLE}<F2>", f"{FAMILLE}<Bas><Bas><F2>", f"{FAMILLE}<F6>3"),
    "EcranAdresse": (f"{FAMILLE}<Bas><Bas><Bas><Bas><Bas><Bas><Bas><F2>",),
    "EcranDemenagement": (f"{FAMILLE}d",),
    "EcranFoyer": (f"{FAMILLE}<Bas><Bas>c", f"{SEPAREE}<Bas>c<F2>"),
    "EcranGarde": (f"{SEPAREE}<Bas>c",),
    "EcranException": (f"{SEPAREE}<Bas>c<F6>",),
    "EcranCalendrier": ("<Ctrl+K>", "<Ctrl+K><Bas><Bas><Bas>"),
    "EcranPeriode": ("<Ctrl+K><F6>",),
    "EcranListes": ("<Ctrl+D>", "<Ctrl+D>t", "<Ctrl+D>s", "<Ctrl+D>r", "<Ctrl+D>a<F8>"),
    "EcranTaches": ("<Ctrl+E>",),
    "EcranConnexion": (),
    "ModaleAide": ("<F1>", f"{FAMILLE}r<F1>"),
    "ModalePalette": ("<Ctrl+P>", f"{FAMILLE}r<Ctrl+P>"),
    "ModaleVerrou": ("<Ctrl+L>",),
    "ModaleTable": ("<F4>", f"{FAMILLE}g!"),
    "ModaleAlertes": (f"{FAMILLE}!", f"{SEPAREE}!"),
    "ModaleRepose": (f"{FAMILLE}<Suppr>1",),
    "ModaleChoisir": (
        f"{FAMILLE}<Suppr>",
        f"{FAMILLE}i",
        f"{FAMILLE}gg",
        f"{FAMILLE}gb",
        f"{FAMILLE}go",
        f"{FAMILLE}gs",
        f"{FAMILLE}ri",
    ),
    "ModaleCocher": (f"{FAMILLE}<Bas><Bas><F2>" + "<Bas>" * 6 + "<F4>",),
    "ModaleConfirmer": ("durand<F6>claire<F3>", f"{FAMILLE}gx"),
    "ModaleMessage": (f"{FAMILLE}r!", f"{FAMILLE}gb3", f"{FAMILLE}g<Bas>s"),
    "ModaleDemander": (f"{PLANNING}<Droite><Bas><Bas>a", f"{FAMILLE}gl", f"{FAMILLE}ri1", "<Ctrl+D>g", "<Ctrl+K>i"),
    "ModaleAbsence": (f"{PLANNING}<Droite><Bas><Bas>a<Entrée><Entrée><Entrée>",),
    "ModaleApercu": (f"{PLANNING}<Droite><Droite><Bas><Bas><Bas> <Ctrl+S>",),
    "ModaleRythme": (f"{PLANNING}r", f"{PLANNING}rcan lu je 1/2", f"{PLANNING}rcan tous les trente-et-un"),
    "ModaleTouchees": ("<Ctrl+K><Droite><Entrée>",),
    "ModaleDoublons": ("leger-martin<F6>sophie<Entrée>0612345678<Ctrl+S>",),
    "ModaleFautes": ("<Ctrl+K>i{fautes}<Entrée>",),
    "ModaleSecrets": (f"{FAMILLE}g<Bas>t1", f"{FAMILLE}g<Haut>g1"),
}
"""Keys from the search box to each; log-in is met before any key."""

FORME_FAUSSE = "nature;du;au;libelle;site;activite\n" + "vacances;31/02/2027;05/03/2027;vacances d’hiver;;\n" * 3


def classes() -> set[str]:
    """Every screen and dialog there is, but those only made to be told apart."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    toutes = {c for racine in (EcranBase, DialogueBase) for c in _sous_classes(racine)}
    return {c.__name__ for c in toutes if not c.__subclasses__()}


def _sous_classes(classe: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for sous in classe.__subclasses__():
        if sous.__module__.startswith("screens."):
            yield sous
            yield from _sous_classes(sous)


def test_chaque_ecran_a_son_chemin() -> None:
    """Lost otherwise: a new screen that nobody looks at where the counter is 80 columns wide."""
    assert set(CHEMINS) | AILLEURS == classes()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fichier = tmp_path_factory.mktemp("ecrans") / "demo.db"
    preparer(Adresse(fichier), familles=24, maintenant=DEPART)
    return fichier


@pytest.fixture
def base(demo: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo.parent, tmp_path / "demo")
    (tmp_path / "fautes.csv").write_text(FORME_FAUSSE, encoding="utf-8")
    return tmp_path / "demo" / demo.name


@asynccontextmanager
async def guichet(base: Path, agent: str | None, taille: tuple[int, int] = (80, 24)) -> AsyncIterator[Poste]:
    """A counter that says nothing over its screens; its keys lie beside the base."""
    app = GuichetApp(Adresse(base), agent=agent, poste="poste 1", horloge=Horloge(), imprimante=ImprimanteMemoire())
    async with app.run_test(size=taille) as pilote:
        poste = Poste(app, pilote, ImprimanteMemoire())
        await poste.attendre(lambda: app.pret or poste.nom == "EcranConnexion")
        await poste.calme()
        yield poste


async def revenir(poste: Poste) -> None:
    """Back to an empty search box, whatever stands before it; nothing asked on the way is agreed to but losing."""
    while poste.nom != "EcranRecherche":
        perdre = (
            "o"
            if poste.nom == "ModaleConfirmer" and (poste.voit("Abandonner") or poste.voit("Terminer"))
            else "<Échap>"
        )
        await poste.taper(
            "<Entrée>" if poste.nom == "ModaleVerrou" else perdre if poste.app.screen.is_modal else "<F3>"
        )
    await poste.taper("<Échap>")


async def test_rien_n_est_coupe_et_nulle_ligne_ne_commence_par_un_signe(base: Path) -> None:
    """At 80×24 what is painted can be read: footer, edges of dialogs, sentences, the chosen row of a list."""
    vus: list[str] = []
    async with guichet(base, "demo") as poste:
        for nom, chemins in CHEMINS.items():
            for chemin in chemins:
                await poste.taper(chemin.format(fautes=base.parent.parent / "fautes.csv", sosie=SOSIE))
                assert poste.nom == nom, f"{chemin} leads elsewhere:\n{poste.ecran}"
                vus += [f"{nom} ({chemin}) : {quoi}" for quoi in reproches(poste.app)]
                await revenir(poste)
    assert not vus, "\n".join(vus)


async def test_nulle_liste_ne_coupe_ce_qui_aurait_la_place(base: Path) -> None:
    """Lost otherwise: half a name, and sixty blank columns beside it."""
    coupees: list[str] = []
    async with guichet(base, "demo", (120, 36)) as poste:
        for chemin in ("leger", "diallo", f"{FAMILLE}h", f"{FAMILLE}rl", "<Ctrl+E>", "<Ctrl+E>d", "<Ctrl+P>"):
            await poste.taper(chemin)
            for liste in poste.app.screen.query(ListeLignes):
                places = liste._largeurs()
                besoins = [max(map(cell_len, textes)) for textes in zip(*liste._lignes, strict=False)]
                libre = sum(max(0, p - b) for p, b in zip(places, besoins, strict=False))
                if libre and any(b > p for p, b in zip(places, besoins, strict=False)):
                    coupees.append(f"{chemin} : {besoins} in {places}")
            await revenir(poste)
    assert not coupees, "\n".join(coupees)


async def test_la_connexion_se_lit(base: Path) -> None:
    async with guichet(base, None) as poste:
        assert poste.nom == "EcranConnexion"
        assert reproches(poste.app) == []
