export const impact = {
  title_one: 'Ces modifications touchent {{count}} réservation ou demande',
  title_other: 'Ces modifications touchent {{count}} réservations ou demandes',
  lead: 'Rien n’est encore enregistré. Revenez en arrière pour corriger, ou choisissez ce qu’elles deviennent.',
  group: '{{reason}} ({{number}})',
  reason: {
    room_removed: 'La salle est supprimée',
    outside_hours: 'Hors des nouveaux horaires',
    over_capacity: 'Plus de personnes que de places',
    sold_otherwise: 'La salle ne se vend plus de la même façon',
    price_changed: 'Convenues à un autre prix',
  },
  hint: {
    room_removed: 'Elles y auraient lieu quand même, si vous les gardez.',
    outside_hours: 'Une partie au moins de leur créneau ne sera plus ouverte.',
    over_capacity: 'Les dernières arrivées sont celles qui dépassent.',
    sold_otherwise: 'Entière ou à la place : elles gardent ce qui a été réservé.',
    price_changed:
      'Leur prix ne change pas : seules les prochaines réservations paient le nouveau.',
  },
  agreed: 'Convenu :',
  at_new_price: 'Au nouveau prix :',
  also: 'Aussi : {{reasons}}',
  more_one: 'et {{count}} autre : voyez la planification.',
  more_other: 'et {{count}} autres : voyez la planification.',
  question: 'Que deviennent-elles ?',
  keep: 'Les garder',
  keep_means:
    'Elles auront lieu comme convenu ; seules les prochaines suivent ce que vous enregistrez.',
  cancel: 'Les annuler et rembourser',
  cancel_means:
    'Les demandes sont déclinées, les places proposées retirées, les réservations annulées et intégralement remboursées.',
  too_many: 'Au plus {{most}} à la fois : gardez-les, puis bloquez les créneaux par périodes.',
  why: 'Motif communiqué aux coworkers',
  sure_one: 'Je confirme : {{count}} réservation ou demande prend fin, {{amount}} TTC sont rendus.',
  sure_other:
    'Je confirme : {{count}} réservations ou demandes prennent fin, {{amount}} TTC sont rendus.',
  save: 'Enregistrer',
  save_and_keep: 'Enregistrer et garder ces réservations',
  save_and_cancel: 'Enregistrer, annuler et rembourser',
  cancelled_one: '{{count}} réservation annulée : le remboursement part dans la minute.',
  cancelled_other: '{{count}} réservations annulées : les remboursements partent dans la minute.',
  left_one: '{{count}} réservation ne suit pas ces modifications : voyez-la sur la planification.',
  left_other:
    '{{count}} réservations ne suivent pas ces modifications : voyez-les sur la planification.',
}
