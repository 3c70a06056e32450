"""The list on the wall: a child missing from it is looked for nowhere, a diet missing from it is served."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.editions.listes.affiches import Cadre, tableau_attente, tableau_presences, tableau_repas
from guichet.editions.socle.tableau import Tableau, pdf_tableau, texte_tableau
from guichet.fiches.listes.releves import LignePresence
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.formats import PARIS
from guichet.regles.listes.repas import compter

LUNDI = date(2026, 11, 16)
CADRE = Cadre(
    "Clairval-sur-Seine", {"sablons": "Annexe des Sablons"}, LUNDI, LUNDI, datetime(2026, 11, 16, 14, 7, tzinfo=PARIS)
)
SEMAINE = replace(CADRE, au=date(2026, 11, 20), formation=True)
LEA = LignePresence(
    LUNDI, "sablons", "Restauration scolaire", "Élémentaire", "Repas", "R", "20421", 1, "LÉGER-MARTIN Léa", "CE1",
    "Molière", "reservee", pai=True, regimes="sans porc", famille_id=7, groupe_id=3,
)  # fmt: skip
NOMS = ("ABADIE Hugo", "[/b] #panic()", "NGUYỄN Văn An", "W" * 70, *(f"ENFANT Numéro{i}" for i in range(60)))


def ecole() -> list[LignePresence]:
    """A week of a crowded canteen with three units a day."""
    return [
        replace(
            LEA, jour=LUNDI + timedelta(days=jour), unite=unite, lettre=unite[0], personne_id=10 + i, enfant=nom,
            pai=i % 7 == 0, regimes="sans porc, sans gluten" if i % 5 == 0 else "",
            etat=("reservee", "presente", "absence_justifiee", "absence_injustifiee")[i * jour % 4],
        )
        for jour in range(5) for unite in ("Matin", "Repas", "Soir") for i, nom in enumerate(NOMS)
    ]  # fmt: skip


def test_une_journee_se_lit() -> None:
    """Who, with what to know; the sign of a PAI, never its substance."""
    absente = replace(LEA, personne_id=2, enfant="LÉGER-MARTIN Tom", pai=False, regimes="", etat="absence_justifiee")
    texte = texte_tableau(tableau_presences(CADRE, [LEA, absente]))
    assert "Annexe des Sablons — Restauration scolaire, Élémentaire" in texte
    lignes = [ligne.split() for ligne in texte.splitlines()]
    assert ["LÉGER-MARTIN", "Léa", "CE1", "PAI,", "sans", "porc", "□"] in lignes
    assert ["LÉGER-MARTIN", "Tom", "CE1", "A"] in lignes
    assert ["Attendus", "1"] in lignes  # An absence told ahead is not waited for.


def test_les_noms_se_cherchent_sans_accent() -> None:
    """Lost otherwise: « LÉGER » after « ZIDANE », where nobody looks for it."""
    noms = ("ZIDANE Inès", "LÉGER Léa", "LEBLANC Mia", "LOPES Lise")
    lignes = [replace(LEA, personne_id=i, enfant=nom) for i, nom in enumerate(noms)]
    dans_l_ordre = ["LEBLANC Mia", "LÉGER Léa", "LOPES Lise", "ZIDANE Inès"]
    assert [r[0] for r in tableau_presences(CADRE, lignes).sections[0].rangees] == dans_l_ordre
    assert [c.enfant for c in compter(lignes)[0].convives] == dans_l_ordre


def test_chaque_groupe_a_sa_page() -> None:
    """Rows come by day: the same group of two days is one table, and two groups are two."""
    lignes = [LEA, replace(LEA, groupe="Maternelle"), replace(LEA, jour=date(2026, 11, 17))]
    assert [s.titre.rsplit(", ", 1)[1] for s in tableau_presences(SEMAINE, lignes).sections] == [
        "Maternelle",
        "Élémentaire",
    ]


@pytest.mark.parametrize("quoi", ["presences", "repas", "detail", "attente", "vide"])
def test_la_page_se_compose(quoi: str) -> None:
    """Several pages, odd names, training mark: still a PDF/UA page, the same bytes twice, and a plain text."""
    tableau = {
        "presences": lambda: tableau_presences(SEMAINE, ecole()),
        "repas": lambda: tableau_repas(SEMAINE, compter(ecole())),
        "detail": lambda: tableau_repas(CADRE, compter([LEA], {1: "arachide"}), detail=True),
        "attente": lambda: tableau_attente(SEMAINE, ATTENTE),
        "vide": lambda: tableau_presences(CADRE, []),
    }[quoi]()
    assert pdf_tableau(tableau) == pdf_tableau(tableau)
    assert pdf_tableau(tableau).startswith(b"%PDF")
    texte = texte_tableau(tableau)
    assert (tableau.vide in texte) == (quoi == "vide")
    assert all(len(ligne) <= 100 for ligne in texte.splitlines())
    if quoi == "presences":
        assert "#panic()" in texte
        assert "FORMATION" in texte


def test_un_enfant_de_deux_regimes_est_compte_dans_chacun() -> None:
    """Lost otherwise: « 3 sans porc » on the order, and the fourth under « sans porc, sans œuf »."""
    enfants = ("sans porc", "sans œuf, sans porc", "Sans porc; sans oeuf", "végétarien", "")
    lignes = [replace(LEA, personne_id=i, enfant=str(i), pai=False, regimes=r) for i, r in enumerate(enfants)]
    (repas,) = compter(lignes)
    assert dict(repas.par_regime) == {"sans porc": 3, "sans œuf": 2, "végétarien": 1}
    assert (repas.total, repas.ordinaires, repas.plusieurs, len(repas.convives)) == (5, 1, 2, 4)
    texte = " ".join(texte_tableau(tableau_repas(CADRE, [repas])).replace("\xa0", " ").split())
    assert "dont 2 à plusieurs régimes" in texte


def test_les_repas_se_comptent() -> None:
    """The cook reads totals; who is in two counts is said."""
    (repas,) = compter(
        [
            LEA,
            replace(LEA, personne_id=2, enfant="B", pai=False, regimes="sans porc"),
            replace(LEA, personne_id=3, enfant="C", pai=False, regimes=""),
        ]
    )
    assert (repas.total, repas.ordinaires, repas.pai, repas.par_regime) == (3, 1, 1, (("sans porc", 2),))
    assert [(c.enfant, c.pai_detail) for c in repas.convives] == [("B", ""), ("LÉGER-MARTIN Léa", "")]
    # 1 + 2 + 1 are not 3 meals: who is in two counts is said.
    assert repas.ordinaires + sum(n for _, n in repas.par_regime) + repas.pai - repas.pai_et_regime == repas.total
    texte = texte_tableau(tableau_repas(CADRE, [repas]))
    assert "2 sans porc" in texte
    assert "dont 1 avec régime" in " ".join(texte.replace("\xa0", " ").split())


def test_le_detail_d_un_pai_ne_s_affiche_pas() -> None:
    """The sheet with the substance says not to hang it (rule 31)."""
    detail = texte_tableau(tableau_repas(CADRE, compter([LEA], {1: "arachide"}), detail=True))
    assert "arachide" in detail and "Ne pas afficher" in detail
    assert "arachide" not in texte_tableau(tableau_repas(CADRE, compter([LEA], {1: "arachide"})))


ATTENTE = [
    LigneAttente(1, LUNDI, "sablons", "Mercredi", "Petits", "Matin", 1, "20421", "LÉGER-MARTIN Léa",
                 datetime(2026, 11, 2, 9, tzinfo=UTC), 0, proposee=True),
    LigneAttente(2, LUNDI, "sablons", "Mercredi", "Petits", "Matin", 0, "20988", "HUGO Noé",
                 datetime(2026, 11, 3, 9, tzinfo=UTC), 0, proposee=False, manquantes=("vaccinations",)),
]  # fmt: skip


def test_l_attente_dit_son_ordre() -> None:
    tableau: Tableau = tableau_attente(CADRE, ATTENTE)
    assert [r[1] for r in tableau.sections[0].rangees] == ["1", "incomplète"]
    assert tableau.sections[0].rangees[0][5:] == ("lun. 2 nov. 10:00", "place proposée")  # In the town's time.
    assert tableau.sections[0].rangees[1][6] == "il manque vaccinations"
