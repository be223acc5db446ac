// The part of electron-installer-debian that scripts/make-deb.mjs uses; it brings no types.
declare module 'electron-installer-debian' {
  export class Installer {
    constructor(data: Record<string, unknown>)
    readonly stagingDir: string
    readonly options: Record<string, unknown>
    generateDefaults(): Promise<unknown>
    generateOptions(): unknown
    createStagingDir(): Promise<void>
    createContents(): Promise<unknown>
    createPackage(): Promise<void>
    movePackage(): Promise<void>
  }
  export function transformVersion(version: string): string
}
