import { accessRemovedFromApplicationRole } from './access-removed-from-application-role.ts';
import { addColumnRewritesTable } from './add-column-rewrites-table.ts';
import { addNotNullColumnWithoutDefault } from './add-not-null-column-without-default.ts';
import { algorithmClauseBlocksWrites } from './algorithm-clause-blocks-writes.ts';
import { algorithmClauseRefused } from './algorithm-clause-refused.ts';
import { backfillInOneStatement } from './backfill-in-one-statement.ts';
import { checkValidatesUnderLock } from './check-validates-under-lock.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { constraintValidatedInSameTransaction } from './constraint-validated-in-same-transaction.ts';
import { createIndexBlocksWrites } from './create-index-blocks-writes.ts';
import { dropCascadeRemovesDependents } from './drop-cascade-removes-dependents.ts';
import { dropColumnInUse } from './drop-column-in-use.ts';
import { dropDefaultBreaksOldWriters } from './drop-default-breaks-old-writers.ts';
import { dropOrReindexBlocksTable } from './drop-or-reindex-blocks-table.ts';
import { dropTableInUse } from './drop-table-in-use.ts';
import { dropUniqueBreaksUpserts } from './drop-unique-breaks-upserts.ts';
import { enumValueRemovedOrRenamed } from './enum-value-removed-or-renamed.ts';
import { enumValueUsedInSameTransaction } from './enum-value-used-in-same-transaction.ts';
import { foreignKeyValidatesUnderLock } from './foreign-key-validates-under-lock.ts';
import { implicitCommitSplitsMigration } from './implicit-commit-splits-migration.ts';
import { integrityChecksLeftOff } from './integrity-checks-left-off.ts';
import { lockTimeoutIneffective } from './lock-timeout-ineffective.ts';
import { lossyTypeChange } from './lossy-type-change.ts';
import { missingLockTimeout } from './missing-lock-timeout.ts';
import { mixedAlterLosesInstant } from './mixed-alter-loses-instant.ts';
import { modifyDropsAttributes } from './modify-drops-attributes.ts';
import { notSupportedByTarget } from './not-supported-by-target.ts';
import { onlineRebuildOfLargeTable } from './online-rebuild-of-large-table.ts';
import { partialApplyOnFailure } from './partial-apply-on-failure.ts';
import { partitionChangeBlocksTable } from './partition-change-blocks-table.ts';
import { primaryKeyBlocksTable } from './primary-key-blocks-table.ts';
import { refreshMaterializedViewBlocksReads } from './refresh-materialized-view-blocks-reads.ts';
import { removesAllRows } from './removes-all-rows.ts';
import { renameColumn } from './rename-column.ts';
import { renameTable } from './rename-table.ts';
import { rewriteCommandLocksTable } from './rewrite-command-locks-table.ts';
import type { Rule } from './rule.ts';
import { schemaReplayFails } from './schema-replay-fails.ts';
import { sessionSettingLeaks } from './session-setting-leaks.ts';
import { setNotNullScansTable } from './set-not-null-scans-table.ts';
import { severalTablesLockedInOneTransaction } from './several-tables-locked-in-one-transaction.ts';
import { slowStatementAfterStrongLock } from './slow-statement-after-strong-lock.ts';
import { tightenedConstraintBreaksOldWriters } from './tightened-constraint-breaks-old-writers.ts';
import { transactionControlConflictsWithRunner } from './transaction-control-conflicts-with-runner.ts';
import { typeChangeBreaksOldCode } from './type-change-breaks-old-code.ts';
import { typeChangeRewritesTable } from './type-change-rewrites-table.ts';
import { uniqueConstraintBlocksTable } from './unique-constraint-blocks-table.ts';
import { varcharCrossesLengthByte } from './varchar-crosses-length-byte.ts';
import { viewOrRoutineChangeBreaksCallers } from './view-or-routine-change-breaks-callers.ts';

/** Every rule, in the order in which they are listed. */
export const rules: readonly Rule[] = [
  addNotNullColumnWithoutDefault,
  dropColumnInUse,
  dropTableInUse,
  renameColumn,
  renameTable,
  dropDefaultBreaksOldWriters,
  typeChangeBreaksOldCode,
  enumValueRemovedOrRenamed,
  viewOrRoutineChangeBreaksCallers,
  dropUniqueBreaksUpserts,
  tightenedConstraintBreaksOldWriters,
  accessRemovedFromApplicationRole,
  createIndexBlocksWrites,
  dropOrReindexBlocksTable,
  foreignKeyValidatesUnderLock,
  checkValidatesUnderLock,
  setNotNullScansTable,
  uniqueConstraintBlocksTable,
  primaryKeyBlocksTable,
  constraintValidatedInSameTransaction,
  typeChangeRewritesTable,
  varcharCrossesLengthByte,
  addColumnRewritesTable,
  rewriteCommandLocksTable,
  onlineRebuildOfLargeTable,
  mixedAlterLosesInstant,
  algorithmClauseBlocksWrites,
  slowStatementAfterStrongLock,
  severalTablesLockedInOneTransaction,
  partitionChangeBlocksTable,
  refreshMaterializedViewBlocksReads,
  backfillInOneStatement,
  missingLockTimeout,
  lockTimeoutIneffective,
  sessionSettingLeaks,
  partialApplyOnFailure,
  implicitCommitSplitsMigration,
  concurrentlyInTransaction,
  transactionControlConflictsWithRunner,
  enumValueUsedInSameTransaction,
  modifyDropsAttributes,
  schemaReplayFails,
  notSupportedByTarget,
  lossyTypeChange,
  removesAllRows,
  dropCascadeRemovesDependents,
  integrityChecksLeftOff,
  algorithmClauseRefused,
];
