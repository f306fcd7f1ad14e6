/** Where each paper of a collection stands on its map. */

export interface MapLayout {
  /** (papers × 2), each in [−1, 1]: x to the right, y upwards. Of an earlier map, NaN for papers that came since. */
  readonly places: Float32Array
  /** What a distance of 1 in UMAP's own scale is here; 0 where there are no papers. */
  readonly unit: number
  /** Papers that were laid out together; others were placed among them since. */
  readonly together: number
}
