/** Pages whole, for what brings them here and takes them away: within the caller's transaction. */
export { findEveryPageId, findWholePages, insertPages } from './store.ts'
