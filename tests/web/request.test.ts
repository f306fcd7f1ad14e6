import { describe, expect, it } from 'vitest'
import { hrefTo, localPath } from '../../src/web/request.ts'

describe('localPath', () => {
  it.each(['/', '/papers/abc', '/?q=a%20b&mode=keyword', '/topics/t0?cursor=x'])('keeps %s', (path) => {
    expect(localPath(path)).toBe(path)
  })

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '/..//evil.example',
    'papers',
    '',
  ])('refuses %j, which leads elsewhere or nowhere', (path) => {
    expect(localPath(path)).toBeUndefined()
  })

  it('drops the fragment and escapes what a header could not carry', () => {
    expect(localPath('/a#b')).toBe('/a')
    expect(localPath('/a b\r\nSet-Cookie: x=1')).toBe('/a%20bSet-Cookie:%20x=1')
  })
})

describe('hrefTo', () => {
  it('leaves out what was not asked and escapes the rest', () => {
    expect(hrefTo('/', { q: 'a&b=c', from: undefined, to: '' })).toBe('/?q=a%26b%3Dc')
    expect(hrefTo('/topics', {})).toBe('/topics')
  })
})
