/** The eight colours of topics on the map, by theme: hues around the circle, about as bright as one another. */
import { COLOURS } from '../map/colouring.ts'

export type Theme = 'light' | 'dark'

export interface MapColours {
  readonly ground: string
  readonly text: string
  readonly topics: readonly string[]
  /** What is not looked at. */
  readonly away: string
  /** What a search found, or the topic that was chosen. */
  readonly found: string
}

/** Made in OKLCH, lightness 0.56 to 0.68 on light ground and 0.70 to 0.82 on dark. */
export const MAP_COLOURS: Readonly<Record<Theme, MapColours>> = {
  light: {
    ground: '#fbfaf7',
    text: '#1c2024',
    topics: ['#db4241', '#d27908', '#ab9925', '#409d48', '#0a9a96', '#0080d1', '#7758da', '#ca449a'],
    away: '#c9c7c0',
    found: '#b3261e',
  },
  dark: {
    ground: '#14171a',
    text: '#e6e7e4',
    topics: ['#f2716a', '#f09b48', '#d9c64d', '#6bce71', '#50cec9', '#56acf0', '#9e8cf4', '#ec7abf'],
    away: '#3d444a',
    found: '#ffd166',
  },
}

/** Custom properties `--map-0` and so on, for the pages' stylesheet. */
export function mapColoursStyle(): string {
  const rules = (theme: Theme) => {
    const { topics, away, found } = MAP_COLOURS[theme]
    const named = topics.slice(0, COLOURS).map((colour, at) => `--map-${at}: ${colour};`)
    return `:root { ${named.join(' ')} --map-away: ${away}; --map-found: ${found}; }`
  }
  return `${rules('light')}\n@media (prefers-color-scheme: dark) { ${rules('dark')} }\n`
}
