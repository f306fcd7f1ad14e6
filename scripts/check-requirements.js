/**
 * Runs after `npm ci`: says what to install when there is no library for the graph of nearest neighbours.
 *
 * usearch comes compiled for most machines; hnswlib-node, which takes its place, is compiled here. Both stand among the optional
 * dependencies, so that npm goes on to this message instead of ending in a page of compiler output.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const loads = (name) => {
  try {
    require(name)
    return true
  } catch {
    return false
  }
}

if (!loads('usearch') && !loads('hnswlib-node')) {
  console.error(`
There is no compiled usearch for this machine, and Kindred needs a C++ compiler, make and Python 3 to build
hnswlib-node in its place; one of them is missing.

  Debian, Ubuntu   apt-get install g++ make python3
  Fedora           dnf install gcc-c++ make python3
  Alpine           apk add g++ make python3
  macOS            xcode-select --install
  Windows          Visual Studio Build Tools with "Desktop development with C++", and Python 3

Then run npm ci again.
`)
  process.exit(1)
}
