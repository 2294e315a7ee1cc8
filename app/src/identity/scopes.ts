/** What an API token can be made for. Nothing of the account itself: that is changed at its pages only. */
export const scopes = [
  'account:read',
  'activity:read',
  'record:read',
  'record:write',
  'portfolio:read',
  'portfolio:write',
  'shares:read',
  'shares:write',
  'results:read',
  'results:write',
  'learners:read',
  'learners:write',
] as const

export type Scope = (typeof scopes)[number]
