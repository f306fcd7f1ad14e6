/** Saves papers one by one into the database told as JSON, and tells of each once it is acknowledged, until killed. */
import { openDatabase } from '../../src/db/open.ts'
import { savePapers } from '../../src/db/save-papers.ts'

const { db } = await openDatabase(JSON.parse(process.argv[2]!))
for (let number = 0; ; number++) {
  const title = `Paper ${number}`
  await savePapers(db, [{ title, abstract: 'words '.repeat(100), aliases: [`id:${number}`] }], new Date(0))
  console.log(title)
}
