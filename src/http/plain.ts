/** A paper for an answer: the same values in arrays that may be written to, which is what the contract's types ask for. */
export function plain<
  T extends { aliases: readonly string[]; authors?: readonly string[]; categories?: readonly string[] },
>(paper: T) {
  const { aliases, authors, categories } = paper
  return {
    ...paper,
    aliases: [...aliases],
    authors: authors && [...authors],
    categories: categories && [...categories],
  }
}
