"""Handing over working identifiers: what most visits of September are for."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from guichet.erreurs.editions import ImpressionImpossible
from guichet.impression import Edition
from tests.screens.familles_essai import installer, lignes
from tests.screens.outils import application


async def ouvrir(poste: object, code: str) -> None:
    await poste.taper(f"{code}<Entrée>g")  # type: ignore[attr-defined]


async def test_emettre_montre_une_fois_puis_plus_jamais(fichier_base: Path) -> None:
    """Lost otherwise: a secret left on the screen for the next parent."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1")
        assert poste.voit("À remettre à", "Mot de passe", "une seule fois")
        secret = poste.app.screen._remis.mot_de_passe  # type: ignore[attr-defined]
        # The digit chose the document at once: the reflex that follows it must not lose what was never read.
        await poste.taper("<Entrée>")
        assert poste.voit("Le parent l’a-t-il copié ?")
        await poste.taper("<Entrée>")
        assert poste.voit(secret) or poste.nom == "ModaleSecrets"
        await poste.taper("<Entrée>o")
        assert poste.voit("émis aujourd’hui", "carte d’identité")
        assert not poste.voit(secret)
    assert secret not in "\n".join(ligne for (ligne,) in lignes(fichier_base, "SELECT contenu FROM journal"))


async def test_sans_piece_vue_rien_n_est_emis(fichier_base: Path) -> None:
    """Lost otherwise: an account given to whoever asks (rule 16)."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g<Échap>")
        assert poste.nom == "EcranIdentifiants"
    assert lignes(fichier_base, "SELECT count(*) FROM compte_portail") == [(0,)]


async def test_le_bordereau_part_a_l_imprimante(fichier_base: Path) -> None:
    """Lost otherwise: the parent copies by hand and mistypes, or every key waits for the printer."""
    fils: list[threading.Thread] = []

    class Pages(list[Edition]):
        def append(self, edition: Edition) -> None:
            fils.append(threading.current_thread())
            super().append(edition)

    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        poste.imprimante.editions = Pages()
        await ouvrir(poste, code)
        await poste.taper("t1<F9>")
        [edition] = poste.imprimante.editions
        assert edition.confidentiel
        assert "Clé Enfance" in edition.texte
        assert edition.pdf.startswith(b"%PDF")
        assert threading.current_thread() not in fils


async def test_ou_est_il_bloque_donne_la_phrase(fichier_base: Path) -> None:
    """Lost otherwise: ten minutes on the telephone with a parent lost on the portal."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1<Entrée>ob")
        assert poste.voit("Où êtes-vous bloqué ?", "Accepter les conditions")
        # Handed over at the desk: no mail was sent, none is looked for.
        assert not poste.voit("courriel de la commune")
        await poste.taper("1")
        assert poste.voit("mot de passe temporaire")
        await poste.taper("<Entrée>")
        assert poste.voit("0 sur 3", "prochaine : se connecter")
        await poste.taper("b2<Entrée>")
        assert poste.voit("1 sur 3")


async def test_oubli_inscrit_la_tache_et_reemettre_la_clot(fichier_base: Path) -> None:
    """Lost otherwise: « within 24 hours » that nobody remembers."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1<Entrée>oo1<Entrée>")
        assert poste.voit("À renvoyer")
        await poste.taper("<F3>")
        await poste.attendre(lambda: poste.voit("1 demande"))
        await poste.taper("<Ctrl+E>")
        assert poste.voit("À traiter", "LÉGER")
        # Nobody is offered a place here: no key says so. A narrower screen keeps what is due, under the list.
        assert not poste.voit("place acceptée")
        await poste.retailler(80, 24)
        assert poste.voit("identifiants oubliés à renvoyer · depuis le lun. 16 nov.")
        await poste.retailler(120, 36)
        assert poste.voit("identifiants oubliés à renvoyer    ")
        await poste.taper("<Entrée>gg1<Entrée>o")
        assert not poste.voit("À renvoyer")
    assert lignes(fichier_base, "SELECT etat FROM tache") == [("faite",)]


async def test_suspendre_puis_retablir_redonne_un_secret(fichier_base: Path) -> None:
    """Lost otherwise: an ex-partner keeps the account."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1<Entrée>os2")
        assert poste.voit("! suspendu")
        await poste.taper("s1")
        assert poste.voit("À remettre à")
        await poste.taper("<Entrée>o")
        assert poste.voit("● émis")


async def test_ce_que_le_portail_a_fait_se_note_d_une_touche(fichier_base: Path) -> None:
    """Lost otherwise: the counter keeps saying « à activer » of a parent who has used the portal for a year."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("c")
        assert poste.voit("Ce responsable n’a pas de compte.")
        await poste.taper("<Entrée>g1<Entrée>o")
        with closing(sqlite3.connect(fichier_base)) as base, base:
            base.execute("UPDATE compte_portail SET etat = 'active'")
        await poste.taper("c")
        assert poste.voit("CGU acceptées")
        await poste.taper("xn")
        assert poste.voit("CGU acceptées")
        await poste.taper("xo")
        assert poste.voit("effacé par le portail")


async def test_cle_remise_puis_revoquee(fichier_base: Path) -> None:
    """Lost otherwise: a lost key still opens the children's file."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("k1<Entrée>o")
        assert poste.voit("● remise")
        await poste.taper("<Suppr>o")
        assert poste.voit("! révoquée")


async def test_l_ancien_identifiant_retrouve_la_famille(fichier_base: Path) -> None:
    """Lost otherwise: the parent says the name used last year, and nobody is found."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1<Entrée>onmaman.lea<Entrée>")
        assert poste.voit("maman.lea", "auparavant sophie.leger")
        await poste.taper("<F3>sophie.leger")
        await poste.attendre(lambda: poste.voit("LÉGER Sophie"))


@pytest.mark.parametrize(
    ("touche", "declencheur", "reparation", "suite"),
    [
        ("g", "envoi_portail", "compte_portail SET emis_le", "● émis"),
        ("k", "remise", "cle_enfance SET emise_le", "● remise"),
        ("t", "remise", "cle_enfance SET emise_le", "● remise"),
    ],
)
async def test_le_secret_se_montre_avant_toute_relecture(
    fichier_base: Path, touche: str, declencheur: str, reparation: str, suite: str
) -> None:
    """Lost otherwise: the base fails right after the act; the account is issued, and nobody ever saw the password."""
    code = installer(fichier_base).famille.code
    lignes(
        fichier_base,
        f"CREATE TRIGGER panne AFTER INSERT ON {declencheur} BEGIN UPDATE {reparation} = '?'; END",
    )
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper(f"{touche}1")
        assert poste.voit("À remettre à", "une seule fois")
        with closing(sqlite3.connect(fichier_base)) as base, base:
            base.execute(f"UPDATE {reparation} = (SELECT le FROM remise)")
        await poste.taper("<Entrée>o")
        assert poste.voit(suite), "fermer le secret relit la page"


@pytest.mark.parametrize("touche", ["<Échap>", "<F12>", "<F3>"])
async def test_un_secret_ne_se_ferme_pas_sans_y_penser(fichier_base: Path, touche: str) -> None:
    """Lost otherwise: one step back too many, and a parent leaves with nothing that works."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("g1")
        secret = poste.app.screen._remis.mot_de_passe_affiche.replace(" ", "  ")  # type: ignore[attr-defined]
        await poste.taper(touche)
        assert poste.voit("Terminer ?", "plus jamais montré")
        await poste.taper("n")
        assert poste.voit("À remettre à", "Mot de passe")
        assert secret[0] in poste.ecran
        await poste.taper(f"<F9>{touche}")
        assert poste.nom == "EcranIdentifiants", "on paper: nothing is lost"


async def test_un_bordereau_qui_echoue_apres_l_emission_laisse_le_secret(fichier_base: Path) -> None:
    """Lost otherwise: issued, sealed, and shown to nobody because the printer had no paper."""
    code = installer(fichier_base).famille.code

    class EnPanne(list[Edition]):
        def append(self, edition: Edition) -> None:
            raise ImpressionImpossible("L’imprimante ne répond pas : vérifiez-la.")

    async with application(fichier_base) as poste:
        poste.imprimante.editions = EnPanne()
        await ouvrir(poste, code)
        await poste.taper("g1<F9>")
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("emis",)]
        assert poste.voit("L’imprimante ne répond pas")
        await poste.taper("<Entrée>")
        assert poste.voit("À remettre à", "une seule fois")
        await poste.taper("<Échap>")
        assert poste.voit("Terminer ?"), "still on no paper"


async def test_un_mot_de_passe_deja_donne_ne_se_remplace_pas_sans_le_dire(fichier_base: Path) -> None:
    """Lost otherwise: the password a parent uses at home, void because of one key pressed to look."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{code}<Entrée>gg")
        assert poste.voit("Quelle pièce de")
        assert not poste.voit("a déjà un mot de passe")
        await poste.taper("1")
        assert poste.nom == "ModaleSecrets"
        await poste.taper("<Échap>")
        while poste.nom != "EcranIdentifiants":
            await poste.taper("o" if poste.nom == "ModaleConfirmer" else "<Échap>")
        for touche in "gt":
            await poste.taper(touche)
            assert poste.voit("! LÉGER Sophie a déjà un mot de passe : il ne marchera plus", "Quelle pièce de"), (
                poste.ecran
            )
            await poste.taper("<Échap>")
