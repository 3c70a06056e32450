"""The identifiers of a household as lines, one block per responsable (ecrans.md, 4)."""

from __future__ import annotations

from collections.abc import Iterator

from guichet import formats
from guichet.contexte import Contexte
from guichet.fiches.portail.identifiants import FicheIdentifiants, FicheResponsable
from guichet.formats.mots import majuscule
from guichet.regles.comptoir.echeances import LIBELLES_ECHEANCE, EtatEcheance
from guichet.regles.portail.blocage import depart, prochaine
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail
from guichet.regles.portail.etapes import etapes
from guichet.regles.socle.domaine import LIBELLES, Canal, PieceIdentite
from screens.socle import mots
from screens.widgets.page import VIDE, LignePage, caler, ligne, paragraphe, suite

TITRE = 20


def lignes_identifiants(ctx: Contexte, fiche: FicheIdentifiants, largeur: int) -> list[LignePage]:
    """Everything about accounts and Clés of one household, `largeur` columns wide."""
    lignes: list[LignePage] = []
    for r in fiche.responsables:
        lignes += [*_responsable(ctx, r, largeur), VIDE]
    if not fiche.responsables:
        lignes.append(ligne(("Aucun responsable dans cette famille.", "discret")))
    return lignes


def _titre(texte: str) -> tuple[str, str]:
    return (caler("  " + texte, TITRE), "titre")


def _responsable(ctx: Contexte, r: FicheResponsable, largeur: int) -> Iterator[LignePage]:
    d, vocabulaire = r.destinataire, ctx.commune.mots_portail
    courriel = (d.courriel or "pas de courriel", "" if d.courriel else "discret")
    yield ligne((caler(d.personne, 34), "fort"), courriel, cible=d.personne_id)
    if not d.present:
        fin = f", jusqu’au {formats.date_num(d.jusqu_au)}" if d.jusqu_au else ""
        yield ligne(_titre(""), (f"n’est plus responsable de ce foyer{fin}", "attention"))
    if d.avertissement_courriel:
        yield from paragraphe(_titre(""), f"! {d.avertissement_courriel}", largeur, "attention")
    yield from suite(_titre("Compte portail"), mots.compte_portail(ctx, r.compte), largeur)
    if r.compte is not None:
        c = r.compte
        anciens = f"   auparavant {', '.join(r.anciens)}" if r.anciens else ""
        yield from suite(
            _titre(majuscule(vocabulaire.identifiant)), [(c.identifiant, "fort"), (anciens, "discret")], largeur
        )
        if EtatComptePortail(c.etat) is EtatComptePortail.EMIS:
            toutes, sautees = etapes(vocabulaire), depart(ModeComptePortail(c.mode))
            suivante, combien = prochaine(c.etape, ModeComptePortail(c.mode)), len(toutes) - sautees
            faites = suivante - 1 - sautees
            fait = "■" * faites + "□" * (combien - faites) + f"  {faites} sur {combien}"
            reste = f"   prochaine : {toutes[suivante - 1].titre.lower()}" if faites < combien else ""
            yield from suite(_titre("Activation"), [fait, (reste, "discret")], largeur)
        if c.cgu_le is not None:
            version = f" (version {c.cgu_version})" if c.cgu_version else ""
            yield ligne(_titre("CGU"), ("● acceptées", "ok"), f" {mots.le_jour(ctx, c.cgu_le)}{version}")
        if c.france_connect:
            yield ligne(_titre("FranceConnect"), "relié : aucun mot de passe à redonner")
    yield from suite(_titre(majuscule(vocabulaire.cle_enfance)), mots.cle(ctx, r.cle), largeur)
    if r.derniere_remise is not None:
        h = r.derniere_remise
        vue = LIBELLES[PieceIdentite(h.piece)]
        texte = f"{mots.jour(ctx, h.le)} · {LIBELLES[Canal(h.canal)]} · {vue} · {h.agent}"
        yield from paragraphe(_titre("Dernière remise"), texte, largeur, "discret")
    if r.tache is not None:
        urgence = EtatEcheance(r.tache.urgence)
        sens = "" if urgence is EtatEcheance.A_TEMPS else "attention"
        limite = formats.instant_court(ctx.local(r.tache.echeance))
        yield ligne(_titre("À renvoyer"), (f"! avant le {limite} · {LIBELLES_ECHEANCE[urgence]}", sens))
    yield from paragraphe(_titre("À dire"), r.diagnostic.phrase, largeur)
