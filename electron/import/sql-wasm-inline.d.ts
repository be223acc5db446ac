// sql.js with its WebAssembly inside the script: no second file to find, in tests and in the packaged app alike.
declare module 'sql.js/dist/sql-wasm-inline.js' {
  import type initSqlJs from 'sql.js'

  const init: typeof initSqlJs
  export default init
}
