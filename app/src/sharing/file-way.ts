import type { App } from '../app.ts'
import { paths } from '../paths.ts'
import { type Bearer, carryTicket } from './file-ticket.ts'
import { type FileTicket, fileToken } from './file-token.ts'

/** How the files of a shared page are addressed. */
export interface FileWay {
  href(token: string): string
  token(grantId: string, ticket: FileTicket): string
}

/** On the origin of files, if there is one; else below the share itself, where the visitor's cookie is. */
export function fileWay(app: App, bearer: Bearer | undefined, ownPath: (token: string) => string): FileWay {
  const { filesUrl } = app.config
  if (filesUrl === undefined) {
    return { href: ownPath, token: (grantId, ticket) => fileToken(app, grantId, ticket) }
  }
  return {
    href: (token) => filesUrl + paths.sharedFile(token),
    token(_grantId, ticket) {
      if (!bearer) throw new Error('nothing is open without a visit')
      return carryTicket(app, bearer, ticket)
    },
  }
}
