export const feeds = {
  make: 'Créer une adresse',
  address: 'Adresse secrète',
  address_of: 'Adresse secrète : {{name}}',
  copy: 'Copier',
  copy_of: 'Copier l’adresse : {{name}}',
  copied: 'L’adresse est copiée : collez-la dans votre agenda, « S’abonner par adresse ».',
  created: 'Créée le {{moment}}',
  created_by: 'Créée le {{moment}} par {{name}}, qui seul en voit l’adresse',
  unspelt:
    'Cette adresse marche encore mais ne peut plus être affichée. Révoquez-la et créez-en une autre.',
  revoke: 'Révoquer',
  revoke_of: 'Révoquer l’adresse : {{name}}',
  revoke_title: 'Révoquer cette adresse ? {{name}}',
  revoke_text:
    'Les agendas abonnés ne recevront plus rien. Pour les rétablir, il faudra une nouvelle adresse.',
  revoke_action: 'Révoquer l’adresse',
  revoked: 'L’adresse est révoquée.',
  mine: {
    title: 'Abonnez-vous à votre agenda',
    lead: 'Vos réservations dans Google Agenda, Apple Calendrier ou Outlook, à jour toutes seules. Qui a l’adresse voit vos réservations : ne la donnez à personne.',
    empty: 'Aucun agenda n’est abonné : créez une adresse, puis collez-la dans votre agenda.',
    name: 'Mes réservations',
    go: 'Dans mon agenda',
    hosts: 'Les réservations que vous recevez ont leurs propres adresses.',
    of_host: 'Agendas de {{host}}',
  },
  host: {
    tab: 'Agendas',
    go: 'Vos réservations dans Google Agenda, Apple Calendrier ou Outlook.',
    title: 'Abonner un agenda',
    lead: 'Les réservations, demandes et blocages d’un espace ou d’une salle dans Google Agenda, Apple Calendrier ou Outlook.',
    what: 'Ce que montre l’agenda',
    whole: 'Toutes les salles',
    list: 'Adresses',
    list_lead:
      'Qui a l’adresse lit l’agenda sans se connecter, noms des coworkers compris. Elle cesse de marcher quand la personne qui l’a créée quitte l’équipe.',
    empty: 'Aucune adresse pour l’instant : la première se crée ci-dessus.',
    no_space:
      'Ajoutez d’abord un espace : ses réservations pourront alors aller dans votre agenda.',
    gone: 'Espace supprimé',
    gone_room: 'Salle supprimée',
  },
}
