/**
 * Runs after `npm ci`: says what to install when the one package that is compiled here could not be.
 *
 * hnswlib-node stands among the optional dependencies only so that npm goes on to this message
 * instead of ending in a page of compiler output. It is not optional: nothing starts without it.
 */
import { createRequire } from 'node:module'

try {
  createRequire(import.meta.url)('hnswlib-node')
} catch {
  console.error(`
Kindred needs a C++ compiler, make and Python 3 to build hnswlib-node, and one of them is missing.

  Debian, Ubuntu   apt-get install g++ make python3
  Fedora           dnf install gcc-c++ make python3
  Alpine           apk add g++ make python3
  macOS            xcode-select --install
  Windows          Visual Studio Build Tools with "Desktop development with C++", and Python 3

Then run npm ci again.
`)
  process.exit(1)
}
