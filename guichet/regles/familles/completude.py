"""What is worth asking while the family is here (source 1.8: what is filled once serves every request)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guichet.fiches.familles.foyer import FicheFamille, Membre
from guichet.formats.mots import de


def champs_manquants(
    famille: FicheFamille, responsables: Sequence[Membre], enfants: Sequence[Membre], *, courriel_exige: bool
) -> tuple[str, ...]:
    """The missing fields in French, in the order of the sheet; none blocks anything.

    `courriel_exige`: the portal of the town takes nobody without a mail address, so one is asked for.
    """
    return tuple(_foyer(famille)) + tuple(_personnes(responsables, enfants, courriel_exige=courriel_exige))


def _foyer(famille: FicheFamille) -> Iterator[str]:
    if not famille.adresse:
        yield "adresse"
    if not famille.code_postal or not famille.ville:
        yield "code postal et ville"


def _personnes(responsables: Sequence[Membre], enfants: Sequence[Membre], *, courriel_exige: bool) -> Iterator[str]:
    if not any(r.mobile or r.fixe for r in responsables):
        yield "téléphone d’un responsable"
    if courriel_exige and not any(r.courriel for r in responsables):
        yield "courriel d’un responsable"
    if responsables and not any(r.autorite_parentale for r in responsables):
        yield "autorité parentale"
    for enfant in enfants:
        if enfant.naissance is None:
            yield f"{'jour de ' if enfant.naissance_partielle else ''}naissance {de(enfant.prenom)}"
        if not enfant.classe and enfant.ecole:
            yield f"classe {de(enfant.prenom)}"
