"""Writing what a form changed, unless somebody else changed the same sheet meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from guichet import textes
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import FicheModifiee
from guichet.registres.familles.validation import lire_champs
from guichet.registres.socle import auteurs
from guichet.regles.socle.fusion import fusionner

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_NON_DITS = {"pai_detail": "à relire"}
"""Health data is never quoted by a refusal: each reading of it is logged (rule 31)."""

_MODIFICATIONS = (
    "SELECT j.le, j.contenu, coalesce(a.prenom || ' ' || a.nom, j.agent) FROM journal j "  # noqa: S608 - our own words
    f"LEFT JOIN agent a ON a.identifiant = j.agent WHERE j.objet IN ({auteurs.REUNIS}) AND "
    "j.type IN ('famille.modifier', 'famille.demenager', 'famille.factures', 'famille.defaire', 'membre.modifier', "
    "'membre.rattacher', 'garde.regler') "
    "ORDER BY j.seq DESC LIMIT 20"
)


def lire_formulaire(
    acte: Acte, avant: Mapping[str, object], apres: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Both states of a form, read; before any transaction.

    Raises:
        SaisiesInvalides: fields of `apres` that cannot be read.
    """
    inconnus = (avant.keys() | apres.keys()) - textes.LIBELLES_CHAMPS.keys()
    if inconnus:
        msg = f"not fields of a sheet: {sorted(inconnus)}"
        raise ValueError(msg)
    # Only what was changed is judged: a value taken over from a file, wrong today, must not block the rest.
    changes = {nom: brut for nom, brut in apres.items() if nom not in avant or avant[nom] != brut}
    lues, fautes = lire_champs(changes, jour=acte.jour)
    if fautes:
        raise SaisiesInvalides(fautes)
    anciennes, _ = lire_champs(avant, jour=acte.jour)
    base = {nom: anciennes.get(nom, brut) for nom, brut in avant.items()}
    return base, {nom: lues[nom] if nom in lues else base[nom] for nom in apres}


def a_ecrire(
    s: Lecteur,
    acte: Acte,
    codes: Iterable[str],
    avant: Mapping[str, object],
    apres: Mapping[str, object],
    actuel: Mapping[str, object],
) -> dict[str, object]:
    """The fields to write.

    Args:
        s: the open write transaction.
        acte: for local time.
        codes: households under which a change of this sheet may have been journaled.
        avant: state the form opened with, read.
        apres: state it holds, read.
        actuel: what the base holds.

    Raises:
        FicheModifiee: what changed since the form opened, by whom and when; nothing is written.
    """
    fusion = fusionner(avant, apres, actuel)
    if fusion.conflits:
        changements = tuple(
            (c, textes.libelle(c), _NON_DITS.get(c) or textes.valeur_affichee(c, actuel[c])) for c in fusion.conflits
        )
        par, le = _auteur(s, codes, set(fusion.conflits))
        raise FicheModifiee(changements, par=par, le=acte.local(le) if le else None)
    return fusion.a_ecrire


def _auteur(s: Lecteur, codes: Iterable[str], champs: set[str]) -> tuple[str, datetime | None]:
    """Who last changed one of these fields, and when."""
    trouves = [
        (datetime.fromisoformat(le), str(agent))
        for code in codes
        for le, contenu, agent in s.lignes(_MODIFICATIONS, {"objet": code})
        if champs & set(json.loads(contenu).get("champs", "").split(","))
    ]
    if not trouves:
        return "", None
    le, agent = max(trouves)
    return agent, le
