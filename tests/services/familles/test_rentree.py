"""The file of September: children change school by hundreds, and their meals go along, in one write."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.familles.imports import Gravite, RapportImport
from guichet.fiches.socle.repose import Sort
from guichet.services.familles.importation import importer_familles
from tests.bases import Horloge
from tests.services.ecoles import HUGO, LUNDI, MARDI, MOLIERE, Ecoles, ouvrir, reservations, reserver
from tests.services.fichiers_familles import photo, simule
from tests.services.guichet_identifiants import colonne

CAS = Path(__file__).parents[4] / "shared" / "cas" / "08-rentree.csv"
TITRES = "code_famille;role;civilite;nom;prenom;naissance;ecole;classe"


def fichier(dossier: Path, ctx: Contexte, ecoles: dict[int, str], classe: str = "CE2") -> Path:
    """Each child in a school, as the town writes it."""
    chemin = dossier / "rentree.csv"
    lignes = [
        f"{code};enfant;;{nom};{prenom};{naissance:%d/%m/%Y};{ecoles[p]};{classe}"
        for p, code, nom, prenom, naissance in colonne(
            ctx,
            "SELECT p.id, f.code, p.nom, p.prenom, p.naissance FROM personne p JOIN lien l ON l.personne_id = p.id "
            "JOIN famille f ON f.id = l.famille_id WHERE l.role = 'enfant' ORDER BY f.code, p.id",
        )
        if p in ecoles
    ]
    chemin.write_text("\r\n".join([TITRES, *lignes, ""]), encoding="utf-8")
    return chemin


def de_l_an_dernier(ctx: Contexte) -> None:
    """Registered in June for the year, at the schools of the year before."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE scolarite SET annee = 2025")


def ecoles_dites(ctx: Contexte, personne_id: int) -> list[tuple[int, str, str]]:
    return colonne(
        ctx, "SELECT annee, ecole, classe FROM scolarite WHERE personne_id = :p ORDER BY annee", p=personne_id
    )


def notes(rapport: RapportImport) -> list[tuple[Gravite, str]]:
    return [(a.gravite, a.motif) for a in rapport.anomalies if a.colonne == "ecole"]


@pytest.mark.parametrize("neuve", [True, False])
def test_sans_consigne_l_ecole_attend_et_se_dit(ctx: Contexte, tmp_path: Path, neuve: bool) -> None:
    """Lost otherwise: a file that moves Léa to Molière, and a canteen that cooks for her at Victor-Hugo till July."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    if neuve:
        de_l_an_dernier(ctx)
    avant = ecoles_dites(ctx, e.v.lea)
    rapport = importer_familles(ctx, fichier(tmp_path, ctx, {e.v.lea: MOLIERE}))
    gravites = {gravite for gravite, _ in notes(rapport)}
    assert gravites == {Gravite.DIFFERENCE}
    if neuve:
        [(_, motif)] = notes(rapport)
        assert "Restauration, inscription à Victor-Hugo, 2 réservations à partir du 16 nov." in motif
        assert "--ecoles deplacer" in rapport.anomalies[0].remede
    assert ecoles_dites(ctx, e.v.lea) == avant
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee")] * 2
    assert (rapport.completees, rapport.inchangees) == (0, 1)


def test_sans_reservation_l_ecole_de_l_annee_s_ecrit(ctx: Contexte, tmp_path: Path) -> None:
    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription")
    de_l_an_dernier(ctx)
    rapport = importer_familles(ctx, fichier(tmp_path, ctx, {e.v.lea: MOLIERE}))
    assert ecoles_dites(ctx, e.v.lea) == [(2025, HUGO, "CE1"), (2026, MOLIERE, "CE2")]
    assert (rapport.completees, notes(rapport)) == (1, [])


@pytest.mark.parametrize("neuve", [True, False])
@pytest.mark.parametrize(
    ("sort", "ecole", "etat"),
    [(Sort.DEPLACER, MOLIERE, "reservee"), (Sort.ANNULER, HUGO, "annulee"), (Sort.GARDER, HUGO, "reservee")],
)
def test_la_consigne_choisie_s_applique_et_se_rapporte(
    ctx: Contexte, tmp_path: Path, neuve: bool, sort: Sort, ecole: str, etat: str
) -> None:
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    if neuve:
        de_l_an_dernier(ctx)
    source = fichier(tmp_path, ctx, {e.v.lea: MOLIERE})
    avant = photo(ctx)
    essai = importer_familles(simule(ctx), source, ecoles=sort)
    assert photo(ctx) == avant
    rapport = importer_familles(ctx, source, ecoles=sort)
    assert notes(rapport) == notes(essai)
    assert reservations(ctx, e.v.lea) == [(ecole, etat)] * 2
    assert ecoles_dites(ctx, e.v.lea)[-1] == (2026, MOLIERE, "CE2")
    if sort is Sort.GARDER:
        assert notes(rapport) == []
    else:
        [(gravite, motif)] = notes(rapport)
        assert gravite is Gravite.SIGNALEE
        fait = "passe à Molière : 2 places là-bas"
        if sort is Sort.ANNULER:
            fait = "l’inscription prend fin, 2 annulées sans frais"
        assert motif.replace("\u00a0", " ") == f"Restauration, inscription à Victor-Hugo : {fait}."
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'import.familles'")
    assert json.loads(contenu)["ecoles"] == sort.value
    # The same file again changes nothing more.
    encore = importer_familles(ctx, source, ecoles=sort)
    assert (encore.completees, encore.inchangees, notes(encore)) == (0, 1, [])


def test_deux_ecoles_pleines_echangent_leurs_enfants(ctx: Contexte, tmp_path: Path) -> None:
    """Removals first: placed one by one, each would find the other's chair taken, and both would wait all year."""
    e = ouvrir(ctx, a_hugo=1, a_moliere=1, capacite=1)
    lea, autre = e.enfants
    for p in (lea, autre):
        reserver(ctx, e, p)
    importer_familles(ctx, fichier(tmp_path, ctx, {lea: MOLIERE, autre: HUGO}), ecoles=Sort.DEPLACER)
    assert reservations(ctx, lea) == [(MOLIERE, "reservee")]
    assert reservations(ctx, autre) == [(HUGO, "reservee")]


def test_l_ordre_du_fichier_ne_donne_pas_le_rang(ctx: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """One chair at Molière for two who come: the first who asked has it, wherever the file writes them."""
    e = ouvrir(ctx, a_hugo=2, capacite=1)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 2 WHERE groupe_id = :g", {"g": e.hugo})
    lea, autre = e.enfants
    for p in (autre, lea):
        reserver(ctx, e, p)
        horloge.avancer(minutes=1)
    rapport = importer_familles(ctx, fichier(tmp_path, ctx, {lea: MOLIERE, autre: MOLIERE}), ecoles=Sort.DEPLACER)
    assert reservations(ctx, autre) == [(MOLIERE, "reservee")]
    assert reservations(ctx, lea) == [(MOLIERE, "en_attente")]
    assert sorted("en liste d’attente" in motif for _, motif in notes(rapport)) == [False, True]


def test_un_enfant_de_deux_foyers_n_y_est_qu_une_fois(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a file refused whole, for a child of separated parents who stands in it twice."""
    from models import Famille, Lien

    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        pere = Famille(code="40000", ville="Clairval-sur-Seine", creee_le=ctx.maintenant())
        s.add(pere)
        s.flush()
        s.add(Lien(personne_id=e.v.lea, famille_id=pere.id, role="enfant", du=date(2026, 9, 1)))
    reserver(ctx, e, e.v.lea)
    de_l_an_dernier(ctx)
    importer_familles(ctx, fichier(tmp_path, ctx, {e.v.lea: MOLIERE}), ecoles=Sort.DEPLACER)
    assert ecoles_dites(ctx, e.v.lea) == [(2025, HUGO, "CE1"), (2026, MOLIERE, "CE2")]
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "reservee")]


@pytest.mark.skipif(not CAS.exists(), reason="the shared files are not here")
def test_le_fichier_de_la_demande(ctx: Contexte) -> None:
    """`08-rentree.csv` as it came: Léa goes to Molière, in CE2."""
    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = :n WHERE id = :p", {"n": date(2018, 9, 3), "p": e.v.lea})
    reserver(ctx, e, e.v.lea)
    assert {g for g, _ in notes(importer_familles(ctx, CAS))} == {Gravite.DIFFERENCE}
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee")]
    importer_familles(ctx, CAS, ecoles=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "reservee")]
    assert ecoles_dites(ctx, e.v.lea) == [(2026, MOLIERE, "CE2")]


def test_une_case_vide_ne_dit_rien(ctx: Contexte, tmp_path: Path) -> None:
    """A file of classes alone: the school of last year goes on, and the child's meals with it."""
    e: Ecoles = ouvrir(ctx)
    reserver(ctx, e, e.v.lea)
    de_l_an_dernier(ctx)
    importer_familles(ctx, fichier(tmp_path, ctx, {e.v.lea: ""}))
    assert ecoles_dites(ctx, e.v.lea)[-1] == (2026, HUGO, "CE2")
