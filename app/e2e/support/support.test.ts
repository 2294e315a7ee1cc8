import { describe, expect, test } from 'vitest'
import { focused, pressOn, toggle, typeInto } from './keyboard.ts'
import { axe, noHorizontalScroll } from './looks.ts'
import { narrow, visit } from './visit.ts'

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Trial</title></head><body><main>${body}</main></body></html>`
const good = page(`
  <h1>Trial</h1>
  <p><a href="#there">Skip</a></p>
  <form onsubmit="return false">
    <label for="name">Name</label> <input id="name" value="old">
    <label><input type="checkbox" id="box"> Agree</label>
    <button onclick="document.title = document.querySelector('#name').value">Save</button>
  </form>
  <p id="there">There</p>`)

describe('the looks of a page', () => {
  test.each([true, false])('axe passes a good page (JavaScript: %s)', async (javaScript) => {
    const visitor = await visit(undefined, { javaScript })
    await visitor.setContent(good)
    await axe(visitor)
  })

  test('axe leaves a page without JavaScript as it was', async () => {
    const visitor = await visit(undefined, { javaScript: false })
    const at = (heading: string) =>
      `data:text/html,${encodeURIComponent(page(`<h1>${heading}</h1>${script}`))}`
    const script = "<script>document.title = 'ran'</script><noscript><p>without</p></noscript>"
    for (const heading of ['First', 'Next']) {
      await visitor.goto(at(heading))
      await axe(visitor)
      expect(await visitor.evaluate(() => document.body.innerText)).toContain('without')
      expect(await visitor.title()).toBe('Trial')
    }
  })

  test('axe names what is wrong, and where', async () => {
    const visitor = await visit(undefined)
    await visitor.setContent(
      page('<h1>Bad</h1><img id="crest" src="data:,"><p style="color: #aaa">faint</p>'),
    )
    await expect(axe(visitor)).rejects.toThrow(/axe found 2 kinds[^]*color-contrast[^]*image-alt[^]*#crest/)
  })

  test('a page that is too wide is named with what sticks out', async () => {
    const visitor = await visit(undefined, { viewport: narrow })
    await visitor.setContent(page('<p>narrow</p>'))
    await noHorizontalScroll(visitor)
    await visitor.setContent(page('<div id="wide" style="width: 500px">wide</div>'))
    await expect(noHorizontalScroll(visitor)).rejects.toThrow(/window of 320: div#wide/)
  })

  test('zoom leaves fewer CSS pixels', async () => {
    const visitor = await visit(undefined, { zoom: 4 })
    expect(await visitor.evaluate(() => innerWidth)).toBe(320)
  })
})

describe('the keyboard', () => {
  test('fills in and sends a form', async () => {
    const visitor = await visit(undefined)
    await visitor.setContent(good)
    await typeInto(visitor, visitor.getByLabel('Name'), 'Amina')
    await toggle(visitor, visitor.getByLabel('Agree'))
    expect(await focused(visitor)).toBe('input “Agree”')
    await pressOn(visitor, visitor.getByRole('button', { name: 'Save' }))
    expect(await visitor.title()).toBe('Amina')
    expect(await visitor.getByLabel('Agree').isChecked()).toBe(true)
  })

  test('does not reach what takes no focus', async () => {
    const visitor = await visit(undefined)
    await visitor.setContent(good)
    await expect(pressOn(visitor, visitor.getByText('There'))).rejects.toThrow('it passed a “Skip”')
  })
})

test('a page of another host does not open', async () => {
  const visitor = await visit(undefined)
  await expect(visitor.goto('http://elsewhere.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})
