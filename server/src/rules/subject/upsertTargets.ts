import { relationKey } from '../../catalog/catalog.ts';
import type { FindingDraft, OperationContext } from '../rule.ts';
import { draftsOfKinds } from './draftsOfKinds.ts';
import { existingRelation } from './relations.ts';
import { code, withDoubt } from './wording.ts';

/** What upserts and replication lose without a DROP: PostgreSQL's names of keys, and the replica identity. */
export const otherLosses = draftsOfKinds(['RenameConstraint', 'SetTableProperty'], lostOtherwise);

function* lostOtherwise(context: OperationContext): Generator<FindingDraft> {
  const { operation, target, run, file } = context;
  if (target.engine !== 'postgresql' || run.direction === 'down' || file.phase === 'contract') return;
  if (operation.kind === 'RenameConstraint') {
    const { name, to, table, span } = operation;
    if (existingRelation(context, table) === null) return;
    yield {
      span,
      message: `Code that names the constraint ${code(name.value)}, as ${code('ON CONFLICT ON CONSTRAINT')} does, fails once it is called ${code(to.value)}.`,
      table: relationKey(context.before, table),
      uses: { table: name.value, column: null, use: 'name' },
      onlyWithUses: true,
    };
  }
  if (operation.kind !== 'SetTableProperty' || operation.property !== 'replica-identity') return;
  if (operation.value?.toLowerCase() !== 'nothing') return;
  const existing = existingRelation(context, operation.table);
  if (existing === null) return;
  yield {
    span: operation.span,
    message: withDoubt(
      existing,
      `If a publication sends the changes of ${existing.label}, its UPDATEs and DELETEs fail without a replica identity.`,
    ),
    table: existing.key,
  };
}
