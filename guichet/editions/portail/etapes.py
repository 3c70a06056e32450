"""What the parent does next, in the very words of the portal's screens (sources 0, 1, 3 and 4).

Numbers are given by whoever prints: the guide the towns hand out numbers two steps 6 (source 3.9).
"""

from __future__ import annotations

_ACTIVER = (
    "Ouvrez votre boîte mail et cliquez sur le lien d’activation envoyé par la ville.",
    "Un message confirme l’activation. Cliquez sur «\u00a0Accueil\u00a0».",
)
_ALLER = "Allez à l’adresse ci-dessus."
_ENTRER = "Entrez l’identifiant et le mot de passe ci-dessus, puis cliquez sur «\u00a0Connexion\u00a0»."
_CGU = (
    "Descendez tout en bas des conditions générales d’utilisation\u00a0: le bouton devient vert."
    " Cliquez dessus pour les accepter."
)
_CREER = (
    "Allez à l’adresse ci-dessus et cliquez sur «\u00a0créer mon espace\u00a0» (adresse mail obligatoire).",
    "Renseignez votre identité, votre adresse et les moyens de vous contacter.",
)
_CLE = (
    "Saisissez votre «\u00a0Clé Enfance\u00a0» telle qu’elle est écrite ci-dessus\u00a0:"
    " elle donne accès aux démarches de vos enfants."
)
_VERIFIER = "Ouvrez «\u00a0Ma famille\u00a0» et vérifiez que tous vos enfants y sont."


def etapes(
    mode_compte: str, *, mot_de_passe: bool, cle: bool, changement_force: bool, politique: str
) -> tuple[str, ...]:
    """The steps after a slip carrying a temporary password, a Clé Enfance, both or neither.

    `mode_compte` is `courriel` (activation link first), `parent` (creates the account) or `guichet`.
    """
    relier = (_CLE, _VERIFIER) if cle else ()
    if mot_de_passe:
        acces = (*_ACTIVER, _ENTRER) if mode_compte == "courriel" else (_ALLER, _ENTRER)
        return (*acces, _nouveau(politique, force=changement_force), _CGU, *relier)
    if mode_compte == "parent":
        choix = f"Choisissez votre nom d’utilisateur et votre mot de passe\u00a0: {politique}."
        return (*_CREER, choix, *relier)
    return (_ALLER, "Connectez-vous avec votre identifiant et votre mot de passe habituels.", *relier)


def _nouveau(politique: str, *, force: bool) -> str:
    verbe = "Choisissez" if force else "Nous vous conseillons de choisir"
    return f"{verbe} votre mot de passe personnel\u00a0: {politique}."
