import { defineAutosaveForm } from './parts/autosave-form.ts'
import { enhancePageEditor } from './parts/page-editor.ts'

defineAutosaveForm()
enhancePageEditor()
