// Dialog "Import".
export interface ImportDialogProps {
  readonly opened: boolean
  onClose(): void
  readonly initialFiles?: readonly string[]
}

export function ImportDialog(_props: ImportDialogProps) {
  return null
}
