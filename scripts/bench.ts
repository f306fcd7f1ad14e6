/** Measures the product, against peers where there are any; prints Markdown. `npm run bench -- --help` */
import { resolve } from 'node:path'
import { Argument, program } from 'commander'
import { runCommand } from '../src/command.ts'
import { PROJECT_FOLDER, readConfig } from '../src/config.ts'
import { circumstances } from './bench/circumstances.ts'
import { SECTIONS, type SectionName } from './bench/sections.ts'
import { MEASURED, QUICK } from './bench/settings.ts'

const NAMES = Object.keys(SECTIONS) as SectionName[]

program
  .name('npm run bench --')
  .description('Measures the product on this machine and prints Markdown; progress goes to standard error.')
  .addArgument(new Argument('[what]', 'what to measure').choices([...NAMES, 'all']).default('all'))
  .option('--data <folder>', 'folder of the evaluation data', resolve(PROJECT_FOLDER, '../shared/evaluation'))
  .option('--work <folder>', 'folder for what the benchmark makes', resolve(PROJECT_FOLDER, '.kindred/bench'))
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
    const markdown = await measure(settings)
    console.log(
      `## ${title}\n\n${markdown}\n\n${circumstances(`npm run bench -- ${name}${quick ? ' --quick' : ''}`)}\n`,
    )
  }
})
