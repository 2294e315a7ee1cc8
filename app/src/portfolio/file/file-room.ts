/** How much room an owner has used, for what brings files here. */
export { usedBytes } from './store.ts'
