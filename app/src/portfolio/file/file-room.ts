/** How much room an owner has and has used, for what else brings files here. */
export { quota } from './keep-file.ts'
export { insertFiles, usedBytes } from './store.ts'
