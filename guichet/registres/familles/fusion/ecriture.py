"""Writing a merge: the fields decided, then every row made to point to the file kept."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from guichet.fiches.familles.fusion import Cote
from guichet.formats import PARIS
from guichet.formats.naissances import colonnes
from guichet.registres.familles import coordonnees
from guichet.registres.familles.fusion import doubles, perimetre, photo, places
from guichet.registres.familles.fusion.photo import Cle, Photo
from guichet.registres.familles.fusion.plan import ADRESSE, FICHE

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.familles.fusion.plan import Plan
    from guichet.registres.socle.acte import Acte
    from guichet.regles.familles.fusions import Ecart


def reunir(s: Ecriture, acte: Acte, plan: Plan, *, sauf: Collection[str]) -> None:
    """Make the two files one.

    Args:
        s: the open write transaction; what other subjects have twice was settled before.
        acte: surroundings.
        plan: what was decided.
        sauf: tables whose own writer moves their rows.

    Raises:
        FusionImpossible: see doubles.
    """
    _absorber(s, plan)
    if plan.fondu is not None:
        _ecrire_foyer(s, acte, plan)
    for garde_id, ecarts in plan.fiches.items():
        _ecrire_fiche(s, acte, garde_id, ecarts)
    doubles.reunir(s, acte, plan)
    places.reunir(s, plan)
    _deplacer(s, plan, sauf)
    if plan.fondu is not None:
        places.payeurs(s, plan)


def _absorber(s: Ecriture, plan: Plan) -> None:
    """First: a household absorbed needs no responsable any more. Those it had absorbed follow it."""
    vers = {perimetre.PERSONNE: plan.siens}
    if plan.fondu is not None:
        vers[perimetre.FAMILLE] = {plan.familles[1]: plan.familles[0]}
    for table, paires in vers.items():
        for fondu, garde in paires.items():
            s.ordre(
                f"UPDATE {table} SET fusionnee_dans = :garde, version = version + 1 "  # noqa: S608 - our own words
                "WHERE id = :fondu OR fusionnee_dans = :fondu",
                {"garde": garde, "fondu": fondu},
            )
            s.ordre(f"UPDATE {table} SET version = version + 1 WHERE id = :id", {"id": garde})  # noqa: S608


def _ecrire_foyer(s: Ecriture, acte: Acte, plan: Plan) -> None:
    """Write the address with the residence it means, and how invoices leave; the rest has rows of its own."""
    garde, fondu = plan.garde.foyer, plan.source.foyer
    neuf: dict[str, Any] = {}
    for ecart in plan.foyer:
        pris = ecart.valeur != ecart.garde
        if ecart.champ == "adresse":
            _garder_trace(s, acte, ecart, ADRESSE, famille_id=garde.famille_id)
            if pris and isinstance(ecart.valeur, tuple):
                neuf |= dict(zip(ADRESSE, ecart.valeur, strict=True)) | {"residence": fondu.residence}
        elif ecart.champ == "envoi_factures" and pris:
            neuf |= {"envoi_factures": ecart.valeur, "envoi_depuis": fondu.envoi_depuis}
    _ecrire(s, perimetre.FAMILLE, garde.famille_id, neuf)


def _ecrire_fiche(s: Ecriture, acte: Acte, garde_id: int, ecarts: tuple[Ecart, ...]) -> None:
    neuf: dict[str, Any] = {e.champ: e.valeur for e in ecarts if e.champ in FICHE and e.valeur != e.garde}
    for ecart in ecarts:
        if ecart.champ in FICHE:
            _garder_trace(s, acte, ecart, (ecart.champ,), personne_id=garde_id)
    if "naissance" in neuf:
        neuf["naissance"], neuf["naissance_partielle"] = colonnes(neuf["naissance"])
    _ecrire(s, perimetre.PERSONNE, garde_id, neuf)


def _ecrire(s: Ecriture, table: str, id_: int, neuf: dict[str, Any]) -> None:
    if neuf:
        champs = ", ".join(f"{champ} = :{champ}" for champ in neuf)
        s.ordre(f"UPDATE {table} SET {champs} WHERE id = :id", {**neuf, "id": id_})  # noqa: S608 - our own words


def _garder_trace(
    s: Ecriture,
    acte: Acte,
    ecart: Ecart,
    champs: tuple[str, ...],
    *,
    famille_id: int | None = None,
    personne_id: int | None = None,
) -> None:
    """Keep the former value of the file kept, as any change does; that of the other one stays on its own sheet.

    Taken apart, the file kept must not tell what the other one's telephone was (rule 32).
    """
    if ecart.cote is not Cote.FONDU:
        return
    avant, apres = (v if isinstance(v, tuple) else (v,) for v in (ecart.garde, ecart.valeur))
    lus = {
        champ: (a, b) for champ, a, b in zip(champs, avant, apres, strict=True) if a != b and not isinstance(a, date)
    }
    coordonnees.historiser(
        s,
        acte,
        {champ: a for champ, (a, _) in lus.items()},
        {champ: b for champ, (_, b) in lus.items()},
        famille_id=famille_id,
        personne_id=personne_id,
    )


def _deplacer(s: Ecriture, plan: Plan, sauf: Collection[str]) -> None:
    """Whatever points to the file absorbed points to the one kept, table after table."""
    vers = {perimetre.PERSONNE: plan.siens, perimetre.FAMILLE: {}}
    if plan.fondu is not None:
        vers[perimetre.FAMILLE] = {plan.familles[1]: plan.familles[0]}
    for r in perimetre.renvois():
        if r.table not in sauf:
            for fondu, garde in vers[r.vers].items():
                s.ordre(
                    f"UPDATE {r.table} SET {r.colonne} = :garde WHERE {r.colonne} = :fondu",  # noqa: S608 - the models
                    {"garde": garde, "fondu": fondu},
                )


def noter(s: Ecriture, acte: Acte, plan: Plan, avant: Photo, tenus: Collection[Cle] = ()) -> int:
    """Keep what the day may give back; what no day can any more is forgotten. Returns the merge's number.

    Args:
        s: the open write transaction, once everything was written.
        acte: surroundings.
        plan: what was done.
        avant: the rows as they were.
        tenus: rows that stand for one of the other file since (photo.comparer).
    """
    from models import Fusion

    oublier(s, acte.jour)
    s.flush()
    apres = photo.prendre(s, plan.familles, plan.personnes)
    contenu = {
        "paires": [[p.garde_id, p.fondu_id] for p in plan.paires],
        "gens": sorted({p.personne_id for p in plan.source.places}) if plan.fondu else [],
        "presentes": [[nom, cle] for nom, cle in apres],
        "ecrits": photo.ecrits_en_json(photo.comparer(avant, apres, tenus)),
    }
    fusion = Fusion(
        le=acte.le,
        agent=acte.agent,
        famille_id=plan.familles[0],
        fondue_id=plan.familles[1] if plan.fondu else None,
        contenu=photo.en_json(contenu),
    )
    s.add(fusion)
    s.flush()
    assert fusion.id is not None  # noqa: S101 - just flushed
    return fusion.id


def oublier(s: Ecriture, jour: date) -> int:
    """Forget what merges before this day would give back: it may be a PAI, or the hash of a password."""
    debut = datetime.combine(jour, time(), PARIS)
    vide = json.dumps({})
    return s.ordre(
        "UPDATE fusion SET contenu = :vide WHERE le < :debut AND contenu <> :vide", {"vide": vide, "debut": debut}
    )
