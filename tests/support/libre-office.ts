// LibreOffice without a window: opens a file as a person would and saves it as a workbook, whose cells can be read with their types.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type CellValue, readXlsx } from 'hucre/xlsx'
import { programOf, programPackage } from '../../scripts/prepare/system-packages.mjs'
import { tempFolder } from './temp-workspace'

/** null: it is not installed. */
export const LIBRE_OFFICE = programOf('soffice')
/** For the name of a test that is skipped. */
export const INSTALL_LIBRE_OFFICE = `apt-get install --no-install-recommends ${programPackage('soffice')}`

/** How LibreOffice reads CSV: comma, quotes, UTF-8, from line 1, English; quoted cells are text ("Format quoted field as text"). */
const CSV_FILTER = 'Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false'

/** The cells of the first sheet, after LibreOffice has opened `file` and saved it. */
export async function cellsInLibreOffice(file: string): Promise<readonly (readonly CellValue[])[]> {
  if (LIBRE_OFFICE === null) throw new Error('LibreOffice is not installed')
  const folder = tempFolder()
  const profile = pathToFileURL(path.join(folder, 'profile')).href
  const filter = file.endsWith('.csv') ? [`--infilter=${CSV_FILTER}`] : []
  const args = [
    '--headless',
    `-env:UserInstallation=${profile}`,
    ...filter,
    '--convert-to',
    'xlsx',
    '--outdir',
    folder,
    file
  ]
  execFileSync(LIBRE_OFFICE, args, { stdio: 'pipe', timeout: 120_000 })
  const { sheets } = await readXlsx(readFileSync(path.join(folder, `${path.parse(file).name}.xlsx`)))
  return sheets[0]?.rows ?? []
}
