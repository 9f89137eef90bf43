/** Milliseconds to reach a server; a wrong host must not hang a terminal. */
export const CONNECT_TIMEOUT = 10_000;
/** Milliseconds for one query of the catalog. */
export const QUERY_TIMEOUT = 30_000;
/** Milliseconds to wait for a lock: a capture must never stand in somebody's way. */
export const LOCK_TIMEOUT = 2_000;
