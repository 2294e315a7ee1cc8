import pg from 'pg'

/**
 * The same server, another database. Not by `new URL`, which refuses the spellings that PostgreSQL has for a unix
 * socket: `postgres:///name?host=/folder` and `postgres://user@/name?host=/folder`.
 */
export function withDatabase(url: string, database: string): string {
  const parts = /^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(url)
  if (!parts) throw new Error('A database address begins with postgres:// or postgresql://.')
  return `${parts[1]}/${database}${parts[2] ?? ''}`
}

export function roleOf(url: string): string {
  const { user } = new pg.Client({ connectionString: url })
  if (!user) throw new Error('The database address names no role.')
  return user
}
