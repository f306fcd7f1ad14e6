/** The keys that do something, as a list, and as a dialog that a script opens. `client/keys.ts` is what listens. */

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['j', 'k'], 'to the next paper, to the one before'],
  [['o'], 'open it'],
  [['l'], 'like it, or take that back'],
  [['s'], 'save it'],
  [['x'], 'not interested'],
  [['/'], 'search'],
  [['?'], 'this list'],
  [['Esc'], 'leave a field or this list'],
]

export function KeyList() {
  return (
    <dl class="key-list">
      {KEYS.map(([keys, what]) => (
        <>
          <dt>
            {keys.map((key) => (
              <kbd>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </>
      ))}
    </dl>
  )
}

export function KeysDialog() {
  return (
    <dialog class="keys" id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keyboard</h2>
      <KeyList />
      <form method="dialog">
        <label class="check">
          <input type="checkbox" id="keys-on" checked />
          Single keys do this
        </label>
        <button type="submit" class="plain">
          Close
        </button>
      </form>
    </dialog>
  )
}
