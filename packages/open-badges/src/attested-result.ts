import type { JsonObject } from '@vademecum/verifiable-credentials'

/** What an organisation attests, in the words of the record, as it goes into an achievement credential. */
export interface AttestedResult {
  /** Of the credential: an IRI that says nothing about the learner, such as `urn:uuid:…`. */
  id: string
  /** Of the credential, for people: 'GCSE Mathematics'. */
  name: string
  description?: string
  issuer: AttestingOrganisation
  subject: {
    /** Differs for each share, so that two readers cannot compare. */
    id?: string
    /** Goes in as an identity of type `name`; one of id and name is needed. */
    name?: string
  }
  achievement: AttestedAchievement
  /** One grade, or one for each part. */
  result?: AttestedGrade | AttestedGrade[]
  /** When it was taken, in words: 'June 2026'. */
  term?: string
  /** Instants are RFC 3339 with an offset. */
  awardedDate?: string
  validFrom: string
  validUntil?: string
  credentialStatus?: JsonObject | JsonObject[]
}

export interface AttestingOrganisation {
  /** The DID that signs. */
  id: string
  name: string
  url?: string
  email?: string
}

export interface AttestedAchievement {
  /** An IRI that is the same for all who hold the qualification. */
  id: string
  /** The title of the qualification. */
  name: string
  description: string
  /** What had to be done, for people. */
  criteria: string
  /** Of a list of the specification, or `ext:…`; 'Certificate' unless told. */
  achievementType?: string
  qualificationNumber?: string
  /** The level of the framework, for people: 'RQF Level 2'. */
  level?: string
  specialization?: string
  fieldOfStudy?: string
  /** BCP 47. */
  language?: string
}

export interface AttestedGrade {
  /** Of the description of the grade; made from the achievement's id unless told. */
  id?: string
  /** The grading scheme, or the part that is graded: 'GCSE 9 to 1'. */
  scheme: string
  grade: string
  /** All grades of the scheme, from low to high. */
  scale?: string[]
  /** Of a list of the specification, or `ext:…`; 'Result' unless told. */
  resultType?: string
  status?: 'Completed' | 'Enrolled' | 'Failed' | 'InProgress' | 'OnHold' | 'Provisional' | 'Withdrew'
}
