/**
 * The words of topics: class-based TF-IDF, then what belongs to one topic alone, then what goes together.
 *
 *   1. w(t, c) = p(t, c) · ln(p(t, c) / p̄(t)),  0 where p(t, c) ≤ p̄(t): p the share of papers of the topic that hold
 *      t, those with t in the title counted twice, and p̄ its mean over topics.
 *   2. w(t, c)² / max over topics of w(t, ·): a word that says more of another topic loses by as much; of a phrase 1.5 times that.
 *   3. times e^(5 n): n the mean NPMI (normalised pointwise mutual information over papers, in [−1, 1]) of t with
 *      the other candidates of the topic, by their weights. A word of a few of its papers goes with none of them.
 *
 * Sources: Grootendorst 2022, https://arxiv.org/abs/2203.05794 (c-TF-IDF); Bouma 2009 (NPMI)
 */
import type { Merges } from '../topic.ts'
import type { WeightedTerm } from './terms.ts'
import { withoutParts } from './terms-in.ts'
import type { Vocabulary } from './vocabulary.ts'

const TITLE_WEIGHT = 2
const CANDIDATES = 30
/** In a small collection words meet or miss one another by chance: there it counts n / (n + 1,000). */
const COHERENCE = 5
const COHERENCE_HALF = 1_000
/** A word of fewer of its papers is not the topic's. */
const SHARE_MIN = 0.05
/** Nor is one of a single paper, not even of its title. */
const COUNT_MIN = TITLE_WEIGHT + 1
/** A phrase says more than its words; without this its lower count would mostly lose. */
const PHRASE_BONUS = 1.5

interface Candidate {
  readonly key: string
  readonly place: number
  readonly weight: number
}

/**
 * @param assignment the topic of each paper, −1 for none
 * @param options.topics their number
 * @param options.count terms kept for each
 * @returns for each topic its terms, the heaviest first. Cost: 10 µs a paper and topic.
 */
export function topicTerms(
  vocabulary: Vocabulary,
  assignment: Int32Array,
  options: { topics: number; count: number },
): WeightedTerm[][] {
  const { keys, terms } = vocabulary
  const weights = classWeights(vocabulary, assignment, options.topics)
  const most = new Float64Array(keys.length)
  for (const own of weights) for (const [place, weight] of own) most[place] = Math.max(most[place]!, weight)
  const candidates = weights.map((own) => {
    const weighted = Array.from(own, ([place, weight]): Candidate => {
      const key = keys[place]!
      return { key, place, weight: (bonusOf(key) * weight ** 2) / most[place]! }
    })
    return withoutParts(weighted.sort(heavier), CANDIDATES)
  })
  const npmi = coOccurrence(vocabulary, candidates.flat())
  return candidates.map((own) =>
    coherent(
      own,
      npmi,
      (COHERENCE * vocabulary.ofPapers.length) / (vocabulary.ofPapers.length + COHERENCE_HALF),
    )
      .slice(0, options.count)
      .map(({ place, weight }) => ({ term: terms[place]!, weight })),
  )
}

const bonusOf = (key: string) => (key.includes(' ') ? PHRASE_BONUS : 1)

const heavier = (a: Candidate, b: Candidate) => b.weight - a.weight || (a.key < b.key ? -1 : 1)

/**
 * The same first step for all nodes of a tree, where p̄ is the share of all papers: two nodes may hold one another, so
 * none has a word to itself.
 *
 * @param leaves of each paper, −1 for none
 * @returns for each node its terms, the heaviest first. Cost: one step for each term of each node.
 */
export function nodeTerms(
  { keys, terms, ofPapers, ofTitles }: Vocabulary,
  { leaves, merges }: { leaves: Int32Array; merges: Merges },
  count: number,
): WeightedTerm[][] {
  const nodes = Array.from({ length: merges.length + 1 }, () => ({
    size: 0,
    counts: new Map<number, number>(),
  }))
  leaves.forEach((leaf, row) => {
    const node = nodes[leaf]
    if (!node) return
    node.size++
    for (const place of ofPapers[row]!)
      addTo(node.counts, place, ofTitles[row]!.has(place) ? TITLE_WEIGHT : 1)
  })
  for (const [a, b] of merges) {
    const counts = new Map(nodes[a]!.counts)
    for (const [place, more] of nodes[b]!.counts) addTo(counts, place, more)
    nodes.push({ size: nodes[a]!.size + nodes[b]!.size, counts })
  }
  const all = nodes.at(-1)!
  return nodes.map(({ size, counts }) => {
    const weighted = Array.from(counts, ([place, found]): Candidate => {
      const share = found / size
      const usual = all.counts.get(place)! / all.size
      // Of the whole collection nothing is distinctive; it is told by what is said most.
      const weight = size === all.size ? share : share * Math.log(share / usual)
      return { key: keys[place]!, place, weight: bonusOf(keys[place]!) * weight }
    })
    const best = weighted.filter(({ weight }) => weight > 0).sort(heavier)
    return withoutParts(best.slice(0, 4 * count), count).map(({ place, weight }) => ({
      term: terms[place]!,
      weight,
    }))
  })
}

const addTo = (counts: Map<number, number>, place: number, more: number) =>
  counts.set(place, (counts.get(place) ?? 0) + more)

/** The first step: what each topic's terms weigh, by place. */
function classWeights(
  { ofPapers, ofTitles }: Vocabulary,
  assignment: Int32Array,
  topics: number,
): Map<number, number>[] {
  const sizes = new Uint32Array(topics)
  const counts = Array.from({ length: topics }, () => new Map<number, number>())
  assignment.forEach((topic, row) => {
    if (topic < 0) return
    sizes[topic]!++
    const own = counts[topic]!
    for (const place of ofPapers[row]!) {
      addTo(own, place, ofTitles[row]!.has(place) ? TITLE_WEIGHT : 1)
    }
  })
  const sums = new Map<number, number>()
  counts.forEach((own, topic) => {
    for (const [place, count] of own) addTo(sums, place, count / sizes[topic]!)
  })
  return counts.map((own, topic) => {
    const weighted = Array.from(own, ([place, count]): [number, number] => {
      const share = count / sizes[topic]!
      return [place, share * Math.log((share * topics) / sums.get(place)!)]
    })
    const least = Math.max(COUNT_MIN, SHARE_MIN * sizes[topic]!)
    return new Map(weighted.filter(([place, weight]) => weight > 0 && own.get(place)! >= least))
  })
}

/** NPMI of two of the terms, by the papers that hold both. */
function coOccurrence(
  { ofPapers, paperCounts }: Vocabulary,
  candidates: readonly Candidate[],
): (a: number, b: number) => number {
  const index = new Map<number, number>()
  for (const { place } of candidates) if (!index.has(place)) index.set(place, index.size)
  const both = new Uint32Array(index.size ** 2)
  for (const places of ofPapers) {
    const here = Array.from(places).flatMap((place) => index.get(place) ?? [])
    for (const a of here) for (const b of here) both[a * index.size + b]!++
  }
  const papers = ofPapers.length
  return (a, b) => {
    const together = both[index.get(a)! * index.size + index.get(b)!]!
    if (together === 0) return -1
    if (together === papers) return 1
    return Math.log((together * papers) / (paperCounts[a]! * paperCounts[b]!)) / Math.log(papers / together)
  }
}

function coherent(
  own: readonly Candidate[],
  npmi: (a: number, b: number) => number,
  sharpness: number,
): Candidate[] {
  const total = own.reduce((sum, { weight }) => sum + weight, 0)
  const weighed = own.map((candidate) => {
    const rest = total - candidate.weight
    const withOthers = own.reduce(
      (sum, other) => sum + (other === candidate ? 0 : other.weight * npmi(candidate.place, other.place)),
      0,
    )
    const coherence = rest > 0 ? withOthers / rest : 0
    return { ...candidate, weight: candidate.weight * Math.exp(sharpness * coherence) }
  })
  return weighed.sort(heavier)
}
