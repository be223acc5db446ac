// Files the system or a person handed to the app: kept until a window asks for them, then told as they come.

/** The ending of workspace files. */
export const WORKSPACE_ENDING = '.chatlogdesk'

export interface OpenedFiles {
  /** New files: workspaces are opened, everything else is for the import. */
  add(files: readonly string[]): void
  /** What came since the last call. */
  take(): readonly string[]
  /** The page is gone: keep files again until the next one asks. */
  forget(): void
}

interface OpenedFilesOptions {
  readonly onWorkspace: (file: string) => void
  readonly onFiles: (files: readonly string[]) => void
}

export function collectFiles({ onWorkspace, onFiles }: OpenedFilesOptions): OpenedFiles {
  let kept: string[] = []
  let isWindowListening = false
  return {
    add(files) {
      const workspace = files.find((file) => file.toLowerCase().endsWith(WORKSPACE_ENDING))
      if (workspace) onWorkspace(workspace)
      const others = files.filter((file) => !file.toLowerCase().endsWith(WORKSPACE_ENDING))
      if (others.length === 0) return
      if (isWindowListening) onFiles(others)
      else kept.push(...others)
    },
    take() {
      const files = kept
      kept = []
      isWindowListening = true
      return files
    },
    forget: () => {
      isWindowListening = false
    }
  }
}
