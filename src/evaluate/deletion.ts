/**
 * Whether the sentence that is cited as a reason is one: with it cut from the abstract, and what is
 * left embedded anew, the text score must fall more than with another sentence cut at random.
 *
 * Source: DeYoung et al. 2020, https://arxiv.org/abs/1911.03429 (comprehensiveness, against a random rationale)
 */
import type { Embedder } from '../embed/embedder.ts'
import type { Library } from '../library.ts'
import { pieceTextsOf } from '../likeness.ts'
import { paperText } from '../paper.ts'
import { piecesOf } from '../pieces.ts'
import { seeded } from '../random.ts'
import { citedPiece } from '../recommend/cited.ts'
import { recommenderFor } from '../recommend/recommend.ts'
import { likedHistory, likedTextScore } from './liked-history.ts'
import type { Split } from './split.ts'

/** Of each list, as many are looked at, so that one reader does not speak for all. */
const PER_READER = 2
const SEED = 5

/**
 * @param options.count of papers to look at; fewer when the readers are recommended fewer with three sentences and more
 * @returns for each, whether cutting the cited sentence lowered the score more. Costs two embeddings a paper.
 */
export async function deletionCheck(
  library: Library,
  splits: readonly Split[],
  embedder: Embedder,
  { count, onDone }: { count: number; onDone?: () => void },
): Promise<boolean[]> {
  const random = seeded(SEED)
  const lowered: boolean[] = []
  for (const { visible } of splits) {
    if (lowered.length >= count) break
    const recommender = await recommenderFor(library, likedHistory(library, visible))
    const text = await likedTextScore(library, visible)
    let looked = 0
    for (const paper of await recommender.rank({ count: 20 })) {
      if (looked === PER_READER || lowered.length === count) break
      const pieces = pieceTextsOf(library, paper.row)
      const cited = citedPiece(library, paper.row, text, pieces)
      if (cited === undefined || pieces.length < 4) continue
      const others = [...pieces.keys()].filter((piece) => piece > 0 && piece !== cited)
      const other = others[Math.floor(random() * others.length)]!
      const without = async (left: number) => {
        const abstract = pieces.filter((_, piece) => piece > 0 && piece !== left).join(' ')
        const { title } = library.cards[paper.row]!
        const kept = piecesOf({ title, abstract })
        const embedded = await embedder.embedPieces(paperText({ title, abstract }), kept)
        const whole = await library.scaling.of(embedded.vector, paper.row)
        return text.nearText({ whole, pieces: embedded.pieces })
      }
      lowered.push((await without(cited)) < (await without(other)))
      looked++
      onDone?.()
    }
  }
  return lowered
}
