import { paths } from '../../../paths.ts'
import { Button } from '../../../ui/form/button.tsx'
import { Radios } from '../../../ui/form/choices.tsx'
import { DateField, datePartsOf } from '../../../ui/form/date-field.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Select } from '../../../ui/form/select.tsx'
import { EmptyState } from '../../../ui/text/notice.tsx'
import { gradeShown, gradeText, seriesText } from '../../record-words.ts'
import { knownScheme } from '../../qualifications/added-schemes.ts'
import type { IssuedVersion } from '../../results/issued.ts'
import type { AtWorkProps } from './work-pages.tsx'

/** Agree, and put it right in the same step; or say why not. */
export function AnswerForms(props: AtWorkProps) {
  const { frame, organisation, one, again } = props
  const { t } = frame
  const [organisationId, id] = [organisation.organisationId, one.challenge.challengeId]
  const cannotBeFound = one.challenge.eventId === null && one.found.length === 0
  return (
    <>
      {cannotBeFound ? (
        <EmptyState title={t('challenge.notFoundYet')}>
          <p>{t('challenge.notFoundYetText')}</p>
        </EmptyState>
      ) : (
        <Form frame={frame} action={paths.challengeUphold(organisationId, id)} id="uphold">
          <h2>{t('challenge.upholdTitle')}</h2>
          <Remedy {...props} />
          <Field
            t={t}
            name="reason"
            label={t('challenge.reason')}
            hint={t('challenge.reasonHint')}
            value={again?.values['reason']}
            problems={again?.problems}
          />
          <Button>{t('challenge.uphold')}</Button>
        </Form>
      )}
      <Form frame={frame} action={paths.challengeReject(organisationId, id)} id="reject">
        <h2>{t('challenge.rejectTitle')}</h2>
        <Field
          t={t}
          name="rejectionReason"
          label={t('challenge.rejectionReason')}
          hint={t('challenge.rejectionHint')}
          value={again?.values['rejectionReason']}
          problems={again?.problems}
        />
        <Button look="secondary">{t('challenge.reject')}</Button>
      </Form>
    </>
  )
}

function Remedy(props: AtWorkProps) {
  const { frame, one } = props
  const { t } = frame
  const { challenge, found } = one
  const latest = one.versions.findLast((version) => version.isReleased)
  if (challenge.eventId === null) {
    return (
      <>
        <input type="hidden" name="remedy" value="found" />
        <Select
          t={t}
          name="eventId"
          label={t('challenge.found')}
          hint={t('challenge.foundHint')}
          problems={props.again?.problems}
          empty={t('challenge.chooseOne')}
          options={found.map((line) => ({
            value: line.eventId,
            label: `${line.title} · ${gradeShown(t, line) ?? ''} · ${seriesText(t, line.series)}`,
          }))}
        />
      </>
    )
  }
  if (challenge.kind !== 'incorrect' || !latest) {
    return (
      <>
        <input type="hidden" name="remedy" value="withdraw" />
        <p>{t(`challenge.upholdWithdraws_${challenge.kind === 'duplicate' ? 'duplicate' : 'notMine'}`)}</p>
      </>
    )
  }
  return <Correction {...props} latest={latest} />
}

function Correction({ frame: { t }, again, latest }: AtWorkProps & { latest: IssuedVersion }) {
  const problems = again?.problems
  const grades = knownScheme(latest.gradingScheme)?.grades ?? []
  return (
    <>
      <Radios
        t={t}
        name="remedy"
        label={t('challenge.remedy')}
        value={again?.values['remedy'] ?? 'correct'}
        problems={problems}
        choices={[
          { value: 'correct', label: t('challenge.remedyCorrect') },
          ...(latest.change === 'withdrawn'
            ? []
            : [{ value: 'withdraw', label: t('challenge.remedyWithdraw') }]),
        ]}
      />
      <Select
        t={t}
        name="grade"
        label={t('record.grade')}
        value={again?.values['grade'] || latest.grade}
        problems={problems}
        options={grades.map((grade) => ({ value: grade, label: gradeText(t, latest.gradingScheme, grade) }))}
      />
      <DateField
        t={t}
        name="awardDate"
        label={t('record.awarded')}
        value={datePartsOf(latest.awardDate)}
        problems={problems}
      />
      <Select
        t={t}
        name="status"
        label={t('record.status')}
        value={again?.values['status'] ?? latest.status}
        problems={problems}
        options={[
          { value: 'final', label: t('record.final') },
          { value: 'provisional', label: t('record.provisional') },
        ]}
      />
    </>
  )
}
