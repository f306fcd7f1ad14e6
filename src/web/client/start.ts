/** What every page can do more where there is a script. Each part listens on the document, as what it speaks of is replaced. */
import { followCopying } from './copy.ts'
import { followDropping } from './drop.ts'
import { followForms } from './forms.ts'
import { followKeys } from './keys.ts'
import { followConnection } from './offline.ts'
import { fillTimeZone } from './time-zone.ts'

document.documentElement.classList.add('enhanced')
followForms()
followKeys()
followDropping()
followCopying()
followConnection()
fillTimeZone()
