// Leaves a text field by Escape: the focus goes back to the review, where single keys work.
export function leaveField(field: HTMLElement): void {
  const home = field.closest<HTMLElement>('[data-review-home]')
  if (home) home.focus({ preventScroll: true })
  else field.blur()
}
