const EXTENSION = /^ext:[a-zA-Z0-9.|_-]+$/

/** A vocabulary of the specification that anybody may extend with names that begin with `ext:`. */
function extensible(names: string): (value: unknown) => boolean {
  const known = new Set(names.split(' '))
  return (value) => typeof value === 'string' && (known.has(value) || EXTENSION.test(value))
}

export const isAchievementType = extensible(
  'Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree ' +
    'Certificate CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree ' +
    'Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram ' +
    'License Membership ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree ' +
    'MicroCredential ResearchDoctorate SecondarySchoolDiploma',
)

export const isResultType = extensible(
  'GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result RubricCriterion ' +
    'RubricCriterionLevel RubricScore ScaledScore Status',
)

export const isIdentifierType = extensible(
  'name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn issn ' +
    'lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId ltiPlatformId ' +
    'ltiUserId identifier',
)

export const isTargetType = extensible(
  'ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel CTDL',
)

export const RESULT_STATUSES: ReadonlySet<unknown> = new Set([
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
])
