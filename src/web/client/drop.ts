/** A file dropped on a form with `data-drop` is sent by it. */
export function followDropping(): void {
  const zoneOf = (event: DragEvent) =>
    event.dataTransfer?.types.includes('Files')
      ? (event.target as Element).closest<HTMLFormElement>('form[data-drop]')
      : null
  document.addEventListener('dragover', (event) => {
    const zone = zoneOf(event)
    if (!zone) return
    event.preventDefault()
    zone.classList.add('over')
  })
  document.addEventListener('dragleave', (event) => zoneOf(event)?.classList.remove('over'))
  document.addEventListener('drop', (event) => {
    const zone = zoneOf(event)
    const field = zone?.querySelector<HTMLInputElement>('input[type=file]')
    if (!zone || !field) return
    event.preventDefault()
    zone.classList.remove('over')
    field.files = event.dataTransfer!.files
    zone.requestSubmit()
  })
  document.addEventListener('change', (event) => {
    const field = event.target as HTMLInputElement
    if (field.type === 'file' && field.files?.length) field.closest('form')?.requestSubmit()
  })
}
