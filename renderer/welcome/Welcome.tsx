// What a person sees first.
export function Welcome() {
  return null
}
