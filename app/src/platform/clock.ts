/** What time it is, passed along so that tests can say. Embargo asks the database's clock instead. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
