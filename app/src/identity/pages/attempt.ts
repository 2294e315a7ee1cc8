import { AppError, type FieldProblem } from '../../errors.ts'

/** What a verb refuses about the input goes back into the form; anything else stays a refusal. */
export async function attempt<T>(
  act: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; problems: readonly FieldProblem[] }> {
  try {
    return { ok: true, value: await act() }
  } catch (error) {
    const isField = error instanceof AppError && (error.code === 'invalid' || error.code === 'conflict')
    if (isField && error.problems.length > 0) return { ok: false, problems: error.problems }
    throw error
  }
}

/** Where to go on after signing in: a path of our own, never another site's address. */
export function ownPath(value: string | undefined, otherwise: string): string {
  return value !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : otherwise
}
