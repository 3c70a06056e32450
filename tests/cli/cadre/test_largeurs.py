"""Eighty columns: a word cut in two is read twice, aloud it is not read at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guichet.cli.cadre import sortie
from guichet.cli.cadre.largeurs import partager
from guichet.cli.cadre.sortie import Bloc, ColonneSortie

ATTENTE = [
    {
        "jour": "25/11/2026",
        "activite": "Accueil de loisirs du mercredi",
        "enfant": "LÉGER-MARTIN Maximilienne",
        "motif": "Fermé le mer. 11 nov.\u00a0: Armistice, et d’autres mots encore pour aller à la ligne.",
        "prix": "1\u202f234\u202f567",
    }
] * 2
COLONNES = [ColonneSortie("jour", "Jour", fixe=True), *(ColonneSortie(c, c.title()) for c in ATTENTE[0] if c != "jour")]


def test_aucun_mot_n_est_coupe_tant_qu_il_tient(capsys):
    sortie.liste("table", COLONNES, ATTENTE, plain=True)
    lignes = capsys.readouterr().out.splitlines()
    assert max(map(len, lignes)) <= 80
    vus = {mot for ligne in lignes for mot in ligne.split(" ")}
    for mot in ("25/11/2026", "mercredi", "LÉGER-MARTIN", "Maximilienne", "nov.\u00a0:", "1\u202f234\u202f567"):
        assert mot in vus


def test_une_fiche_garde_ses_insecables(capsys):
    """A line never begins with a colon."""
    sortie.blocs([Bloc("", paires=[("Motif", "mot " * 16 + "réserver\u00a0: avant le lundi")])], plain=True)
    assert not any(ligne.strip().startswith(":") for ligne in capsys.readouterr().out.splitlines())


@given(
    st.lists(st.lists(st.text("ab é", max_size=90), min_size=1, max_size=9), min_size=1, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_la_place_n_est_jamais_depassee_par_ce_qui_se_plie(rangees, fixes):
    nombre = min(map(len, rangees))
    titres = [("titre", fixe) for fixe in fixes[:nombre]]
    largeurs = partager(titres, [rangee[:nombre] for rangee in rangees], 60)
    assert len(largeurs) == nombre
    assert min(largeurs) >= 1
    if not any(fixe for _, fixe in titres):
        assert sum(largeurs) <= 60
