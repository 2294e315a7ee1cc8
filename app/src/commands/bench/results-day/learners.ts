import { Dice } from './dice.ts'
import { boys, families, girls } from './names.ts'

/** Somebody who sat examinations this summer, as register and files know them. */
export interface Learner {
  readonly index: number
  readonly uln: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly gender: '1' | '2' | '9'
  readonly postcode: string
  /** Five digits. */
  readonly centre: string
  /** Four digits, within the centre. */
  readonly candidate: string
  readonly isWelsh: boolean
  /** At the end of school, or of sixth form or college. */
  readonly stage: 'sixteen' | 'eighteen'
}

export const learnersInACentre = 240
/** One centre in so many is in Wales. */
const centresToAWelshOne = 20
/** After so many learners the next is a twin: same family name, birth date and home. */
const learnersToATwin = 400
/** Of twenty learners, how many sit at eighteen. */
const eighteenOfTwenty = 5

/** The same for the same seed; no two have the same number, and none but twins live in the same place. */
export function learnerOf(seed: number, index: number): Learner {
  const isTwin = index % learnersToATwin === 1
  const dice = new Dice(seed, isTwin ? index - 1 : index)
  const gender = dice.chance(0.01) ? '9' : dice.chance(0.5) ? '1' : '2'
  const given = gender === '1' ? boys : girls
  const name = dice.below(given.length)
  const familyName = dice.pick(families)
  const stage = (isTwin ? index - 1 : index) % 20 < eighteenOfTwenty ? 'eighteen' : 'sixteen'
  const born = Date.UTC(stage === 'sixteen' ? 2009 : 2007, 8, 1 + dice.below(365))
  const centre = Math.floor(index / learnersInACentre)
  return {
    index,
    uln: ulnOf(seed, index),
    givenName: given[(name + (isTwin ? 1 : 0)) % given.length] ?? '',
    familyName,
    birthDate: new Date(born).toISOString().slice(0, 10),
    gender,
    postcode: postcodeOf(isTwin ? index - 1 : index),
    centre: String(10_000 + centre),
    candidate: String((index % learnersInACentre) + 1).padStart(4, '0'),
    isWelsh: centre % centresToAWelshOne === 0,
    stage,
  }
}

/** `step` has no divisor in common with the count, so that each place leads to a number of its own. */
const numbers = 900_000_000
const step = 618_033_979
const tries = 8

/** Nine digits that do not tell what the next learner's are, and their check digit. */
function ulnOf(seed: number, index: number): string {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const place = ((index * tries + attempt) * step + seed) % numbers
    const digits = String(100_000_000 + place)
    const rest = [...digits].reduce((sum, digit, at) => sum + (10 - at) * Number(digit), 0) % 11
    if (rest !== 0) return `${digits}${10 - rest}`
  }
  throw new Error('no number has a check digit')
}

const areas = [
  ...[
    'CF',
    'B',
    'LS',
    'M',
    'SW',
    'NE',
    'BS',
    'SA',
    'E',
    'G',
    'EH',
    'L',
    'LL',
    'NG',
    'PL',
    'S',
    'N',
    'BT',
    'EX',
  ],
  ...['OX', 'CB', 'YO', 'SY', 'LD', 'NP', 'HU', 'TR', 'KT', 'RG', 'DH'],
]
const letters = 'ABDEFGHJLNPQRSTUWXYZ'
const homesInADistrict = 10 * letters.length ** 2

function postcodeOf(index: number): string {
  const district = Math.floor(index / homesInADistrict)
  const home = index % homesInADistrict
  const area = areas[district % areas.length] ?? ''
  const letter = (place: number) => letters[Math.floor(home / place) % letters.length] ?? ''
  return `${area}${1 + Math.floor(district / areas.length)} ${home % 10}${letter(10)}${letter(200)}`
}

/** Where nobody of ours lives: who gives it in a file is not the learner of the register, as far as anybody can tell. */
export const elsewhere = 'ZE3 9ZZ'
