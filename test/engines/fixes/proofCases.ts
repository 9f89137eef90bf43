/** The migrations that the proof runs: fixtures, bad examples of the pages, and cases of its own in the fixtures' format. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../server/src/rules/index.ts';
import { exampleCase, examplesOf } from '../../unit/rules/support/docExamples.ts';
import { parseFixture } from '../../unit/rules/support/fixtureFile.ts';
import { type ReviewCase, withRuleOn } from '../../unit/rules/support/reviewCase.ts';

export interface ProofCase {
  readonly name: string;
  readonly rule: string;
  readonly reviewCase: ReviewCase;
}

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = [join(ROOT, 'test/fixtures/rules'), join(import.meta.dirname, 'cases')];

/** Everything about a rule, with the rule switched on. */
export function casesOf(rule: string): readonly ProofCase[] {
  const metadata = rules.find(candidate => candidate.metadata.id === rule)?.metadata;
  const files = FOLDERS.flatMap(folder =>
    existsSync(join(folder, rule))
      ? readdirSync(join(folder, rule))
          .filter(file => file.endsWith('.sql') && !file.endsWith('.fixed.sql'))
          .sort()
          .map(file => ({ name: `${rule}/${file}`, path: join(folder, rule, file) }))
      : [],
  );
  const fixtures = files.map(({ name, path }) => ({
    name,
    rule,
    reviewCase: parseFixture(readFileSync(path, 'utf8')).reviewCase,
  }));
  return [...fixtures, ...pageCases(rule)].map(found => ({
    ...found,
    reviewCase: metadata === undefined ? found.reviewCase : withRuleOn(found.reviewCase, metadata),
  }));
}

function pageCases(rule: string): readonly ProofCase[] {
  const page = join(ROOT, 'docs/rules', `${rule}.md`);
  if (!existsSync(page)) return [];
  return examplesOf(readFileSync(page, 'utf8')).flatMap((example, index) =>
    example.kind === 'bad'
      ? [{ name: `${rule}.md, example ${index + 1}`, rule, reviewCase: exampleCase(rule, example) }]
      : [],
  );
}

/** The tools whose files are SQL and nothing else. The others run the same statements. */
const PLAIN_SQL: readonly string[] = ['plain', 'flyway'];

/** Tools that keep the way back in the same file, below a comment. */
const WITH_WAY_BACK: readonly string[] = ['dbmate', 'goose'];

/** The case as a review for one server; null when it is for another family of servers, or not in plain SQL. */
export function caseFor({ rule, reviewCase }: ProofCase, target: string): ReviewCase | null {
  const { engines, framework } = reviewCase;
  const tools = rule === 'missing-rollback' ? WITH_WAY_BACK : PLAIN_SQL;
  if (!tools.includes(framework)) return null;
  const family = (text: string): string => (text.startsWith('postgresql') ? 'postgresql' : 'mysql');
  if (!engines.some(engine => family(engine) === family(target))) return null;
  return { ...reviewCase, engines: rule === 'targets-disagree' ? [target, ...engines] : [target] };
}
