"""The line above the keys: what was done stays in sight without hiding what one reads."""

from __future__ import annotations

from pathlib import Path

from screens.socle.statut import AVIS, FAIT, Dit, LigneStatut, Statut
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import etats, inscrire


def _ligne(poste: Poste) -> str:
    """What the line says, wherever it is cut."""
    ligne = poste.app.screen.query_one(LigneStatut)
    dites = ("".join(s.text for s in ligne.render_line(y)) for y in range(ligne.size.height))
    return " ".join(" ".join(dites).replace("\u00a0", " ").split())


def test_un_indice_cede_a_la_touche_suivante_et_rend_ce_qui_etait_fait() -> None:
    """Lost otherwise: « 122 jours réservés », hidden for good by a key that did nothing."""
    peints: list[Dit | None] = []
    statut = Statut(lambda: peints.append(statut.dit))
    statut.dire(Dit("122 jours réservés", FAIT))
    statut.indiquer("Rien à annuler")
    statut.frapper()
    statut.frapper()
    assert [d and (d.phrase, d.niveau) for d in peints] == [
        ("122 jours réservés", FAIT),
        ("Rien à annuler", AVIS),
        ("122 jours réservés", FAIT),
    ]
    statut.oublier()
    assert statut.dit is None


async def test_ce_qui_est_reserve_se_dit_jusqu_a_la_famille_suivante(fichier_base: Path) -> None:
    """Lost otherwise: saved or not? And the next parent reads what was done for the one before."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{code}<Entrée>rrcan 14 t2<Entrée><Ctrl+S><Entrée>")
        dit = _ligne(poste)
        assert dit.startswith("✓ 20 réservées") and "réservées" in dit
        await poste.taper("<Échap>")
        assert _ligne(poste) == f"{dit} · u défait", "seen from the dossier too"
        await poste.taper("<Ctrl+S>")
        assert "récapitulatif" in _ligne(poste).lower()
        await poste.taper(f"{code}<Entrée>")
        assert _ligne(poste) == ""


async def test_une_touche_sans_effet_dit_pourquoi_puis_se_tait(fichier_base: Path) -> None:
    """Lost otherwise: a toast over the running count, five seconds long."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{code}<Entrée>ru")
        assert _ligne(poste).startswith(
            "· Rien à annuler dans le brouillon ; ce qui est enregistré se défait depuis le dossier"
        )
        assert poste.voit("En cours")
        await poste.taper("<Bas>")
        assert _ligne(poste) == ""


async def test_le_chemin_d_un_papier_se_lit_en_entier(fichier_base: Path) -> None:
    """Lost otherwise: a path cut by the edge, and a slip nobody finds."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        chemin = "/srv/guichet/editions/communes/clairval-sur-seine/passage-20421-K.pdf"
        poste.app.statut.dire(Dit(f"Récapitulatif : enregistré dans {chemin}, et en texte à côté", FAIT))
        await poste.calme()
        assert chemin in poste.ecran, "on one line: a path is never broken in a word"
        assert poste.ecran.splitlines()[-1].strip().startswith("Entrée"), "the keys stay where they are"


async def test_u_defait_ce_qui_vient_d_etre_reserve(fichier_base: Path) -> None:
    """Lost otherwise: a term booked for the wrong child, cancelled day by day while the parent waits."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{code}<Entrée>u")
        assert _ligne(poste).startswith("· Rien à défaire")
        await poste.taper("rrcan 14 t2<Entrée><Ctrl+S><Entrée>uu<Échap>")
        assert _ligne(poste).endswith("réservées · u défait"), (
            "one u too many in the planner never reaches what is saved"
        )
        await poste.taper("u")
        assert poste.voit("Défaire « 20 réservées")
        await poste.taper("<Entrée>")
        assert etats(fichier_base) == [("annulee", 20)]
        assert _ligne(poste).startswith("✓ Défait : 20 réservées")
        await poste.taper("u")
        assert _ligne(poste).startswith("· Rien à défaire"), "a mirror is not mirrored"


async def test_u_defait_ce_qu_une_touche_a_choisi(fichier_base: Path) -> None:
    """Lost otherwise: « e » for « r », and bills that no longer come on paper to who never asked."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{code}<Entrée>e")
        assert _ligne(poste) == "✓ Factures : envoi électronique · u défait"
        await poste.taper("u")
        assert poste.voit("Défaire « factures : envoi électronique »")
        await poste.taper("<Entrée>")
        assert _ligne(poste) == "✓ Défait : factures : envoi électronique"
        await poste.taper("vu<Entrée>")
        assert _ligne(poste) == "✓ Défait : coordonnées confirmées"
        await poste.taper("<Ctrl+S>")
        assert "récapitulatif" not in _ligne(poste).lower(), "nothing holds of that visit: no slip to give"
