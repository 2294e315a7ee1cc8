import { InvalidArgumentError } from 'commander'

export function share(text: string): number {
  const number = Number(text)
  if (!(number >= 0.001 && number <= 1)) throw new InvalidArgumentError('It has to be from 0.001 to 1.')
  return number
}
