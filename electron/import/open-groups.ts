// What is open while a table is read, by key, and in the order in which rows came for it.

/** A conversation that may get more rows. The links are the list's business. */
export interface Linked<T> {
  readonly key: string
  before: T | null
  after: T | null
}

/**
 * A list in the order of the last touch with an index by key. Not a Map, though one has such an order: where entries come and go, its
 * tables are replaced again and again, each pointing to the next, and one that the collector moved to the old generation keeps everything
 * alive that is put into those after it. Measured: a tenth of the time of an import. Here what is removed points to nothing.
 */
export class OpenGroups<T extends Linked<T>> {
  #byKey: Record<string, T> = Object.create(null) as Record<string, T>
  #first: T | null = null
  #last: T | null = null

  get(key: string): T | undefined {
    return this.#byKey[key]
  }

  /** The one that waits longest for a row. */
  get first(): T | null {
    return this.#first
  }

  /** Puts a group behind all others, whether it is in the list or not. */
  touch(group: T): void {
    if (this.#last === group) return
    if (this.#byKey[group.key] === group) this.#unlink(group)
    else this.#byKey[group.key] = group
    group.before = this.#last
    if (this.#last) this.#last.after = group
    else this.#first = group
    this.#last = group
  }

  remove(group: T): void {
    if (this.#byKey[group.key] !== group) return
    delete this.#byKey[group.key]
    this.#unlink(group)
  }

  #unlink(group: T): void {
    const { before, after } = group
    if (before) before.after = after
    else this.#first = after
    if (after) after.before = before
    else this.#last = before
    group.before = null
    group.after = null
  }
}
