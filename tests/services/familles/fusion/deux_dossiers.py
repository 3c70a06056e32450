"""Two files of one family, each with a row wherever a household or a person may have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from guichet.contexte import Contexte
from guichet.fiches.familles.fusion import ApercuFusion, FusionFaite
from guichet.fiches.reservations.planning import Demande as Jour
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.familles import fusion
from guichet.services.familles.fusion import Demande
from guichet.services.portail import identifiants
from guichet.services.reservations import enregistrer
from tests.services.annee_scolaire import DU, LUNDI, Ville, inscrire, ouvrir_ville
from tests.services.guichet_identifiants import colonne

AUTRE = "20999"
TRACES = (
    "journal",
    "sceau",
    "parametre",
    "fusion",
    "acte_passage",
    "envoi_portail",
    "historique_coordonnees",
    "mot_nom",
    "jeton_recherche",
)
"""What is only ever added to, and what follows from the rest."""


@dataclass(frozen=True)
class Deux:
    """What the tests name: the file kept (20421), the other one (20999)."""

    ville: Ville
    garde: int
    fondu: int
    sophie: int
    sophie_bis: int
    karim: int
    lea: int
    lea_bis: int
    zoe: int
    code: str = "20421"
    code_fondu: str = AUTRE

    @property
    def demande(self) -> Demande:
        return Demande(self.garde, self.fondu)


def deux_dossiers(ctx: Contexte, *, capacite: int | None = 5) -> Deux:
    """Sophie and Léa are in both; Karim and Zoé in the second alone."""
    from models import Famille, Lien, PaiDetail, Personne, Quotient, Scolarite

    v = ouvrir_ville(ctx, capacite=capacite)
    (sophie,) = colonne(ctx, "SELECT id FROM personne WHERE prenom = 'Sophie'")
    with ctx.ecriture() as s:
        autre = Famille(
            code=AUTRE, adresse="3 rue des Lilas", code_postal="78999", ville="Clairval-sur-Seine",
            creee_le=ctx.maintenant(),
        )  # fmt: skip
        bis = Personne(nom="Léger-Martin", prenom="Sophie", mobile="0612345678", courriel="sophie@exemple.fr")
        karim = Personne(nom="Martin", prenom="Karim", courriel="karim@exemple.fr")
        lea = Personne(nom="Léger Martin", prenom="Léa", naissance=date(2018, 3, 4), regimes="sans porc", pai=True)
        zoe = Personne(nom="Léger-Martin", prenom="Zoé", naissance=date(2020, 1, 9))
        s.add_all([autre, bis, karim, lea, zoe])
        s.flush()
        liens = [
            Lien(personne_id=p.id, famille_id=autre.id, role=role, rang=rang, du=DU, payeur=p is karim)
            for rang, (p, role) in enumerate(
                ((bis, "responsable"), (karim, "responsable"), (lea, "enfant"), (zoe, "enfant"))
            )
        ]
        s.add_all(liens)
        s.add(PaiDetail(personne_id=lea.id, detail="arachide"))
        for p, ecole in ((lea.id, "Molière"), (v.lea, "Victor-Hugo")):
            s.add(Scolarite(personne_id=p, annee=2026, ecole=ecole, classe="CE2"))
        for f, valeur in ((autre.id, 80000), (v.famille_id, 65000)):
            s.add(Quotient(famille_id=f, valeur_centimes=valeur, source="caf", mois=date(2026, 9, 1), du=DU))
        s.flush()
        d = Deux(v, v.famille_id, autre.id, sophie, bis.id, karim.id, v.lea, lea.id, zoe.id)
        for p in (d.lea_bis, d.zoe):
            inscrire(s, ctx, v, p, "can", famille_id=d.fondu)
        _lignes_diverses(s, ctx, d, liens[2].id)
    _remettre(ctx, d)
    for qui, jours in ((d.lea, (0, 1)), (d.lea_bis, (1, 3)), (d.zoe, (0,))):
        demandes = [Jour(qui, LUNDI + timedelta(days=j), v.unites["repas"]) for j in jours]
        enregistrer(ctx, demandes=demandes, attendu=None)
    indexer(ctx, d.garde, d.fondu)
    return d


def _lignes_diverses(s: Any, ctx: Contexte, d: Deux, lien_id: int) -> None:
    """What the services of these tests write nowhere."""
    from models import (
        Consultation,
        GardeException,
        GardeVacances,
        HistoriqueCoordonnees,
        Passage,
        PieceVue,
        Tache,
    )

    le = ctx.maintenant()
    s.add_all(
        [
            GardeException(personne_id=d.lea_bis, famille_id=d.fondu, du=date(2026, 12, 20), au=date(2026, 12, 27)),
            GardeVacances(lien_id=lien_id, moitie="premiere", annee=2026),
            PieceVue(famille_id=d.fondu, personne_id=d.lea_bis, piece="assurance", vue_le=le, agent="demo"),
            PieceVue(famille_id=d.garde, personne_id=d.lea, piece="assurance", vue_le=le, agent="demo"),
            PieceVue(famille_id=d.fondu, personne_id=d.lea_bis, piece="vaccins", vue_le=le, agent="demo"),
            Passage(
                famille_id=d.fondu, agent="demo", poste="p", terminal="t", personne_id=d.sophie_bis, etat="suspendu",
                ouvert_le=le,
            ),
            Tache(
                nature="identifiants_oublies", famille_id=d.fondu, personne_id=d.karim, demandee_le=le, echeance=le,
                etat="a_faire",
            ),
            Tache(
                nature="identifiants_oublies", famille_id=d.fondu, personne_id=d.lea_bis, demandee_le=le, echeance=le,
                etat="annulee",
            ),
            Consultation(le=le, agent="demo", poste="p", famille_id=d.fondu, objet="dossier"),
            HistoriqueCoordonnees(le=le, agent="demo", famille_id=d.fondu, champ="adresse", avant="1 quai", apres="3"),
            HistoriqueCoordonnees(
                le=le, agent="demo", personne_id=d.sophie_bis, champ="mobile", avant="0611111111", apres=""
            ),
        ]
    )  # fmt: skip
    s.flush()


def _remettre(ctx: Contexte, d: Deux) -> None:
    """An account and a Clé to each Sophie."""
    for famille_id, qui in ((d.garde, d.sophie), (d.fondu, d.sophie_bis)):
        identifiants.remettre_tout(
            ctx,
            famille_id=famille_id,
            personne_id=qui,
            piece=PieceIdentite.CNI,
            mode=ModeComptePortail.GUICHET,
            sans_autorite=True,
        )


def indexer(ctx: Contexte, *familles: int) -> None:
    """What was written straight into the tables is found."""
    from guichet.registres.recherche import index_recherche

    with ctx.ecriture() as s:
        index_recherche.rafraichir(s, familles)


def reunir(ctx: Contexte, demande: Demande) -> FusionFaite:
    """Shown, then done."""
    return fusion.fusionner(ctx, demande, vue=fusion.previsualiser(ctx, demande).empreinte)


def champ(apercu: ApercuFusion, cle: str) -> tuple[str, str, str]:
    """What both files say of a field, and what will be kept."""
    return next((c.garde, c.fondu, c.valeur) for bloc in apercu.blocs for c in bloc.champs if c.cle == cle)


def tout(ctx: Contexte, *, sauf: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every row of every table."""
    import models

    with ctx.lecture() as s:
        return {
            t.name: sorted(map(str, s.lignes(f"SELECT {', '.join(c.name for c in t.columns)} FROM {t.name}")))
            for t in models.metadata.sorted_tables
            if t.name not in sauf
        }
