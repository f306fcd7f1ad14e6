/**
 * Text to vectors, in this thread: the only module that imports transformers.js.
 *
 * One text per model call, never a batch. The int8 weights quantise activations over the whole
 * batch, padding included, so batch mates would change a vector; alone, a vector is a function of
 * its text. It costs nothing: on a processor core, one text without padding is as fast as its
 * share of a padded batch.
 *
 * A call blocks its thread for the whole run of the network, about 25 ms for an abstract and 4 ms for a sentence
 * of 30 tokens (0.12 ms a token, whatever the length), so only embed/worker.ts calls it, in a thread of its own.
 * Tokenising takes 4 % of that, in the same thread: with every core at work there is none to move it to.
 *
 * Source: Reimers & Gurevych 2019, https://arxiv.org/abs/1908.10084 (mean pooling, then unit length)
 */
import { AutoModel, AutoTokenizer, env, type Tensor } from '@xenova/transformers'
import { unit } from '../vector.ts'
import type { Model } from './model.ts'

/** Text → vector of unit length (D,). */
export type Encoder = (text: string) => Promise<Float32Array>

/** A word piece stands for at least one character, so characters far beyond the cut can't count. */
const CHARACTERS_PER_TOKEN_MAX = 32

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

  return async (text) => {
    const cut = text.slice(0, maxTokens * CHARACTERS_PER_TOKEN_MAX)
    const inputs = tokenise(cut, { truncation: true, max_length: maxTokens })
    const { last_hidden_state: hidden } = (await network(inputs)) as { last_hidden_state: Tensor }
    const vector = meanOf(hidden.data as Float32Array, dimensions)
    hidden.dispose()
    return vector
  }
}

/** Mean of the states of all tokens, special ones included, (T, D), at unit length. */
function meanOf(states: Float32Array, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions)
  for (let at = 0; at < states.length; at += dimensions) {
    for (let i = 0; i < dimensions; i++) sum[i]! += states[at + i]!
  }
  return unit(sum)
}
