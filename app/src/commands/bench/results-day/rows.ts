import { gradingSchemes } from '../../../record/results/grading-schemes.ts'
import { Dice } from './dice.ts'
import { elsewhere, type Learner, learnerOf } from './learners.ts'
import {
  atEighteen,
  atSixteen,
  awardingOrganisations,
  gradeWeights,
  qualificationNumber,
  type Subject,
  vocationalOrganisation,
  welshOrganisation,
} from './subjects.ts'

/** A country's results of one summer: so many of so many learners, the same for the same seed. */
export interface Nation {
  readonly seed: number
  readonly learners: number
  readonly results: number
}

export const series = 'June 2026'
const awardDate = '2026-08-20'

export const headings =
  'ULN,GivenName,FamilyName,DateOfBirth,Gender,Postcode,CentreNumber,CandidateNumber,QualificationNumber,' +
  'QualificationTitle,Level,GradingScheme,Grade,Series,AwardDate,AssessmentLanguage'

/** What has to become of a row. */
export type Fate = 'added' | 'held' | 'refused'

export interface Row {
  /** Whose file it stands in. */
  readonly organisation: number
  readonly line: string
  readonly fate: Fate
  /** Found by names, birth date, gender and home: the organisation was not told the number. */
  readonly byDemographics: boolean
}

/** Of rows without a number one in so many has an address that the register does not know. */
const shareMoved = 0.1
const shareWithoutNumber = 0.02
const shareBad = 0.005

export function rowsOf(nation: Nation, learner: Learner): Row[] {
  const dice = new Dice(nation.seed, learner.index, 1)
  const hasMoved = dice.chance(shareMoved)
  const subjects = learner.stage === 'sixteen' ? atSixteen : atEighteen
  return subjectsOf(nation, learner, dice).map((place) => {
    const subject = subjects[place] as Subject // a place in that very list
    const organisation = organisationOf(nation, learner, subject, place)
    const withoutNumber = new Dice(nation.seed, learner.index, 2, organisation).chance(shareWithoutNumber)
    const scheme = schemeOf(learner, subject)
    const cells = [
      withoutNumber ? '' : learner.uln,
      learner.givenName,
      learner.familyName,
      learner.birthDate,
      learner.gender,
      withoutNumber && hasMoved ? elsewhere : learner.postcode,
      learner.centre,
      learner.candidate,
      qualificationNumber(organisation, learner.stage, place),
      subject.title,
      subject.level,
      scheme,
      gradeOf(scheme, dice),
      series,
      awardDate,
      learner.isWelsh && dice.chance(0.2) ? 'cy' : 'en',
    ]
    const isBad = dice.chance(shareBad)
    if (isBad) spoil(cells, dice)
    const fate = isBad ? 'refused' : withoutNumber && hasMoved ? 'held' : 'added'
    return { organisation, line: cells.join(','), fate, byDemographics: withoutNumber }
  })
}

/** At sixteen people sit about three times as many papers as at eighteen. */
const appetite = { sixteen: 100, eighteen: 36 } as const
const appetiteOfTwenty = 5 * appetite.eighteen + 15 * appetite.sixteen

/** Neither repeats nor leaves a result out, however learners and results are counted. */
function subjectsOf(nation: Nation, learner: Learner, dice: Dice): number[] {
  const upTo = (index: number) =>
    Math.floor((appetiteBefore(index) * nation.results) / appetiteBefore(nation.learners))
  const count = upTo(learner.index + 1) - upTo(learner.index)
  const all = learner.stage === 'sixteen' ? atSixteen : atEighteen
  // Everybody sits the first four of those for sixteen.
  const places = all.map((_, place) => place)
  const core = learner.stage === 'sixteen' ? Math.min(4, count) : 0
  for (let at = core; at < count; at += 1) {
    const other = at + dice.below(places.length - at)
    ;[places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0]
  }
  return places.slice(0, count)
}

/** Whether each learner of a nation has subjects enough for their share. */
export function isPossible({ learners, results }: Nation): boolean {
  return (results * 20 * appetite.sixteen) / (learners * appetiteOfTwenty) < atSixteen.length - 2
}

function appetiteBefore(index: number): number {
  const twenties = Math.floor(index / 20)
  let sum = twenties * appetiteOfTwenty
  for (let at = twenties * 20; at < index; at += 1) sum += appetite[stageAt(at)]
  return sum
}

const stageAt = (index: number) => (index % 20 < 5 ? 'eighteen' : 'sixteen')

/** A centre takes all its candidates for a subject to the same organisation. */
function organisationOf(
  { seed }: Nation,
  { centre, isWelsh }: Learner,
  subject: Subject,
  place: number,
): number {
  if (subject.vocational) return vocationalOrganisation
  if (isWelsh) return welshOrganisation
  return new Dice(seed, Number(centre), 3, place).weighted(general)
}

const general = awardingOrganisations.map(({ weight }, at) =>
  at === welshOrganisation || at === vocationalOrganisation ? 0 : weight,
)

/** In Wales letters are still given at sixteen. */
function schemeOf({ isWelsh, stage }: Learner, { scheme, vocational }: Subject): string {
  return isWelsh && stage === 'sixteen' && !vocational ? 'GCSEA*-G' : scheme
}

function gradeOf(scheme: string, dice: Dice): string {
  const grades = gradingSchemes.get(scheme)?.grades ?? []
  if (scheme === 'GCSE9-1-DOUBLE') {
    // Both figures are equal, or the second is the next lower.
    const grade = dice.weighted(gradeWeights['GCSE9-1'] ?? [])
    return grades[Math.min(grades.length - 1, 2 * grade + dice.below(2))] ?? ''
  }
  const weights = gradeWeights[scheme] ?? grades.map((_, at) => Math.max(1, 10 - at))
  return grades[dice.weighted(weights)] ?? ''
}

/** One of the mistakes that files have: a digit, a grade, a day that is none, an empty cell. */
function spoil(cells: string[], dice: Dice): void {
  const [uln, grade, day, title] = [0, 12, 3, 9]
  switch (dice.below(4)) {
    case 0:
      cells[uln] = '1234567890'
      break
    case 1:
      cells[grade] = 'Z'
      break
    case 2:
      cells[day] = '2009-02-30'
      break
    default:
      cells[title] = ''
  }
}

export function* learnersOf({ seed, learners }: Pick<Nation, 'seed' | 'learners'>): Generator<Learner> {
  for (let index = 0; index < learners; index += 1) yield learnerOf(seed, index)
}
