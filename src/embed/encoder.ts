/**
 * Text to vectors, in this thread: the only module that imports transformers.js.
 *
 * One text per model call, never a batch. The int8 weights quantise activations over the whole
 * batch, padding included, so batch mates would change a vector; alone, a vector is a function of
 * its text. It costs nothing: on a processor core, one text without padding is as fast as its
 * share of a padded batch.
 *
 * The pass that gives a text its vector also gives those of all its pieces that it read to the end; only
 * what lies beyond the cut is read in further windows, and the title once more by itself.
 *
 * A call blocks its thread for the whole run of the network, about 25 ms for an abstract, so only
 * embed/worker.ts calls it, in a thread of its own.
 *
 * Sources: Reimers & Gurevych 2019, https://arxiv.org/abs/1908.10084 (mean pooling, then unit length);
 * Günther et al. 2024, https://arxiv.org/abs/2409.04701 (pieces pooled after the pass)
 */
import { AutoModel, AutoTokenizer, env, Tensor } from '@xenova/transformers'
import { quantise } from '../int8.ts'
import type { PieceVectors } from '../pieces.ts'
import { unit } from '../vector.ts'
import type { Model } from './model.ts'
import { piecesWithin, windowsFrom } from './windows.ts'

export interface Encoder {
  /** Text → vector of unit length (D,). */
  encode(text: string): Promise<Float32Array>
  /**
   * The same vector, and those of the text's pieces. A piece without tokens has a zero vector.
   * @param pieces in order, at least one; together the text, but for white space
   */
  encodePieces(text: string, pieces: readonly string[]): Promise<{ vector: Float32Array } & PieceVectors>
}

/** A word piece stands for at least one character, so characters far beyond the cut can't count. */
const CHARACTERS_PER_TOKEN_MAX = 32

/** What one pass read: ids as the network takes them, and its states, (T, D), special tokens included. */
interface Pass {
  readonly ids: readonly bigint[]
  readonly states: Float32Array
}

/** Loads tokeniser and network from the model's folder, never from the network. */
export async function loadEncoder(model: Model): Promise<Encoder> {
  const { dimensions, maxTokens } = model
  env.allowRemoteModels = false
  env.localModelPath = model.folder
  const tokenise = await AutoTokenizer.from_pretrained(model.name)
  const network = await AutoModel.from_pretrained(model.name, {
    dtype: model.dtype,
    device: 'cpu',
    // One thread, because parallel work comes from several worker threads: on 2 cores two of them
    // embed 83 abstracts a second, one session on two threads 63. Without memory patterns, because
    // every new text length would add one that is never freed.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, enableMemPattern: false },
  })
  type Inputs = Record<string, Tensor>
  const idsIn = (inputs: Inputs) => Array.from(inputs.input_ids!.data as BigInt64Array)
  // A word between the tokens that every text begins and ends with shows which those are.
  const framed = tokenise('a') as Inputs
  const word = BigInt(tokenise.encode('a', { add_special_tokens: false })[0]!)
  const place = idsIn(framed).indexOf(word)
  const frame = { head: idsIn(framed).slice(0, place), tail: idsIn(framed).slice(place + 1) }
  const capacity = maxTokens - frame.head.length - frame.tail.length

  const run = async (inputs: Inputs): Promise<Pass> => {
    const { last_hidden_state: hidden } = (await network(inputs)) as { last_hidden_state: Tensor }
    const states = (hidden.data as Float32Array).slice()
    hidden.dispose()
    return { ids: idsIn(inputs), states }
  }
  const read = (text: string) => {
    const cut = text.slice(0, maxTokens * CHARACTERS_PER_TOKEN_MAX)
    return run(tokenise(cut, { truncation: true, max_length: maxTokens }) as Inputs)
  }
  /** Reads tokens that belong to no text of their own. */
  const readTokens = (tokens: readonly bigint[]) => {
    const ids = BigInt64Array.from([...frame.head, ...tokens.slice(0, capacity), ...frame.tail])
    const filled = (value: bigint) =>
      new Tensor(
        'int64',
        ids.map(() => value),
        [1, ids.length],
      )
    const others = Object.keys(framed).map((name) => [name, filled(name === 'attention_mask' ? 1n : 0n)])
    return run({ ...Object.fromEntries(others), input_ids: new Tensor('int64', ids, [1, ids.length]) })
  }
  /** Vector of `length` tokens of a pass, from `start`, the special ones before the text not counted. */
  const pieceOf = ({ states, ids }: Pass, start: number, length: number) => {
    const end = Math.min(start + length, ids.length - frame.head.length - frame.tail.length)
    const first = frame.head.length + start
    return quantise(meanOf(states, dimensions, first, frame.head.length + Math.max(start, end)))
  }

  return {
    async encode(text) {
      return meanOf((await read(text)).states, dimensions)
    },
    async encodePieces(text, pieces) {
      const tokens = pieces.map((piece) =>
        tokenise
          .encode(piece.slice(0, maxTokens * CHARACTERS_PER_TOKEN_MAX), { add_special_tokens: false })
          .slice(0, capacity)
          .map(BigInt),
      )
      const lengths = tokens.map(({ length }) => length)
      const whole = await read(text)
      const vectors = new Int8Array(pieces.length * dimensions)
      const take = (pass: Pass, from: number, to: number) => {
        let start = 0
        for (let piece = from; piece < to; piece++) {
          vectors.set(pieceOf(pass, start, lengths[piece]!), piece * dimensions)
          start += lengths[piece]!
        }
      }
      // A tokeniser that reads pieces otherwise than the whole would put their ends elsewhere in it.
      const known = beginsWith(
        tokens.flat(),
        whole.ids.slice(frame.head.length, -frame.tail.length || undefined),
      )
        ? piecesWithin(lengths, capacity)
        : 0
      take(whole, 0, known)
      for (const { from, to } of windowsFrom(known, lengths, capacity))
        take(await readTokens(tokens.slice(from, to).flat()), from, to)
      const alone = pieces.length === 1 ? whole : await readTokens(tokens[0]!)
      return {
        vector: meanOf(whole.states, dimensions),
        title: quantise(meanOf(alone.states, dimensions)),
        pieces: vectors,
      }
    },
  }
}

function beginsWith(all: readonly bigint[], beginning: readonly bigint[]): boolean {
  return beginning.every((id, at) => id === all[at])
}

/** Mean of states (T, D) from token `from` to `to`, exclusive, at unit length, (D,); zero of no tokens. */
function meanOf(
  states: Float32Array,
  dimensions: number,
  from = 0,
  to = states.length / dimensions,
): Float32Array {
  const sum = new Float64Array(dimensions)
  for (let at = from * dimensions; at < to * dimensions; at += dimensions) {
    for (let i = 0; i < dimensions; i++) sum[i]! += states[at + i]!
  }
  return unit(sum)
}
