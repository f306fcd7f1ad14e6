/**
 * Aliases from columns that hold ids and addresses, as files fill them in: several in one cell, a
 * comma behind, an arXiv id inside a DOI.
 *
 * Texts too long for a name are left out before any pattern sees them: nobody could ask for them,
 * and some patterns take quadratic time on a cell of a million question marks.
 */
import { aliasOf, arxivAlias, doiAlias, REFERENCE_LENGTH_MAX, urlAlias } from '../reference.ts'

/** The aliases of the DOIs or web addresses in a text. What is neither is left out. */
export function linkAliases(text: string): (string | undefined)[] {
  return words(text).map((word) => arxivAlias(word)?.alias ?? doiAlias(word) ?? urlAlias(word))
}

/** The arXiv alias in a text, bare (`2301.00001`) or anywhere behind `arXiv:`. */
export function arxivAliases(text: string): (string | undefined)[] {
  const marked = /arxiv:\s?(\S{1,40})/i.exec(text)?.[1]
  return [arxivAlias(marked ?? text.slice(0, REFERENCE_LENGTH_MAX))?.alias]
}

/** The alias of an id that the file itself gave, whatever it is. */
export function idAliases(text: string): (string | undefined)[] {
  const id = text.trim()
  return id && id.length <= REFERENCE_LENGTH_MAX ? [aliasOf(id).alias] : []
}

/**
 * A DOI may hold a comma or a semicolon but no blank, so only blanks part two of them, and only
 * at its end is punctuation the list's own.
 */
function words(text: string): string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/[,;.]{1,9}$/, ''))
    .filter((word) => word && word.length <= REFERENCE_LENGTH_MAX)
}
