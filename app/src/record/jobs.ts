/** The names of this noun's jobs, by which they are added and worked. */
export const jobs = {
  attachHeld: 'record.attachHeld',
  runBatch: 'record.runBatch',
  release: 'record.release',
  notify: 'record.notify',
  earlyLook: 'record.earlyLook',
  copyLookUp: 'record.copyLookUp',
  tellMerge: 'record.tellMerge',
  tellChallenge: 'record.tellChallenge',
  registerFile: 'record.registerFile',
  attachHeldOfMany: 'record.attachHeldOfMany',
  matchHeld: 'record.matchHeld',
  attachDecided: 'record.attachDecided',
  forgetRegistrations: 'record.forgetRegistrations',
} as const
