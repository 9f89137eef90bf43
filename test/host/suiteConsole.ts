/**
 * The console of a bundled suite. Its lines carry a mark by which a launcher tells them from the many others that the
 * extension host and the workbench write to the same stream.
 */

/** An invisible character that starts each line of the suite. */
export const MARK = '\u2063';

const original = globalThis.console;

function marked(write: (...values: unknown[]) => void): (...values: unknown[]) => void {
  return (first: unknown = '', ...rest: unknown[]) =>
    typeof first === 'string'
      ? write.call(original, MARK + first, ...rest)
      : write.call(original, MARK, first, ...rest);
}

// Defined, not assigned: the extension host guards the properties of its console against assignment.
const suiteConsole: Console = Object.create(original, {
  log: { value: marked(original.log) },
  info: { value: marked(original.info) },
  warn: { value: marked(original.warn) },
  error: { value: marked(original.error) },
});

// The bundler puts this in the place of the global name within the suite, and only there.
export { suiteConsole as console };
