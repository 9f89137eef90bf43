import {
  type CatalogReader,
  isAbsent,
  isComplete,
  keysIn,
  nameKey,
  nameOfKey,
} from '../../../catalog/catalog.ts';
import type { DropObject } from '../../../operations/objectOperations.ts';
import type { FactQuestion } from '../../lockNote.ts';
import {
  allIn,
  descendantNames,
  distinct,
  indexNames,
  nameOf,
  referencedNames,
  referencingKeys,
  type Subject,
  subjectAt,
  subjectOf,
  viewsOver,
} from '../relations.ts';
import type { FactId } from '../rows/allRows.ts';
import { type Situation, situation } from '../situation.ts';

/** DROP of what has no operation of its own. */
export function dropObject(question: FactQuestion, operation: DropObject): Situation {
  const { before } = question;
  switch (operation.objectKind) {
    case 'view':
    case 'materialized view': {
      const subject = subjectOf(before, operation.name);
      if (operation.ifExists && subject.view === undefined && isAbsent(before, subject.key))
        return situation('drop-missing', {});
      return situation('drop-view', {
        target: [subject.name],
        index: indexNames(subject.view),
        view: operation.cascade ? viewsOver(before, subject.view?.readBy ?? []) : [],
      });
    }
    case 'sequence':
      return dropSequence(question, operation);
    case 'type':
    case 'domain': {
      const type = before.get(nameKey(before, 'type', operation.name));
      const users =
        type?.kind === 'enum' || type?.kind === 'domain' || type?.kind === 'type' ? type.usedBy : [];
      const using = type === undefined && !isComplete(before) ? [allIn(null)] : users.map(nameOfKey);
      return situation('drop-type', { dependent: operation.cascade ? using : [] });
    }
    case 'schema':
      return operation.cascade
        ? dropSchema(before, operation.name.name.value)
        : situation('create-schema', {});
    case 'trigger':
    case 'policy':
    case 'rule':
      return dropPart(question, operation, operation.objectKind);
    case 'statistics':
      return situation(
        'drop-statistics',
        operation.table === null ? {} : { target: [nameOf(before, operation.table)] },
      );
    case 'database':
    case 'tablespace':
      return situation('database', {});
    default:
      return situation('no-relation', {});
  }
}

function dropSequence({ before }: FactQuestion, operation: DropObject): Situation {
  const subject = subjectOf(before, operation.name);
  const sequence = before.get(subject.key);
  const owner = operation.cascade && sequence?.kind === 'sequence' ? sequence.ownedBy : null;
  return situation('drop-sequence', {
    target: [subject.name],
    dependent: owner === null ? [] : [nameOfKey(owner.table)],
  });
}

const PART_FACTS: Readonly<Record<'trigger' | 'policy' | 'rule', FactId>> = {
  trigger: 'drop-trigger',
  policy: 'policy',
  rule: 'rule',
};

function dropPart(
  { before }: FactQuestion,
  operation: DropObject,
  kind: 'trigger' | 'policy' | 'rule',
): Situation {
  if (operation.table === null) return situation('no-relation', {});
  const subject = subjectOf(before, operation.table);
  const parts =
    kind === 'trigger' ? subject.table?.triggers : kind === 'policy' ? subject.table?.policies : undefined;
  const isMissing =
    operation.ifExists &&
    subject.isKnown &&
    parts !== undefined &&
    !parts.some(part => part.name === operation.name.name.value);
  if (isMissing) return situation('drop-missing', {});
  return situation(PART_FACTS[kind], {
    target: [subject.name],
    partition: kind === 'trigger' ? descendantNames(before, subject.table) : [],
  });
}

/** DROP SCHEMA ... CASCADE: everything in it, and what hangs on that. */
function dropSchema(before: CatalogReader, schema: string): Situation {
  const members = [...keysIn(before, 'relation', schema)].map(key => subjectAt(before, key));
  const tables = members.filter(member => member.table !== undefined);
  if (members.length === 0 && !isComplete(before))
    return situation('drop-schema', { dependent: [allIn(schema)] });
  const outside = (member: Subject): readonly string[] => [
    ...referencedNames(member.table, member.key, null),
    ...referencingKeys(before, member.table, member.key, null).map(nameOfKey),
  ];
  return situation('drop-schema', {
    dependent: distinct([...tables.map(member => member.name), ...tables.flatMap(outside)]),
    view: distinct([
      ...members.filter(member => member.view !== undefined).map(member => member.name),
      ...viewsOver(
        before,
        tables.flatMap(member => member.table?.readBy ?? []),
      ),
    ]),
    sequence: members
      .filter(member => before.get(member.key)?.kind === 'sequence')
      .map(member => member.name),
  });
}
