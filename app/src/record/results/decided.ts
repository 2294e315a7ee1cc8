/** What a person decided of rows that wait, where their names and birth dates are still those of the decision. */
export const sameWho = (row: string, decided: string) =>
  `(${['given_name_key', 'family_name_key', 'birth_date'].map((name) => `${row}.${name}`).join(', ')})
   = (${['given_name_key', 'family_name_key', 'birth_date'].map((name) => `${decided}.${name}`).join(', ')})`

/** The decisions that stand on the events which `among` names, with whom they are about. `$1` is the issuer. */
export const standingDecisions = (among: string) =>
  `select m.event_id, d.choice, d.ruled_out, w.given_name_key, w.family_name_key, w.birth_date
   from held_match m
   join held_decision d on d.issuer_id = m.issuer_id and d.event_id = m.event_id and d.number = m.decisions
   join held_result w on w.issuer_id = m.issuer_id and w.event_id = m.event_id and w.version = d.version
   where m.issuer_id = $1 and m.decisions > 0 and d.choice <> 'undo' and m.event_id in (${among})`

/**
 * Versions that a learner has of an event which was attached to them and taken off again: the next go on from there. It
 * asks of no event that nobody decided on. `$1` is the issuer.
 */
export const versionsBefore = (event: string, learner: string) =>
  `left join lateral (
     select e.version, e.award_year from learning_event e
     where e.learner_id = ${learner} and e.event_id = ${event}
       and exists (select from held_decision d where d.issuer_id = $1 and d.event_id = ${event})
     order by e.version desc limit 1
   ) before on true`
