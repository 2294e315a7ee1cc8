import { defineAutosaveForm } from './parts/autosave-form.ts'

defineAutosaveForm()
