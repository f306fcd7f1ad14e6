/** The card that says whose paper a point is. */
import type { Screen } from '../../map/view.ts'
import type { PaperBrief } from './map-data.ts'

const AWAY = 14

export interface PaperCard {
  /** @param isPinned stays, and its link can be followed: for fingers and keys */
  show(paper: PaperBrief, at: readonly [left: number, top: number], screen: Screen, isPinned: boolean): void
  hide(): void
}

export function openPaperCard(frame: HTMLElement): PaperCard {
  const card = document.createElement('div')
  card.className = 'map-card'
  card.hidden = true
  card.setAttribute('role', 'status')
  frame.append(card)
  return {
    show({ id, title, publishedOn, authorCount }, [left, top], { width, height }, isPinned) {
      const link = document.createElement('a')
      link.href = `/papers/${id}`
      link.textContent = title
      link.dir = 'auto'
      link.tabIndex = isPinned ? 0 : -1
      const facts = [
        publishedOn,
        authorCount && `${authorCount} author${authorCount === 1 ? '' : 's'}`,
      ].filter(Boolean)
      const line = document.createElement('p')
      line.textContent = facts.join(' · ')
      card.replaceChildren(link, ...(facts.length > 0 ? [line] : []))
      card.classList.toggle('pinned', isPinned)
      card.hidden = false
      // Beside the point, on the side where there is room.
      const x =
        left + AWAY + card.offsetWidth < width ? left + AWAY : Math.max(4, left - AWAY - card.offsetWidth)
      const y =
        top + AWAY + card.offsetHeight < height ? top + AWAY : Math.max(4, top - AWAY - card.offsetHeight)
      card.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
    },
    hide() {
      card.hidden = true
    },
  }
}
