// Organisations read files too, and know nothing of the record: the reader itself is the platform's.
export * from '../../platform/read-csv.ts'
