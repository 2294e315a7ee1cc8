import { SaxesParser } from 'saxes'

/** Every text and attribute of a document but declarations of namespaces, by a reader that shares nothing with ours. */
export function valuesOfXml(xml: string): Set<string> {
  const values = new Set<string>()
  const add = (value: string) => {
    const words = value.replace(/\s+/g, ' ').trim()
    if (words) values.add(words)
  }
  const parser = new SaxesParser()
  parser.on('opentag', ({ attributes }) => {
    for (const [name, value] of Object.entries(attributes)) if (!name.startsWith('xmlns')) add(value)
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(xml).close()
  return values
}
