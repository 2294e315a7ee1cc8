import type { FieldProblem } from '../../errors.ts'
import { Radios } from '../../ui/form/choices.tsx'
import { DateField } from '../../ui/form/date-field.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Select } from '../../ui/form/select.tsx'
import { Textarea } from '../../ui/form/textarea.tsx'
import type { FormValues } from '../../ui/request.ts'
import type { Words } from '../../words.ts'
import { abilitiesToShare, verificationTypes } from '../register/registration.ts'

interface Part {
  readonly t: Words
  readonly values?: FormValues | undefined
  readonly problems?: readonly FieldProblem[] | undefined
}

/** The five facts by which a learner is found. */
export function WhoFields({ t, values, problems }: Part) {
  const text = { t, problems, spellcheck: false, autocomplete: 'off' } as const
  return (
    <>
      <Field {...text} name="givenName" label={t('record.givenName')} value={values?.['givenName']} />
      <Field {...text} name="familyName" label={t('record.familyName')} value={values?.['familyName']} />
      <DateField
        t={t}
        name="birthDate"
        label={t('record.birthDate')}
        problems={problems}
        value={datePartsIn(values, 'birthDate')}
      />
      <Select
        t={t}
        name="gender"
        label={t('register.gender')}
        problems={problems}
        value={values?.['gender'] || '0'}
        options={['1', '2', '9', '0'].map((code) => ({
          value: code,
          label: t.say(`register.gender_${code}`),
        }))}
      />
      <Field
        {...text}
        name="lastKnownPostCode"
        label={t('register.lastKnownPostCode')}
        hint={t('register.postcodeHint')}
        width="short"
        optional
        value={values?.['lastKnownPostCode']}
      />
    </>
  )
}

/** What helps to find somebody whose name changed, or of whom two fit. */
export function HelpingFields({ t, values, problems }: Part) {
  const text = { t, problems, spellcheck: false, autocomplete: 'off', optional: true } as const
  return (
    <>
      {(['preferredGivenName', 'previousFamilyName', 'familyNameAtAge16'] as const).map((name) => (
        <Field {...text} name={name} label={t(`register.detail_${name}`)} value={values?.[name]} />
      ))}
      <Field
        {...text}
        name="scottishCandidateNumber"
        label={t('register.scottishCandidateNumber')}
        inputmode="numeric"
        width="medium"
        value={values?.['scottishCandidateNumber']}
      />
      <Field
        {...text}
        name="emailAddress"
        type="email"
        label={t('register.emailAddress')}
        value={values?.['emailAddress']}
      />
    </>
  )
}

/** How it was made sure who they are, and what they said to sharing. */
export function StandingFields({ t, values, problems }: Part) {
  return (
    <>
      <Select
        t={t}
        name="verificationType"
        label={t('register.verificationType')}
        problems={problems}
        value={values?.['verificationType'] || '0'}
        options={verificationTypes.map((code) => ({
          value: code,
          label: t.say(`register.verification_${code}`),
        }))}
      />
      <Field
        t={t}
        name="otherVerificationDescription"
        label={t('register.otherVerificationDescription')}
        hint={t('register.otherVerificationHint')}
        optional
        problems={problems}
        value={values?.['otherVerificationDescription']}
      />
      <Radios
        t={t}
        name="abilityToShare"
        label={t('register.abilityToShare')}
        problems={problems}
        value={values?.['abilityToShare'] || '0'}
        choices={abilitiesToShare.map((code) => ({ value: code, label: t.say(`register.share_${code}`) }))}
      />
    </>
  )
}

/** All that need not be said, folded until somebody opens it or something in it is wrong. */
export function MoreFields({ t, values, problems }: Part) {
  const text = { t, problems, spellcheck: false, autocomplete: 'off', optional: true } as const
  const inside = [...plain, 'emailAddress', 'scottishCandidateNumber', 'notes', 'dateOfAddressCapture']
  const isOpen = inside.some((name) => values?.[name] || problems?.some(({ field }) => field === name))
  return (
    <details open={isOpen}>
      <summary>{t('register.more')}</summary>
      <HelpingFields t={t} values={values} problems={problems} />
      {plain
        .filter((name) => !helping.has(name))
        .map((name) => (
          <Field {...text} name={name} label={t(`register.detail_${name}`)} value={values?.[name]} />
        ))}
      <DateField
        t={t}
        name="dateOfAddressCapture"
        label={t('register.dateOfAddressCapture')}
        optional
        problems={problems}
        value={datePartsIn(values, 'dateOfAddressCapture')}
      />
      <Textarea
        t={t}
        name="notes"
        label={t('register.notes')}
        optional
        problems={problems}
        value={values?.['notes']}
      />
    </details>
  )
}

const plain = [
  'preferredGivenName',
  'previousFamilyName',
  'familyNameAtAge16',
  'title',
  'middleOtherName',
  'placeOfBirth',
  'schoolAtAge16',
  'lastKnownAddressLine1',
  'lastKnownAddressLine2',
  'lastKnownAddressTown',
  'lastKnownAddressCountyOrCity',
  'nationality',
] as const
const helping: ReadonlySet<string> = new Set([
  'preferredGivenName',
  'previousFamilyName',
  'familyNameAtAge16',
])

function datePartsIn(values: FormValues | undefined, name: string) {
  return { day: values?.[`${name}-day`], month: values?.[`${name}-month`], year: values?.[`${name}-year`] }
}

/** What was typed, to go along in another form. */
export function HiddenValues({ values }: { values: FormValues }) {
  return (
    <>
      {Object.entries(values)
        .filter(([name, value]) => name !== 'csrf' && name !== 'purpose' && value !== '')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}
