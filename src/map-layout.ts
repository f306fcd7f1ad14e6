/** Where each paper of a collection stands on its map. */

export interface MapLayout {
  /** (papers × 2), each in [−1, 1]: x to the right, y upwards. Of an earlier map, NaN for papers that came since. */
  readonly places: Float32Array
  /** What a distance of 1 in UMAP's own scale is here; 0 where there are no papers. */
  readonly unit: number
  /** Papers that were laid out together; others were placed among them since. */
  readonly together: number
}

/** Of a collection that nobody laid out: all papers in the middle. */
export function noMap(papers: number): MapLayout {
  return { places: new Float32Array(2 * papers), unit: 0, together: 0 }
}

/**
 * An earlier map for the rows of now.
 * @param rowBefore of each row, −1 for a paper that came since
 */
export function carriedOver({ places, ...rest }: MapLayout, rowBefore: Int32Array): MapLayout {
  const carried = new Float32Array(2 * rowBefore.length).fill(Number.NaN)
  rowBefore.forEach((before, at) => {
    if (before >= 0) carried.set(places.subarray(2 * before, 2 * before + 2), 2 * at)
  })
  return { ...rest, places: carried }
}
