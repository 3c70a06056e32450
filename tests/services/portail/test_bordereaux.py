"""The paper the parent goes home with: the same login, secret and address as on the screen, stored nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import Contexte
from guichet.editions.socle.entete import entete, horaires
from guichet.erreurs.editions import CheminRequis
from guichet.impression import ImprimanteDossier, ImprimanteMemoire
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.portail import bordereaux, cles, identifiants
from guichet.services.socle import papiers
from tests.services.guichet_identifiants import colonne, installer

CNI = PieceIdentite.CNI


def test_le_bordereau_dit_ce_qui_a_ete_remis(ctx_sqlite: Contexte) -> None:
    f = installer(ctx_sqlite, courriel="sophie@yahoo.fr")
    remis = identifiants.remettre_tout(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    edition = bordereaux.bordereau(ctx_sqlite, remis)
    d = bordereaux.donnees(ctx_sqlite, remis)
    assert (d.identifiant, d.mot_de_passe, d.cle_enfance) == (
        "sophie.leger-martin", remis.mot_de_passe, remis.cle_enfance,
    )  # fmt: skip
    assert edition.pdf.startswith(b"%PDF")
    assert edition.confidentiel
    assert edition.nom == "identifiants-20421-K"
    for attendu in ("sophie.leger-martin", "espace-citoyens.example/clairval-sur-seine", "20421-K", "yahoo.fr"):
        assert attendu in edition.texte
    for groupe in (*remis.mot_de_passe_affiche.split(), *remis.cle_affichee.split("-")):
        assert groupe in edition.texte
    assert "Hôtel de ville" in edition.texte
    assert repr(remis.mot_de_passe) not in repr((edition, d))


def test_imprime_puis_note(ctx_sqlite: Contexte) -> None:
    f = installer(ctx_sqlite)
    remis = cles.emettre(ctx_sqlite, famille_id=f.famille, responsable_id=f.sophie, piece=CNI)
    papiers.imprimer(ctx_sqlite, bordereaux.bordereau(ctx_sqlite, remis))
    assert isinstance(ctx_sqlite.imprimante, ImprimanteMemoire)
    assert len(ctx_sqlite.imprimante.editions) == 1
    assert colonne(ctx_sqlite, "SELECT type, objet FROM journal ORDER BY seq DESC LIMIT 1") == [
        ("bordereau.imprimer", "20421")
    ]


def test_sans_imprimante_il_faut_nommer_le_fichier(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """A secret is not written where nobody asked for it; the slip is still in hand for a second try."""
    f = installer(ctx_sqlite)
    remis = identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    c = replace(ctx_sqlite, imprimante=ImprimanteDossier(tmp_path / "editions"))
    with pytest.raises(CheminRequis):
        papiers.imprimer(c, bordereaux.bordereau(c, remis))
    assert "bordereau.imprimer" not in colonne(c, "SELECT type FROM journal")
    fait = papiers.imprimer(c, bordereaux.bordereau(c, remis), chemin=tmp_path / "remis.pdf")
    assert {p.name for p in fait.fichiers} == {"remis.pdf", "remis.txt"}


def test_horaires_du_site() -> None:
    """Days of same hours on one line, as the town's own page writes them (source 0.11)."""
    commune = lire_preset(chemin_preset("le-blanc-mesnil"))
    mairie = commune.sites[0]
    assert horaires(mairie) == (
        "Lundi, mercredi à vendredi : 9\u00a0h – 12\u00a0h\u00a030 et 14\u00a0h – 17\u00a0h\u00a030",
        "Mardi : 14\u00a0h – 17\u00a0h\u00a030",
        "Samedi : 9\u00a0h – 11\u00a0h\u00a045",
    )


def test_entete_du_site_du_poste(ctx_sqlite: Contexte) -> None:
    tete = entete(ctx_sqlite.commune, "sablons", ctx_sqlite.aujourdhui())
    assert (tete.site_nom, tete.site_telephone) == ("Annexe des Sablons", "01 99 00 12 35")
    assert tete.site_adresse == "14, rue des Sablons, 78999 Clairval-sur-Seine"
    assert entete(ctx_sqlite.commune, "inconnu", ctx_sqlite.aujourdhui()).site_nom == "Hôtel de ville"
