import { parseFixture } from './fixtureFile.ts';
import type { ReviewCase } from './reviewCase.ts';

/*
 * The SQL of docs/rules/<rule>.md. A fence says what its text is: `sql schema engine=postgresql@16` the baseline of the
 * examples that follow for that engine, `sql bad engine=... [framework=flyway] [also=other-rule]` gives findings of the
 * rule (and of the others named), `sql good engine=...` gives none at all. With `statistics=<table>:<rows>:<bytes>` the
 * size of a table is known; `path=`, `today=`, `setting=<name>:<value>`, `configuration=<JSON without blanks>` and
 * `file=<path>:<line>` are what they are in fixtures.
 */
export interface DocExample {
  readonly kind: 'bad' | 'good';
  readonly engine: string;
  readonly options: ReadonlyMap<string, string>;
  readonly schema: string | null;
  readonly sql: string;
}

/** The examples of a page, in its order. */
export function examplesOf(text: string): DocExample[] {
  const examples: DocExample[] = [];
  const schemas = new Map<string, string>();
  for (const [, info = '', sql = ''] of text.matchAll(/^```sql (.*)\n([\s\S]*?)^```$/gm)) {
    const [kind = '', ...words] = info.split(' ');
    const options = new Map(
      words.map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    );
    const engine = options.get('engine') ?? '';
    const family = engine.replace(/@.*/, '');
    if (kind === 'schema') schemas.set(family, sql);
    else if (kind === 'bad' || kind === 'good')
      examples.push({ kind, engine, options, schema: schemas.get(family) ?? null, sql });
  }
  return examples;
}

/** Targets of the examples bound the wait for locks, so that they show one thing each. */
const BOUNDED = ['-- setting: lock_timeout=3s', '-- setting: lock_wait_timeout=3'];

function fileHeader(text: string | undefined): string[] {
  if (text === undefined) return [];
  const colon = text.indexOf(':');
  return [`-- file ${text.slice(0, colon)}:`, `--   ${text.slice(colon + 1)}`];
}

/** The example as a migration to review. */
export function exampleCase(rule: string, { engine, options, schema, sql }: DocExample): ReviewCase {
  const statistics = options.get('statistics');
  const header = [
    `-- engine: ${engine}`,
    `-- framework: ${options.get('framework') ?? 'plain'}`,
    ...(rule === 'missing-lock-timeout' || options.has('configuration') ? [] : BOUNDED),
    ...['path', 'today', 'configuration'].flatMap(name =>
      options.has(name) ? [`-- ${name}: ${options.get(name)}`] : [],
    ),
    ...(options.has('setting') ? [`-- setting: ${options.get('setting')?.replace(':', '=')}`] : []),
    ...fileHeader(options.get('file')),
    ...(statistics === undefined ? [] : [`-- statistics: ${statistics.replaceAll(':', ' ')}`]),
    ...(schema === null
      ? []
      : [
          '-- baseline:',
          ...schema
            .trimEnd()
            .split('\n')
            .map(line => `--   ${line}`),
        ]),
  ];
  return parseFixture([...header, sql].join('\n')).reviewCase;
}
