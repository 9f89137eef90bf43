/**
 * Prints, as JSON, every regular expression that the server's modules put together while they load:
 * `[source, flags]` each. Literals are not among them; they are read from the source text.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCES = new URL('../../../server/src/', import.meta.url);
/** Programs, which would run. */
const ENTRIES = /(?:Main|browser\/server)\.ts$/;

const made: [string, string][] = [];
const Original = globalThis.RegExp;
globalThis.RegExp = new Proxy(Original, {
  construct(target, parameters) {
    const [source, flags] = parameters as [string | RegExp, string?];
    const pattern = new target(source, flags);
    made.push([pattern.source, pattern.flags]);
    return pattern;
  },
});
for (const path of readdirSync(fileURLToPath(SOURCES), { recursive: true, encoding: 'utf8' }))
  if (path.endsWith('.ts') && !ENTRIES.test(path)) await import(new URL(path, SOURCES).href);
process.stdout.write(JSON.stringify(made));
