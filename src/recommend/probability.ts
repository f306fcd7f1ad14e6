/**
 * How probable it is that a reader would have read a paper: a logistic function of its scores.
 *
 *   p = 1 / (1 + exp(−(8.20 · near + 1.64 · coRead + 1.05 · ln n − 5.89)))
 *
 * with `near` the text score as it is (less what speaks against the paper), `coRead` the other
 * readers' part, and n the papers of the history. Fitted to the first hundred papers of 463 readers of
 * citeulike-a, with and without other readers' histories, where a fifth of each library was hidden: p is
 * the probability that a paper is among those hidden. A good paper that nobody had read counts as a
 * miss there, so p is a lower bound of how probable it is to be liked.
 *
 * How far it can be trusted on readers that it was not fitted to: `npm run evaluate -- recommend`.
 *
 * Source: Platt 1999 (probabilities from scores); fitted by scikit-learn's LogisticRegression without penalty
 */
/** Longer histories were too few to be fitted. */
const HISTORY_MAX = 300

/** In (0, 1), for a history of one paper or more. */
export function probabilityOf(paper: { near: number; coRead: number }, historyCount: number): number {
  const logHistory = Math.log(Math.min(historyCount, HISTORY_MAX))
  return 1 / (1 + Math.exp(-(8.2 * paper.near + 1.64 * paper.coRead + 1.05 * logHistory - 5.89)))
}
