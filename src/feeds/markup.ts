/**
 * Text made fit for XML and HTML.
 *
 * XML 1.0 has no way at all to hold most control characters, so one in a title would make a whole
 * feed unreadable; they are left out.
 */

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text without the characters that no XML document may hold. */
export function allowed(text: string): string {
  return text.replace(FORBIDDEN, '')
}

/** Fit for the content of an element and for an attribute in double quotes, of XML and of HTML alike. */
export function escapeMarkup(text: string): string {
  return allowed(text).replace(/[&<>"]/g, (character) => NAMED[character]!)
}

/**
 * The same for a text that some readers take for HTML and some do not, which RSS leaves open for
 * titles: written as numbers, `&` and `<` come out right in most of either kind.
 *
 * Source: RSS Best Practices Profile, https://www.rssboard.org/rss-profile#data-types-characterdata
 */
export function escapeTwoWays(text: string): string {
  return allowed(text).replace(
    /[&<>]/g,
    (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  )
}

/** An element of XML. @param content markup; undefined leaves the element empty */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content?: string,
): string {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const start = [name, ...given.map(([key, value]) => `${key}="${escapeMarkup(value)}"`)].join(' ')
  return content === undefined ? `<${start}/>` : `<${start}>${content}</${name}>`
}
