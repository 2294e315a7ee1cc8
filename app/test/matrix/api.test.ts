import { runApiMatrix } from './run-api-matrix.ts'

await runApiMatrix()
