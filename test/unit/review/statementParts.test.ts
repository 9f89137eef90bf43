import assert from 'node:assert/strict';
import { createProject } from '../../../server/src/review/project.ts';
import { type FileRule, fileRule } from '../../../server/src/rules/rule.ts';
import { reviewerFor } from '../reviewing.ts';

describe('what a rule about a whole file takes from its statements', () => {
  const STATEMENTS = [
    'CREATE TABLE a (id bigint PRIMARY KEY)',
    'ALTER TABLE a ADD COLUMN note text',
    'CREATE TABLE b (id bigint PRIMARY KEY)',
    'ALTER TABLE b ADD COLUMN note text',
    'ALTER TABLE b ADD COLUMN other text',
  ];

  /** Says how many columns are added, and remembers which statements it was asked about. */
  function countingRule(asked: string[]): FileRule {
    const columnsOf = ({ sql, operations }: { sql: string; operations: readonly unknown[] }): string[] => {
      asked.push(sql);
      return sql.includes('ADD COLUMN') ? operations.map(() => sql) : [];
    };
    return fileRule({
      metadata: {
        id: 'counts-columns',
        title: 'Counts columns',
        categories: ['hygiene'],
        severity: 'info',
        preset: 'recommended',
        engines: ['postgresql'],
        fixes: 'none',
        related: {},
      },
      *check(reviewed) {
        const { length } = reviewed.fromEach(columnsOf);
        yield { statement: 0, span: { start: 0, end: 1 }, message: `${length} columns` };
      },
    });
  }

  async function reviewed(): Promise<{
    readonly asked: string[];
    say(text: string): string | undefined;
  }> {
    const asked: string[] = [];
    const reviewer = await reviewerFor(['postgresql@16'], [countingRule(asked)]);
    let text = '';
    const project = createProject({ paths: ['m.sql'], read: () => text });
    return {
      asked,
      say(now) {
        text = now;
        asked.length = 0;
        return reviewer.review(project, 'm.sql')?.findings[0]?.message;
      },
    };
  }

  const textOf = (statements: readonly string[]): string => `${statements.join(';\n')};\n`;

  it('is taken anew from the edited statement and those about its table alone', async () => {
    const { asked, say } = await reviewed();
    assert.equal(say(textOf(STATEMENTS)), '3 columns');
    assert.equal(asked.length, STATEMENTS.length);

    const edited = STATEMENTS.map(sql => sql.replace('b ADD COLUMN note', 'b ADD COLUMN notes'));
    assert.equal(say(textOf(edited)), '3 columns');
    assert.deepEqual(asked, edited.slice(3), 'the statement and the one that finds another table b');
  });

  it('is right after statements came and went', async () => {
    const { asked, say } = await reviewed();
    say(textOf(STATEMENTS));
    assert.equal(say(textOf(STATEMENTS.slice(0, -1))), '2 columns');
    assert.deepEqual(asked, [], 'nothing that is left has changed');
    assert.equal(say(textOf([...STATEMENTS, 'ALTER TABLE a ADD COLUMN last text'])), '4 columns');
    assert.equal(say(textOf(STATEMENTS.slice(2))), '2 columns');
  });

  it('is not asked for at all when only blanks changed', async () => {
    const { asked, say } = await reviewed();
    say(textOf(STATEMENTS));
    assert.equal(say(`\n\n${textOf(STATEMENTS)}`), '3 columns');
    assert.deepEqual(asked, []);
  });
});
