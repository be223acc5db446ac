// Looks for a secret in every file of a folder and in texts, in each way a program may have written it down.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** As text in both common encodings, and as programs hide text without hiding it. */
function forms(secret: string): readonly Buffer[] {
  const text = Buffer.from(secret)
  // Base64 of a longer text holds that of the secret at one of three offsets; its outermost letters depend on what is around it.
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), text])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4)
  )
  const written = [secret, encodeURIComponent(secret), text.toString('hex'), [...secret].reverse().join(''), ...base64]
  return [...written.map((form) => Buffer.from(form)), Buffer.from(secret, 'utf16le')]
}

/** The files under the folders that hold it, and how many were looked at. */
export async function findSecret(
  folders: readonly string[],
  secret: string
): Promise<{ readonly files: number; readonly found: readonly string[] }> {
  const looked = forms(secret)
  const found: string[] = []
  let files = 0
  for (const folder of folders)
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue
      files++
      const file = path.join(entry.parentPath, entry.name)
      const content = await readFile(file)
      if (looked.some((form) => content.includes(form)) || entry.name.includes(secret)) found.push(file)
    }
  return { files, found }
}

export function holdsSecret(text: string, secret: string): boolean {
  const content = Buffer.from(text)
  return forms(secret).some((form) => content.includes(form))
}
