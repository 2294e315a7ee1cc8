/** A few at a time, so that commits share their way to the disk. The results stand in the order of the inputs. */
export async function atOnce<Input, Result>(
  inputs: readonly Input[],
  act: (input: Input) => Promise<Result>,
  most = 8,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  async function work(): Promise<void> {
    for (let index = next++; index < inputs.length; index = next++) {
      const input = inputs[index]
      if (input !== undefined) results[index] = await act(input)
    }
  }
  await Promise.all(Array.from({ length: most }, work))
  return results
}
