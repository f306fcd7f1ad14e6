/** Small drawings beside words. They say nothing that the words don't, so a screen reader passes them by. */
import { raw } from 'hono/html'

/** Drawn in 16 × 16, in lines. */
const ICONS = {
  today: '<rect x="2" y="3" width="12" height="11" rx="2"/><path d="M2 6.5h12M5 1.5v3M11 1.5v3"/>',
  search: '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
  heart: '<path d="M8 13.6 2.5 8.1a3.4 3.4 0 0 1 4.8-4.8l.7.7.7-.7a3.4 3.4 0 0 1 4.8 4.8Z"/>',
  library: '<path d="M3 2.5v11M6.5 2.5v11M9.5 3l3.5 10.5"/>',
  topics:
    '<circle cx="5" cy="5" r="2.8"/><circle cx="11.5" cy="6.5" r="1.8"/><circle cx="8" cy="12" r="2.2"/>',
  map: '<path d="m1.8 4 4.2-1.7 4 1.7 4.2-1.7v9.7L10 13.7l-4-1.7-4.2 1.7ZM6 2.3V12M10 4v9.7"/>',
  settings:
    '<path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6"/><circle cx="10" cy="4.5" r="1.9"/><circle cx="6" cy="11.5" r="1.9"/>',
  save: '<path d="M4 2.2h8v11.6l-4-3-4 3Z"/>',
  dislike: '<circle cx="8" cy="8" r="5.8"/><path d="M5 8h6"/>',
  hide: '<path d="M1.6 8S4 3.6 8 3.6 14.4 8 14.4 8 12 12.4 8 12.4 1.6 8 1.6 8Z"/><path d="m3 13 10-10"/>',
  read: '<path d="M8 4.5C6.5 3 4 2.7 1.8 3v9.5c2.2-.3 4.7 0 6.2 1.5 1.5-1.5 4-1.8 6.2-1.5V3C12 2.7 9.5 3 8 4.5ZM8 4.5V14"/>',
} as const

export type IconName = keyof typeof ICONS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {raw(ICONS[name])}
    </svg>
  )
}
