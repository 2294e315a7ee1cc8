import { defineCopyButton } from './parts/copy-button.ts'
import { defineFileDrop } from './parts/file-drop.ts'
import { enhancePage } from './parts/page.ts'

// Everything here makes a page that already works a little easier.
enhancePage()
defineCopyButton()
defineFileDrop()
