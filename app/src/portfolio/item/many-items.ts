/** Items by the hundred, for what brings them here and takes them away: within the caller's transaction. */
export {
  findEveryItemId,
  findItems,
  findRelations,
  insertItems,
  insertRelations,
  type RelationKey,
} from './store.ts'
