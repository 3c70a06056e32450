"""How each line of outils.attaques is done to a base: a base, and the same some acts before, are given to it."""

from __future__ import annotations

from tests.services.socle.verification.gestes import (
    Geste,
    ajouter_au_journal,
    ancienne_ligne,
    couper,
    effacer_le_temoin,
    en_dossier,
    forger_le_temoin,
    rechainer,
    rechainer_avec_le_temoin,
    remettre_la_base,
    remettre_le_temoin,
    remettre_tout,
    retirer_la_cle,
    sans_mac,
    schema,
    sql,
    temoin_d_une_autre_base,
    totaux_d_avant,
    vider_le_temoin,
)

_MOT_DE_PASSE = "$argon2id$v=19$m=8,t=1,p=1$c2VsZGVzZWw$3F0cZJ4sXK0"
_SESSION = (
    "INSERT INTO session_agent (id, agent_id, empreinte, ouverte_le, expire_le, compte, terminal) "
    "SELECT 77, agent_id, 'x', ouverte_le, '2036-01-01 00:00:00.000000', compte, '' FROM session_agent"
)

REELLE = "Une base réelle dite « de formation », où l’on entre sans mot de passe"
"""Done to a base that is not for training."""

GESTES: dict[str, Geste] = {
    "Une base réelle dite « de formation », où l’on entre sans mot de passe": sql(
        "UPDATE parametre SET valeur = '1' WHERE cle = 'formation'"
    ),
    "Le rôle d’un agent élevé": sql("UPDATE agent SET role = 'superviseur' WHERE id = 2"),
    "Le mot de passe d’un agent remplacé": sql(f"UPDATE agent SET hash = '{_MOT_DE_PASSE}' WHERE id = 2"),
    "Une session ouverte à la main": sql(_SESSION),
    "Le règlement de la commune changé": sql(
        'UPDATE reglement SET contenu = replace(contenu, \'"zone":"C"\', \'"zone":"A"\')'
    ),
    "Une remise d’identifiants effacée": sql("DELETE FROM remise"),
    "Un acte d’une visite changé": sql("UPDATE acte_passage SET libelle = 'autre' WHERE id = 1"),
    "Un envoi au portail effacé": sql("DELETE FROM envoi_exporte", "DELETE FROM envoi_portail"),
    "L’état d’une réservation changé": sql("UPDATE reservation SET etat = 'annulee' WHERE id = 1"),
    "Une réservation rendue gratuite": sql("UPDATE reservation SET facturee = 0 WHERE id = 1"),
    "Une priorité gagnée dans une inscription": sql("UPDATE inscription SET priorite = 9 WHERE id = 1"),
    "Un compte suspendu rouvert": sql("UPDATE compte_portail SET etat = 'active'"),
    "Une Clé Enfance révoquée rendue valable": sql("UPDATE cle_enfance SET etat = 'remise'"),
    "Une ligne effacée, et son sceau avec elle": sql("DELETE FROM remise", "DELETE FROM sceau WHERE objet = 'remise'"),
    "Une ligne d’hier remise, avec son sceau d’hier": ancienne_ligne,
    "Les mêmes, et les totaux d’hier": totaux_d_avant,
    "Un sceau d’une autre ligne mis à la place": sql(
        "UPDATE sceau SET valeur = zeroblob(16) WHERE objet = 'agent' AND cle = '1'"
    ),
    "Un texte rendu illisible": sql("UPDATE remise SET agent = CAST(x'C3' AS TEXT)"),
    "Une table effacée": schema("DROP TABLE remise"),
    "L’état des sceaux remplacé par autre chose": sql("UPDATE sceau SET valeur = CAST('[]' AS BLOB) WHERE objet = ''"),
    "Les sceaux effacés": sql("DELETE FROM sceau WHERE objet <> 'parametre'"),
    "Un garde-fou retiré": schema("DROP TRIGGER sc_journal_update"),
    "Un garde-fou récrit": schema(
        "DROP TRIGGER ag_tous_droits_update",
        "CREATE TRIGGER ag_tous_droits_update BEFORE UPDATE OF tous_droits ON agent WHEN 0 BEGIN SELECT 1; END",
    ),
    "Un déclencheur ajouté, qui récrit ce que Guichet écrit": schema(
        "CREATE TRIGGER aide AFTER INSERT ON reservation BEGIN "
        "UPDATE reservation SET facturee = 0 WHERE id = NEW.id; END"
    ),
    "Un index d’unicité retiré": schema("DROP INDEX ux_cle_vivante"),
    "Une contrainte retirée d’une table": schema(
        "UPDATE sqlite_master SET sql = replace(sql, 'echecs >= 0', 'echecs >= -9') WHERE name = 'agent'"
    ),
    "Une ligne du journal changée": sql("UPDATE journal SET agent = 'personne' WHERE seq = 2"),
    "Le journal récrit et chaîné de nouveau": rechainer,
    "Le même, et le témoin récrit de même": rechainer_avec_le_temoin,
    "Une ligne ajoutée au journal, bien chaînée": ajouter_au_journal,
    "La fin du journal coupée, et celle du témoin": couper,
    "Le témoin effacé": effacer_le_temoin,
    "Le témoin vidé": vider_le_temoin,
    "Le témoin illisible": en_dossier,
    "Le témoin récrit sans la clé": forger_le_temoin,
    "Le témoin ramené à ce qu’il était avant les sceaux": sans_mac,
    "Le témoin d’une autre base mis à la place": temoin_d_une_autre_base,
    "Un témoin d’hier remis à côté de la base d’aujourd’hui": remettre_le_temoin,
    "Une base d’hier remise à la place": remettre_la_base,
    "La clé retirée de la machine": retirer_la_cle,
    "Une base d’hier remise, et son témoin d’hier avec elle": remettre_tout,
    "Le régime d’un enfant changé (personnes et familles n’ont pas de sceau)": sql(
        "UPDATE personne SET regimes = 'sans porc'"
    ),
}
