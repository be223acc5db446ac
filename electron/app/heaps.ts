// How far the heaps of windows and of the reader may grow: there are several of them, on people's laptops. Flags of V8.

/**
 * For what answers short calls. The old generation is collected when it has grown by half; without the flag, when it has grown to a
 * multiple of what is alive, and at least by some ten megabytes. Half of the room for what lives shortly, in megabytes: by itself it grows
 * to 16. Measured during an import of 100,000 conversations: 30 MB less in a window.
 */
export const WINDOW_HEAP = '--heap-growing-percent=50 --max-semi-space-size=4'
/** The same with a collection at hand, for electron/worker/collector.ts. */
export const READER_HEAP = `${WINDOW_HEAP} --expose-gc`
