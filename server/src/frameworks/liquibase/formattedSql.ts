import type { Dialect } from '../../syntax/dialect.ts';
import type { FileComment, SplitFile } from '../../syntax/statement.ts';
import type { Span } from '../../text/span.ts';
import type { Section } from '../framework.ts';
import { wrapped } from '../sections.ts';
import { runsOn } from './changelog.ts';
import { phaseOfLabels } from './changeSetPhase.ts';
import { emptyTablesOfComment } from './emptyTables.ts';
import { runConditionOfComments } from './preconditions.ts';

const PHASE_ATTRIBUTES = ['contextFilter', 'context', 'labels'] as const;
const CHANGE_SET = /^changeset\s+[^\s:]+:\S/i;

/** The change sets of a formatted SQL file as sections (documentation, "SQL changelog format"). */
export function cutFormattedSql(split: SplitFile, text: string, dialect: Dialect): readonly Section[] {
  const changeSets = split.comments.filter(comment => CHANGE_SET.test(comment.text));
  if (changeSets.length === 0)
    return [{ direction: 'up', span: { start: 0, end: text.length }, transaction: wrapped(dialect) }];
  return changeSets.map(({ span, text: comment }, index): Section => {
    const isOff = (name: string): boolean => attributeOf(comment, name) === 'false';
    const isOn = (name: string): boolean => attributeOf(comment, name) === 'true';
    const end = changeSets[index + 1]?.span.start ?? text.length;
    const within = split.comments
      .filter(other => span.start < other.span.start && other.span.start < end)
      .map(other => other.text);
    const runsIf = runConditionOfComments(within, { dialect, keepsCase: false });
    return {
      direction: 'up',
      span: { start: index === 0 ? 0 : span.start, end },
      transaction: isOff('runInTransaction') ? 'statement' : wrapped(dialect),
      oneString: isOff('splitStatements'),
      repeatable: isOn('runOnChange') || isOn('runAlways'),
      phase: phaseOfLabels(...PHASE_ATTRIBUTES.map(name => attributeOf(comment, name))),
      emptyTables: within.flatMap(emptyTablesOfComment),
      ...(runsIf === null ? {} : { runsIf }),
    };
  });
}

/** Change sets that are for other engines, or switched off. */
export function isSkipped(split: SplitFile, text: string, dialect: Dialect): readonly Span[] {
  const changeSets = split.comments.filter(comment => CHANGE_SET.test(comment.text));
  return changeSets.flatMap((comment, index) =>
    isForeign(comment, dialect)
      ? [{ start: comment.span.start, end: changeSets[index + 1]?.span.start ?? text.length }]
      : [],
  );
}

function isForeign({ text }: FileComment, dialect: Dialect): boolean {
  return !runsOn(attributeOf(text, 'dbms'), dialect) || attributeOf(text, 'ignore') === 'true';
}

/** An attribute of a change set's line, lower case: `dbms:mysql,mariadb`, `labels:"a b"`. */
function attributeOf(comment: string, name: string): string | null {
  const match = new RegExp(`\\s${name}:(?:"([^"]*)"|(\\S+))`, 'i').exec(comment);
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}
