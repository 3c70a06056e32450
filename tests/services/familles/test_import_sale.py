"""The file with sixteen mistakes, the rights, the report: what an agent reads and corrects from."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.fiches.familles.imports import Gravite
from guichet.imports import rapport as editer
from guichet.services.familles.importation import importer_familles
from tests.services.fichiers_familles import GRAND, JEUX, MERE, ecrire


def attendus() -> list[dict[str, str]]:
    """What must happen for each line, as the town's expert wrote it."""
    with (JEUX / "familles-sale.attendu.csv").open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


ACCEPTEES = ("accepted", "read as", "imported as typed", "normalised")


def test_le_fichier_sale_donne_exactement_ce_qui_est_attendu(ctx: Contexte) -> None:
    """Lost otherwise: an agent corrects the wrong line, or a bad row slips in unseen."""
    rapport = importer_familles(ctx, JEUX / "familles-sale.csv")
    vues = {(a.ligne, a.colonne): a for a in rapport.anomalies}
    voulues = [a for a in attendus() if not any(mot in a["what must happen"] for mot in ACCEPTEES)]
    assert set(vues) == {(int(a["line"]), a["column"]) for a in voulues}
    for attendu in voulues:
        vue, suite = vues[int(attendu["line"]), attendu["column"]], attendu["what must happen"]
        assert vue.valeur == attendu["value"], attendu
        assert vue.motif
        assert vue.remede
        if "row refused" in suite and "or kept" not in suite:
            assert vue.gravite is Gravite.REFUSEE, attendu
        if suite.startswith(("phone", "postcode", "class", "negative")) or "kept without" in suite:
            assert vue.gravite is Gravite.SIGNALEE, attendu
    assert vues[16, "role"].remede == "Écrivez l’un de : responsable, enfant, contact."
    assert vues[107, "*"].gravite is vues[108, "code_famille"].gravite is Gravite.REFUSEE
    assert "ligne 10" in vues[107, "*"].motif


def test_du_fichier_sale_les_bonnes_valeurs_sont_gardees(ctx: Contexte) -> None:
    """Lost otherwise: a French number, an ISO date or a strange name, silently."""
    importer_familles(ctx, JEUX / "familles-sale.csv")
    with ctx.lecture() as s:

        def personne(code: str, rang: int, role: str = "responsable") -> tuple[object, ...]:
            ligne = s.une(
                "SELECT p.nom, p.prenom, p.naissance, p.courriel, p.mobile FROM personne p JOIN lien l ON l.personne_id = p.id "
                "JOIN famille f ON f.id = l.famille_id WHERE f.code = :code AND l.role = :role AND l.rang = :rang",
                {"code": code, "role": role, "rang": rang},
            )
            assert ligne is not None
            return ligne

        assert personne("29000", 0) == ("DANIEL", "Nicole", date(1979, 6, 6), "", "0648924005")
        assert personne("29000", 1)[4] == ""
        assert personne("29000", 0, "enfant")[1:3] == ("Michel", None)
        assert personne("29000", 1, "enfant")[1:3] == ("Denise", date(2019, 3, 15))
        assert personne("29004", 1)[0] == "O'Brien [/b] <i>"
        assert personne("29005", 0)[0] == "'; DROP TABLE famille; --"
        assert personne("29005", 1)[1] == "Zoé Anaïs"
        quotients = dict(
            s.lignes("SELECT f.code, q.valeur_centimes FROM quotient q JOIN famille f ON f.id = q.famille_id")
        )
        assert quotients["29003"] == 123456
        assert "29002" not in quotients
        assert s.une("SELECT code_postal, residence FROM famille WHERE code = '29004'") == ("78999", "commune")
        assert s.une("SELECT count(*) FROM famille") == (25,)
        assert s.une(
            "SELECT classe FROM scolarite c JOIN personne p ON p.id = c.personne_id WHERE p.prenom = 'Honoré'"
        ) == ("",)


def test_importer_demande_le_droit(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: anybody at the counter replaces the town's families."""
    accueil = ctx_sqlite.pour(agent_courant("accueil", "Claire Morin", "agent"))
    with pytest.raises(DroitInsuffisant):
        importer_familles(accueil, ecrire(tmp_path, MERE))


def test_le_rapport_s_ouvre_dans_un_tableur_sans_rien_executer(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a formula typed as a name runs on the supervisor's desk."""
    rapport = importer_familles(ctx_sqlite, JEUX / "familles-sale.csv")
    sortie = tmp_path / "rapport.csv"
    source = JEUX / "familles-sale.csv"
    assert not editer.ecrire(rapport, sortie, source=source, remplacer=False)
    assert sortie.read_bytes().startswith(b"\xef\xbb\xbfligne;code_famille;colonne;valeur;resultat;motif;remede\r\n")
    with sortie.open(encoding="utf-8-sig", newline="") as flux:
        rangees = list(csv.DictReader(flux, delimiter=";"))
    assert [int(r["ligne"]) for r in rangees] == sorted(int(r["ligne"]) for r in rangees)
    qf = next(r for r in rangees if r["colonne"] == "qf")
    assert (qf["ligne"], qf["valeur"], qf["resultat"]) == ("13", "'-120", "signalée")
    assert {"ligne": "2", "code_famille": "29000", "resultat": "famille créée"}.items() <= rangees[0].items()
    assert next(r for r in rangees if r["colonne"] == "role")["resultat"] == "ligne refusée"
    assert editer.ecrire(importer_familles(ctx_sqlite, source), sortie, source=source, remplacer=True)
    assert "famille inchangée" in sortie.read_text(encoding="utf-8-sig")
    assert list(tmp_path.glob(".rapport*")) == []


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1"])
def test_aucune_case_ne_commence_comme_une_formule(texte: str) -> None:
    """Lost otherwise: same as above, for each way a spreadsheet takes a cell for a formula."""
    assert editer.neutre(texte) == "'" + texte


def test_un_rapport_impossible_a_ecrire_se_dit(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a traceback after an import that went well."""
    from guichet.erreurs.imports import RapportImpossible

    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, MERE))
    with pytest.raises(RapportImpossible, match="rapport"):
        editer.ecrire(rapport, tmp_path / "absent" / "rapport.csv", source=tmp_path / "familles.csv", remplacer=False)


def test_le_grand_fichier_entre_et_avance_regulierement(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a progress bar that stands still, and the agent who kills the command."""
    if not GRAND.exists():
        pytest.skip(f"{GRAND.name} n’est pas à côté du dépôt : l’import de 12 310 lignes n’est pas joué")
    pas: list[tuple[int, int]] = []
    rapport = importer_familles(ctx_sqlite, GRAND, avancement=lambda fait, total: pas.append((fait, total)))
    assert (rapport.creees, rapport.personnes, rapport.anomalies) == (3000, 12310, ())
    assert len(pas) >= 10
    assert pas == sorted(pas)
    assert pas[-1] == (12310, 12310)
