// What the scripts decide before they do anything: is an install stale, which libraries are missing, what they are called here.
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentHash } from '../../scripts/build.mjs'
import { lockProblem } from '../../scripts/prepare/dependencies.mjs'
import { missingLibraries, notKnown, packageName, parseOsRelease } from '../../scripts/prepare/system-packages.mjs'
import { isAtLeast } from '../../scripts/prepare.mjs'
import { tempFolder } from '../support/temp-workspace'

describe('whether the packages are those of the lock file', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/react': { version: '19.3.1' },
      'node_modules/a/node_modules/react': { version: '18.0.0' },
      'node_modules/@tool/cli-win32': { version: '1.0.0', optional: true }
    }
  }
  const complete = {
    packages: {
      'node_modules/react': { version: '19.3.1' },
      'node_modules/a/node_modules/react': { version: '18.0.0' }
    }
  }

  it('is so when all are there, less those for other systems', () => {
    expect(lockProblem(lock, complete)).toBeNull()
  })
  it('is not so before the first install, or when one was broken off', () => {
    expect(lockProblem(lock, null)).toBe('they are not installed yet')
  })
  it('is not so with another version, one missing, or one too many', () => {
    const packages = complete.packages
    expect(lockProblem(lock, { packages: { ...packages, 'node_modules/react': { version: '19.0.0' } } })).toBe(
      'react is 19.0.0, not 19.3.1'
    )
    expect(lockProblem(lock, { packages: { 'node_modules/react': { version: '19.3.1' } } })).toBe('react is missing')
    expect(lockProblem(lock, { packages: { ...packages, 'node_modules/old': { version: '1.0.0' } } })).toBe(
      'old is no longer wanted'
    )
  })
  it('cannot be said of a copy without a lock file', () => {
    expect(() => lockProblem(null, complete)).toThrow('package-lock.json is missing')
  })
})

describe('what the system lacks', () => {
  it('is read from ldd, each library once', () => {
    const ldd = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found'
    ].join('\n')
    expect(missingLibraries(ldd)).toEqual(['libnss3.so', 'libgtk-3.so.0'])
    expect(missingLibraries('\tstatically linked\n')).toEqual([])
  })

  it('sees what is loaded later in the list of the loader, and nothing where there is no list', () => {
    const list = "2 libs found in cache `/etc/ld.so.cache'\n\tlibX11.so.6 (libc6,x86-64) => /lib/libX11.so.6\n"
    expect(notKnown(list, ['libX11-xcb.so.1', 'libX11.so.6'])).toEqual(['libX11-xcb.so.1'])
    expect(notKnown('', ['libX11-xcb.so.1'])).toEqual([])
  })

  const nothing = (): boolean => false
  it.each([
    ['Debian 12', { id: 'debian', version: '12' }, 'libasound2'],
    ['Debian 13', { id: 'debian', version: '13' }, 'libasound2t64'],
    ['Debian testing', { id: 'debian', version: undefined }, 'libasound2t64'],
    ['Ubuntu 22.04', { id: 'ubuntu', version: '22.04' }, 'libasound2'],
    ['Ubuntu 24.04', { id: 'ubuntu', version: '24.04' }, 'libasound2t64']
  ])('has its name of %s even before apt has lists', (_, system, expected) => {
    expect(packageName('libasound2', nothing, system)).toBe(expected)
  })
  it('has the name that apt knows, whatever the system calls itself', () => {
    const mint = { id: 'linuxmint', version: '22' }
    expect(packageName('libgtk-3-0', (name) => name === 'libgtk-3-0t64', mint)).toBe('libgtk-3-0t64')
    expect(packageName('libgtk-3-0', (name) => name === 'libgtk-3-0', mint)).toBe('libgtk-3-0')
    expect(packageName('libnss3', () => true, mint)).toBe('libnss3')
  })
  it('is looked up by the names in os-release, quoted or not', () => {
    expect(parseOsRelease('NAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n')).toEqual({
      id: 'debian',
      version: '12'
    })
    expect(parseOsRelease('ID=debian\nID_LIKE=other\n')).toEqual({ id: 'debian', version: undefined })
  })
})

describe('whether a version is new enough', () => {
  it.each([
    ['20.20.2', '20.19', true],
    ['20.19.0', '20.19', true],
    ['22.0.0', '20.19', true],
    ['20.9.9', '20.19', false],
    ['18.20.0', '20.19', false]
  ])('%s for %s: %s', (have, want, expected) => expect(isAtLeast(have, want)).toBe(expected))
})

describe('whether a build is stale', () => {
  function project(): string {
    const root = tempFolder()
    mkdirSync(path.join(root, 'shared/query'), { recursive: true })
    writeFileSync(path.join(root, 'shared/a.ts'), 'a')
    writeFileSync(path.join(root, 'shared/query/b.ts'), 'b')
    return root
  }
  const hash = (root: string): string => contentHash(root, ['shared', 'package.json'])

  it('is not changed by the time of a file', () => {
    const root = project()
    const before = hash(root)
    utimesSync(path.join(root, 'shared/a.ts'), 1, 1)
    expect(hash(root)).toBe(before)
  })
  it('is changed by content, a name, a new file, one removed', () => {
    const root = project()
    const seen = [hash(root)]
    writeFileSync(path.join(root, 'shared/a.ts'), 'A')
    seen.push(hash(root))
    renameSync(path.join(root, 'shared/a.ts'), path.join(root, 'shared/c.ts'))
    seen.push(hash(root))
    writeFileSync(path.join(root, 'package.json'), '{}')
    seen.push(hash(root))
    rmSync(path.join(root, 'shared/query/b.ts'))
    seen.push(hash(root))
    expect(new Set(seen).size).toBe(seen.length)
  })
})
