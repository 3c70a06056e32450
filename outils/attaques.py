"""Ways of writing in a base without the program, and what `guichet verifier` says of each: printed in docs/securite.md.

Declared here, played one by one by tests/services/socle/verification, which says how each is done.
"""

from __future__ import annotations

RIEN = "rien"
"""What it says of what it cannot see."""
REMARQUE = "Remarque, qui n’est pas une anomalie : "
"""Before what it tells without accusing anybody."""


def _hors(table: str, cle: object, quoi: str) -> str:
    return f"Dans « {table} », la ligne {cle} a été {quoi} hors de Guichet."


_TOTAL = (
    "Dans « {} », chaque ligne porte un sceau de Guichet, mais leur total n’est plus le sien : une ligne a été effacée "
    "avec son sceau, ou remise comme elle était autrefois."
)
_TETE = (
    "Le journal finit à la ligne {}, et ce n’est pas là que Guichet l’a laissé avec les sceaux : des lignes y ont été "
    "ajoutées ou récrites sans la clé, ou les sceaux sont ceux d’une autre copie."
)
_REMEDE = "remettez celui de la dernière sauvegarde, et comparez la fin du journal avec ce que vous en avez gardé."
_RETIRE = "Le garde-fou « {} » a été retiré ou changé : la base a pu être récrite."

_RETIRES = "Les sceaux de la base ont été retirés : plus rien ne dit que ses lignes sont celles de Guichet."
_FORGE = (
    "Ce que le témoin guichet.db.temoin dit de la ligne 1 n’a pas été écrit par Guichet pour cette base : il a été "
    "récrit, ou c’est celui d’une autre."
)

ATTAQUES: tuple[tuple[str, str], ...] = (
    (
        "Une base réelle dite « de formation », où l’on entre sans mot de passe",
        "Cette base se dit de formation, et ce n’est pas Guichet qui l’a écrit : personne n’y entre sans mot de passe. "
        "Remettez une sauvegarde par « guichet restaurer ».",
    ),
    ("Le rôle d’un agent élevé", _hors("agent", 2, "modifiée")),
    ("Le mot de passe d’un agent remplacé", _hors("agent", 2, "modifiée")),
    ("Une session ouverte à la main", _hors("session_agent", 77, "ajoutée")),
    ("Le règlement de la commune changé", _hors("reglement", 1, "modifiée")),
    ("Une remise d’identifiants effacée", _hors("remise", 1, "effacée")),
    ("Un acte d’une visite changé", _hors("acte_passage", 1, "modifiée")),
    ("Un envoi au portail effacé", _hors("envoi_portail", 1, "effacée")),
    ("L’état d’une réservation changé", _hors("reservation", 1, "modifiée")),
    ("Une réservation rendue gratuite", _hors("reservation", 1, "modifiée")),
    ("Une priorité gagnée dans une inscription", _hors("inscription", 1, "modifiée")),
    ("Un compte suspendu rouvert", _hors("compte_portail", 1, "modifiée")),
    ("Une Clé Enfance révoquée rendue valable", _hors("cle_enfance", 1, "modifiée")),
    ("Une ligne effacée, et son sceau avec elle", _TOTAL.format("remise")),
    ("Une ligne d’hier remise, avec son sceau d’hier", _TOTAL.format("compte_portail")),
    ("Les mêmes, et les totaux d’hier", _TETE.format("{fin}")),
    ("Un sceau d’une autre ligne mis à la place", _hors("agent", 1, "modifiée")),
    ("Un texte rendu illisible", "La table « remise » ne se lit plus : elle a été changée hors de Guichet."),
    ("Une table effacée", "La table « remise » a été retirée hors de Guichet."),
    ("L’état des sceaux remplacé par autre chose", _RETIRES),
    (
        "Les sceaux effacés",
        _RETIRES,
    ),
    ("Un garde-fou retiré", _RETIRE.format("sc_journal_update")),
    ("Un garde-fou récrit", _RETIRE.format("ag_tous_droits_update")),
    ("Un déclencheur ajouté, qui récrit ce que Guichet écrit", "Le garde-fou « aide » a été ajouté hors de Guichet."),
    ("Un index d’unicité retiré", "L’index « ux_cle_vivante » a été retiré hors de Guichet."),
    ("Une contrainte retirée d’une table", "La table « agent » a été changée hors de Guichet."),
    ("Une ligne du journal changée", "La ligne 2 du journal a été modifiée : son empreinte ne correspond plus."),
    ("Le journal récrit et chaîné de nouveau", _TETE.format("{fin}")),
    ("Le même, et le témoin récrit de même", _TETE.format("{fin}")),
    ("Une ligne ajoutée au journal, bien chaînée", _TETE.format("{fin}")),
    ("La fin du journal coupée, et celle du témoin", _TETE.format("{fin}")),
    ("Le témoin effacé", f"Le témoin {{temoin}} manque : {_REMEDE}"),
    ("Le témoin vidé", f"Le témoin {{temoin}} est vide : {_REMEDE}"),
    (
        "Le témoin illisible",
        f"Le témoin {{temoin}} ne se lit pas (c’est un dossier) : vérifiez ses droits, ou {_REMEDE}",
    ),
    (
        "Le témoin récrit sans la clé",
        _FORGE,
    ),
    (
        "Le témoin ramené à ce qu’il était avant les sceaux",
        _FORGE,
    ),
    ("Le témoin d’une autre base mis à la place", _FORGE),
    (
        "Un témoin d’hier remis à côté de la base d’aujourd’hui",
        f"{REMARQUE}En retard de 1 ligne sur le journal : le prochain acte le rattrape. Il a pu être coupé par un "
        "arrêt brutal, ou remis d’autrefois : comparez-le à celui de la dernière sauvegarde.",
    ),
    (
        "Une base d’hier remise à la place",
        "La fin du journal manque à partir de la ligne {suite} : le témoin guichet.db.temoin connaît la ligne {suite}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées.",
    ),
    (
        "La clé retirée de la machine",
        "Les sceaux ne sont pas vérifiés. La clé qui protège cette base (ce qui s’y écrit, ses Clés Enfance) n’est pas "
        "sur cette machine : copiez le fichier de clés du premier poste et nommez-le par GUICHET_CLES. "
        "En dernier recours, si plus personne ne l’a : « guichet remplacer-cle ».",
    ),
    ("Une base d’hier remise, et son témoin d’hier avec elle", RIEN),
    ("Le régime d’un enfant changé (personnes et familles n’ont pas de sceau)", RIEN),
)
"""What is done, and a sentence of the report; {temoin}: path of the witness, {fin}: last line of the journal."""
