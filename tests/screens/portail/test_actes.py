"""What hands identifiers over and follows them, alone: services on a real base, answers given by hand, no screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.portail.identifiants import FicheIdentifiants, FicheResponsable, SecretsRemis
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.portail.etapes import Oubli
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.domaine import EtatCle, PieceIdentite
from guichet.services.portail import identifiants
from screens.modales.choisir import ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander
from screens.modales.message import ModaleMessage
from screens.modales.secrets import ModaleSecrets
from screens.portail.cles import Cles
from screens.portail.comptes import Comptes
from screens.portail.remises import Remises
from tests.screens.familles_essai import autre_poste, installer
from tests.screens.poste_essai import PosteEssai

VUE = PieceIdentite.CNI.value


class Foyer:
    """A household's identifiers and what acts on them."""

    def __init__(self, ctx: Contexte) -> None:
        self.poste = PosteEssai(ctx)
        self.relus = 0
        self.fiche: FicheIdentifiants = identifiants.etat(ctx, 1)
        self.remises = Remises(self.poste, lambda: self.fiche.modes, self.relire)
        self.comptes = Comptes(self.poste, self.remises, self.relire)
        self.cles = Cles(self.poste, self.relire)

    async def relire(self) -> None:
        self.relus += 1
        self.fiche = identifiants.etat(self.poste.ctx, 1)

    @property
    def r(self) -> FicheResponsable:
        [r] = self.fiche.responsables
        return r

    @property
    def etat(self) -> str:
        return self.r.compte.etat if self.r.compte else ""

    def dits(self) -> list[str]:
        """What was told, in order."""
        return [str(m._texte) for m in self.poste.demandees if isinstance(m, ModaleMessage)]

    def remis(self) -> list[SecretsRemis]:
        """Secrets shown so far."""
        return [m._remis for m in self.poste.demandees if isinstance(m, ModaleSecrets)]

    def repondre(self, *reponses: object) -> None:
        self.poste.reponses.extend(reponses)


@pytest.fixture
def foyer(fichier_base: Path) -> Iterator[Foyer]:
    installer(fichier_base)
    ctx = autre_poste(fichier_base)
    yield Foyer(ctx)
    ctx.base.fermer()


async def test_rien_ne_sort_sans_piece_vue(foyer: Foyer) -> None:
    """Lost otherwise: an account, a Clé, a password given to whoever asks."""
    foyer.repondre(None, None, None)
    for remettre in (foyer.remises.generer, foyer.remises.tout, foyer.remises.cle):
        await remettre(foyer.r)
    assert [type(m) for m in foyer.poste.demandees] == [ModaleChoisir] * 3
    assert (foyer.etat, foyer.r.cle, foyer.relus) == ("", None, 0)


async def test_generer_fait_ce_que_l_etat_du_compte_demande(foyer: Foyer) -> None:
    """Issued, issued again, opened again after a suspension: a new password each time, and no account twice."""
    foyer.repondre(VUE, None, VUE, None, MotifSuspension.SEPARATION.value, VUE, None)
    await foyer.remises.generer(foyer.r)
    numero = foyer.r.compte and foyer.r.compte.compte_id
    await foyer.remises.generer(foyer.r)
    await foyer.comptes.suspendre(foyer.r)
    assert foyer.etat == EtatComptePortail.SUSPENDU
    await foyer.remises.generer(foyer.r)
    assert foyer.etat == EtatComptePortail.EMIS
    assert {r.compte and r.compte.compte_id for r in foyer.remis()} == {numero}
    assert len({r.mot_de_passe for r in foyer.remis()}) == 3


async def test_tout_sur_un_bordereau(foyer: Foyer) -> None:
    foyer.repondre(VUE, None)
    await foyer.remises.tout(foyer.r)
    [remis] = foyer.remis()
    assert remis.mot_de_passe
    assert remis.cle_enfance
    assert foyer.r.cle is not None


async def test_suspendre_deux_fois_retablit(foyer: Foyer) -> None:
    """`s` on a suspended account gives a new password: whoever knew the former one may be the reason."""
    foyer.repondre(VUE, None, None, MotifSuspension.SEPARATION.value, VUE, None)
    await foyer.remises.generer(foyer.r)
    await foyer.comptes.suspendre(foyer.r)
    assert foyer.etat == EtatComptePortail.EMIS, "no reason given, nothing done"
    await foyer.comptes.suspendre(foyer.r)
    await foyer.comptes.suspendre(foyer.r)
    assert foyer.etat == EtatComptePortail.EMIS
    assert len(foyer.remis()) == 2


async def test_sans_compte_ni_cle_on_le_dit(foyer: Foyer) -> None:
    foyer.repondre(*[None] * 5)
    for acte in (foyer.comptes.suspendre, foyer.comptes.cgu, foyer.comptes.efface, foyer.comptes.renommer):
        await acte(foyer.r)
    await foyer.cles.revoquer(foyer.r)
    assert foyer.dits() == ["Ce responsable n’a pas de compte."] * 4 + ["Ce responsable n’a pas de Clé."]
    assert foyer.relus == 0


async def test_bloque_avance_et_ne_recule_jamais(foyer: Foyer) -> None:
    """Lost otherwise: a parent asked about a former step goes back to it on the screen."""
    foyer.repondre(VUE, None, "4", None, "2", None, None, "fini")
    await foyer.remises.generer(foyer.r)
    etapes = []
    for _ in range(4):
        await foyer.comptes.bloque(foyer.r)
        assert foyer.r.compte is not None
        etapes.append(foyer.r.compte.etape)
    assert etapes == [3, 3, 3, 6]
    assert len(foyer.dits()) == 2, "a sentence for each step, none once all is well"


async def test_oubli_laisse_une_tache(foyer: Foyer) -> None:
    foyer.repondre(VUE, None, None, next(iter(Oubli)).value, None)
    await foyer.remises.generer(foyer.r)
    await foyer.comptes.oubli(foyer.r)
    assert foyer.r.tache is None
    await foyer.comptes.oubli(foyer.r)
    assert foyer.r.tache is not None
    assert len(foyer.dits()) == 1


async def test_efface_demande_avant(foyer: Foyer) -> None:
    foyer.repondre(VUE, None, False, True, VUE, None)
    await foyer.remises.generer(foyer.r)
    await foyer.comptes.efface(foyer.r)
    assert foyer.etat == EtatComptePortail.EMIS
    await foyer.comptes.efface(foyer.r)
    assert foyer.etat == EtatComptePortail.EFFACE
    await foyer.remises.generer(foyer.r)
    assert foyer.etat == EtatComptePortail.EMIS, "an erased account is issued again"


async def test_l_identifiant_du_parent(foyer: Foyer) -> None:
    """Given up or blank changes nothing; the former name is kept."""
    foyer.repondre(VUE, None)
    await foyer.remises.cle(foyer.r)
    foyer.repondre([foyer.remis()[0].cle_affichee], None, ["  "], ["maman.lea"], None, ["sophie2"])
    await foyer.cles.utiliser()
    await foyer.comptes.lier(foyer.r)
    await foyer.comptes.lier(foyer.r)
    assert foyer.r.compte is None
    await foyer.comptes.lier(foyer.r)
    await foyer.comptes.renommer(foyer.r)
    assert foyer.r.compte is not None
    assert foyer.r.compte.identifiant == "maman.lea"
    await foyer.comptes.renommer(foyer.r)
    assert (foyer.r.compte.identifiant, foyer.r.anciens) == ("sophie2", ("maman.lea",))


async def test_la_cle_sert_puis_ne_se_revoque_plus(foyer: Foyer) -> None:
    foyer.repondre(VUE, None, None)
    await foyer.remises.cle(foyer.r)
    [remis] = foyer.remis()
    await foyer.cles.utiliser()
    foyer.repondre([remis.cle_affichee])
    await foyer.cles.utiliser()
    assert foyer.r.cle is not None
    assert foyer.r.cle.etat == EtatCle.UTILISEE
    assert all(q.cache for m in foyer.poste.demandees if isinstance(m, ModaleDemander) for q in m._questions)


async def test_revoquer_demande_avant(foyer: Foyer) -> None:
    foyer.repondre(VUE, None, False, True)
    await foyer.remises.cle(foyer.r)
    etats = []
    for _ in range(2):
        await foyer.cles.revoquer(foyer.r)
        assert foyer.r.cle is not None
        etats.append(foyer.r.cle.etat)
    assert etats == [EtatCle.REMISE, EtatCle.REVOQUEE]
    assert [type(m) for m in foyer.poste.demandees[-2:]] == [ModaleConfirmer] * 2
