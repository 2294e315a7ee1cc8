import { IntlMessageFormat } from 'intl-messageformat'
import accessCy from '../words/cy/access.json' with { type: 'json' }
import apiCy from '../words/cy/api.json' with { type: 'json' }
import auditCy from '../words/cy/audit.json' with { type: 'json' }
import challengeCy from '../words/cy/challenge.json' with { type: 'json' }
import cohortCy from '../words/cy/cohort.json' with { type: 'json' }
import commonCy from '../words/cy/common.json' with { type: 'json' }
import credentialsCy from '../words/cy/credentials.json' with { type: 'json' }
import errorsCy from '../words/cy/errors.json' with { type: 'json' }
import heldCy from '../words/cy/held.json' with { type: 'json' }
import helpCy from '../words/cy/help.json' with { type: 'json' }
import homeCy from '../words/cy/home.json' with { type: 'json' }
import identityCy from '../words/cy/identity.json' with { type: 'json' }
import institutionCy from '../words/cy/institution.json' with { type: 'json' }
import interopCy from '../words/cy/interop.json' with { type: 'json' }
import logCy from '../words/cy/log.json' with { type: 'json' }
import mailCy from '../words/cy/mail.json' with { type: 'json' }
import portfolioCy from '../words/cy/portfolio.json' with { type: 'json' }
import qualificationCy from '../words/cy/qualification.json' with { type: 'json' }
import recordCy from '../words/cy/record.json' with { type: 'json' }
import recordAccessCy from '../words/cy/recordAccess.json' with { type: 'json' }
import registerCy from '../words/cy/register.json' with { type: 'json' }
import registrationCy from '../words/cy/registration.json' with { type: 'json' }
import seriesCy from '../words/cy/series.json' with { type: 'json' }
import sharingCy from '../words/cy/sharing.json' with { type: 'json' }
import access from '../words/en/access.json' with { type: 'json' }
import api from '../words/en/api.json' with { type: 'json' }
import audit from '../words/en/audit.json' with { type: 'json' }
import challenge from '../words/en/challenge.json' with { type: 'json' }
import cohort from '../words/en/cohort.json' with { type: 'json' }
import common from '../words/en/common.json' with { type: 'json' }
import credentials from '../words/en/credentials.json' with { type: 'json' }
import errors from '../words/en/errors.json' with { type: 'json' }
import held from '../words/en/held.json' with { type: 'json' }
import help from '../words/en/help.json' with { type: 'json' }
import home from '../words/en/home.json' with { type: 'json' }
import identity from '../words/en/identity.json' with { type: 'json' }
import institution from '../words/en/institution.json' with { type: 'json' }
import interop from '../words/en/interop.json' with { type: 'json' }
import log from '../words/en/log.json' with { type: 'json' }
import mail from '../words/en/mail.json' with { type: 'json' }
import portfolio from '../words/en/portfolio.json' with { type: 'json' }
import qualification from '../words/en/qualification.json' with { type: 'json' }
import record from '../words/en/record.json' with { type: 'json' }
import recordAccess from '../words/en/recordAccess.json' with { type: 'json' }
import register from '../words/en/register.json' with { type: 'json' }
import registration from '../words/en/registration.json' with { type: 'json' }
import series from '../words/en/series.json' with { type: 'json' }
import sharing from '../words/en/sharing.json' with { type: 'json' }

const english = {
  access,
  api,
  audit,
  challenge,
  cohort,
  common,
  credentials,
  errors,
  held,
  help,
  home,
  identity,
  institution,
  interop,
  log,
  mail,
  portfolio,
  qualification,
  record,
  recordAccess,
  register,
  registration,
  series,
  sharing,
}

export const catalogues = {
  en: english,
  cy: {
    access: accessCy,
    api: apiCy,
    audit: auditCy,
    challenge: challengeCy,
    cohort: cohortCy,
    common: commonCy,
    credentials: credentialsCy,
    errors: errorsCy,
    held: heldCy,
    help: helpCy,
    home: homeCy,
    identity: identityCy,
    institution: institutionCy,
    interop: interopCy,
    log: logCy,
    mail: mailCy,
    portfolio: portfolioCy,
    qualification: qualificationCy,
    record: recordCy,
    recordAccess: recordAccessCy,
    register: registerCy,
    registration: registrationCy,
    series: seriesCy,
    sharing: sharingCy,
  },
} as const

export type Language = keyof typeof catalogues
export const languages = Object.keys(catalogues) as Language[]

/** By the first language of `Accept-Language`; ours where it is none of ours. */
export function languageAccepted(header: string | undefined): Language {
  const accepted = header?.slice(0, 2).toLowerCase()
  return languages.find((language) => language === accepted) ?? 'en'
}

type Catalogue = typeof english
/** `noun.key`, typed from the English catalogue. */
export type WordKey = { [N in keyof Catalogue]: `${N}.${keyof Catalogue[N] & string}` }[keyof Catalogue]
export type WordValues = Readonly<Record<string, string | number | Date>>

/** Says a catalogued sentence. Keys that come from data (an error's, a check's) go through `say`. */
export interface Words {
  (key: WordKey, values?: WordValues): string
  readonly language: Language
  say(key: string, values?: WordValues): string
}

const spoken = new Map<Language, Words>()

export function wordsFor(language: Language): Words {
  const known = spoken.get(language)
  if (known) return known
  const compiled = new Map<string, IntlMessageFormat>()
  const say = (key: string, values?: WordValues): string => {
    let message = compiled.get(key)
    if (!message) {
      const source = lookUp(language, key) ?? lookUp('en', key)
      if (source === undefined) throw new Error(`no words for ${key}`)
      message = new IntlMessageFormat(source, language === 'en' ? 'en-GB' : language)
      compiled.set(key, message)
    }
    return String(message.format(values))
  }
  const words: Words = Object.assign((key: WordKey, values?: WordValues) => say(key, values), {
    language,
    say,
  })
  spoken.set(language, words)
  return words
}

function lookUp(language: Language, key: string): string | undefined {
  const dot = key.indexOf('.')
  const noun = catalogues[language][key.slice(0, dot) as keyof Catalogue] as
    | Record<string, string>
    | undefined
  return noun?.[key.slice(dot + 1)]
}
