import { AppError, type FieldProblem } from '../../errors.ts'

/** What a verb refuses about a field goes back into the form; anything else stays a refusal. */
export async function attempt<T>(
  act: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; problems: readonly FieldProblem[]; error: AppError }> {
  try {
    return { ok: true, value: await act() }
  } catch (error) {
    const isField = error instanceof AppError && (error.code === 'invalid' || error.code === 'conflict')
    if (isField && error.problems.length > 0) return { ok: false, problems: error.problems, error }
    throw error
  }
}
