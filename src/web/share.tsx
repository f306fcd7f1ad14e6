/** A part of a whole as a bar. The number beside it says the same, so the bar is no news to a screen reader. */
export function Bar({ share }: { share: number }) {
  const width = Math.round(100 * Math.min(1, Math.max(0, share)))
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rest" width="100" height="4" />
      <rect class="full" width={width} height="4" />
    </svg>
  )
}
