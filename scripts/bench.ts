/** Measures the product, against peers where there are any; prints Markdown, and keeps it beside its plots. `npm run bench -- --help` */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Argument, program } from 'commander'
import { runCommand } from '../src/command.ts'
import { PROJECT_FOLDER, readConfig } from '../src/config.ts'
import { circumstances } from './bench/circumstances.ts'
import { plotSvg } from './bench/plot.ts'
import { SECTIONS, type SectionName } from './bench/sections.ts'
import { MEASURED, QUICK } from './bench/settings.ts'

const NAMES = Object.keys(SECTIONS) as SectionName[]

program
  .name('npm run bench --')
  .description('Measures the product on this machine and prints Markdown; progress goes to standard error.')
  .addArgument(new Argument('[what]', 'what to measure').choices([...NAMES, 'all']).default('all'))
  .option('--data <folder>', 'folder of the evaluation data', resolve(PROJECT_FOLDER, '../shared/evaluation'))
  .option(
    '--work <folder>',
    'folder for what the benchmark makes: collections, tables, plots',
    resolve(PROJECT_FOLDER, '.kindred/bench'),
  )
  .option('--quick', 'a trial with short loads and one round; its figures mean nothing')
  .parse()

await runCommand(async (signal) => {
  const { data, work, quick } = program.opts<{ data: string; work: string; quick?: boolean }>()
  const what = program.processedArgs[0] as SectionName | 'all'
  const settings = {
    ...(quick ? QUICK : MEASURED),
    config: readConfig(),
    dataFolder: resolve(data),
    workFolder: resolve(work),
  }
  for (const name of what === 'all' ? NAMES : [what]) {
    if (signal.aborted) return
    const { title, measure } = SECTIONS[name]
    const measured = await measure(settings)
    const { markdown, plots = {} } = typeof measured === 'string' ? { markdown: measured } : measured
    const command = `npm run bench -- ${name}${quick ? ' --quick' : ''}`
    const report = `## ${title}\n\n${markdown}\n\n${circumstances(command)}\n`
    console.log(report)
    mkdirSync(settings.workFolder, { recursive: true })
    writeFileSync(join(settings.workFolder, `${name}.md`), report)
    for (const [file, plot] of Object.entries(plots))
      writeFileSync(join(settings.workFolder, file), plotSvg(plot))
  }
})
