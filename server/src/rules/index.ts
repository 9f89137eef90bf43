import { accessRemovedFromApplicationRole } from './access-removed-from-application-role.ts';
import { addColumnBreaksPositionalUse } from './add-column-breaks-positional-use.ts';
import { addColumnRewritesTable } from './add-column-rewrites-table.ts';
import { addNotNullColumnWithoutDefault } from './add-not-null-column-without-default.ts';
import { algorithmClauseBlocksWrites } from './algorithm-clause-blocks-writes.ts';
import { algorithmClauseRefused } from './algorithm-clause-refused.ts';
import { appliedMigrationEdited } from './applied-migration-edited.ts';
import { avoidPaddedChar } from './avoid-padded-char.ts';
import { backfillInOneStatement } from './backfill-in-one-statement.ts';
import { baselineMissingOrStale } from './baseline-missing-or-stale.ts';
import { checkValidatesUnderLock } from './check-validates-under-lock.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { constraintLeftNotValid } from './constraint-left-not-valid.ts';
import { constraintValidatedInSameTransaction } from './constraint-validated-in-same-transaction.ts';
import { createIndexBlocksWrites } from './create-index-blocks-writes.ts';
import { definitionRejectedByEngine } from './definition-rejected-by-engine.ts';
import { dependentObjectBlocksChange } from './dependent-object-blocks-change.ts';
import { dropCascadeRemovesDependents } from './drop-cascade-removes-dependents.ts';
import { dropColumnInUse } from './drop-column-in-use.ts';
import { dropDefaultBreaksOldWriters } from './drop-default-breaks-old-writers.ts';
import { dropNotNull } from './drop-not-null.ts';
import { dropOrReindexBlocksTable } from './drop-or-reindex-blocks-table.ts';
import { dropTableInUse } from './drop-table-in-use.ts';
import { dropUniqueBreaksUpserts } from './drop-unique-breaks-upserts.ts';
import { enumValueRemovedOrRenamed } from './enum-value-removed-or-renamed.ts';
import { enumValueUsedInSameTransaction } from './enum-value-used-in-same-transaction.ts';
import { explicitTableLock } from './explicit-table-lock.ts';
import { flywayLockBlocksConcurrently } from './flyway-lock-blocks-concurrently.ts';
import { foreignKeyCannotBeCreated } from './foreign-key-cannot-be-created.ts';
import { foreignKeyValidatesUnderLock } from './foreign-key-validates-under-lock.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts';
import { ifNotExistsHidesMismatch } from './if-not-exists-hides-mismatch.ts';
import { implicitCommitSplitsMigration } from './implicit-commit-splits-migration.ts';
import { indexDroppedWithoutInvisibleStep } from './index-dropped-without-invisible-step.ts';
import { instantRowVersionLimit } from './instant-row-version-limit.ts';
import { integrityChecksLeftOff } from './integrity-checks-left-off.ts';
import { knownDefectOnTarget } from './known-defect-on-target.ts';
import { legacyCharset } from './legacy-charset.ts';
import { lockTimeoutIneffective } from './lock-timeout-ineffective.ts';
import { lossyTypeChange } from './lossy-type-change.ts';
import { migrationInWrongPhase } from './migration-in-wrong-phase.ts';
import { migrationNotRerunnable } from './migration-not-rerunnable.ts';
import { migrationVersionConflict } from './migration-version-conflict.ts';
import { missingAlgorithmGuard } from './missing-algorithm-guard.ts';
import { missingLockTimeout } from './missing-lock-timeout.ts';
import { missingRollback } from './missing-rollback.ts';
import { missingStatementTimeout } from './missing-statement-timeout.ts';
import { mixedAlterLosesInstant } from './mixed-alter-loses-instant.ts';
import { modifyDropsAttributes } from './modify-drops-attributes.ts';
import { notSupportedByTarget } from './not-supported-by-target.ts';
import { onlineRebuildOfLargeTable } from './online-rebuild-of-large-table.ts';
import { partialApplyOnFailure } from './partial-apply-on-failure.ts';
import { partitionChangeBlocksTable } from './partition-change-blocks-table.ts';
import { partitionedTableRefusesOperation } from './partitioned-table-refuses-operation.ts';
import { preferBigintKey } from './prefer-bigint-key.ts';
import { preferIdentityOverSerial } from './prefer-identity-over-serial.ts';
import { preferJsonb } from './prefer-jsonb.ts';
import { preferTextOverVarchar } from './prefer-text-over-varchar.ts';
import { preferTimestamptz } from './prefer-timestamptz.ts';
import { primaryKeyBlocksTable } from './primary-key-blocks-table.ts';
import { redundantIndex } from './redundant-index.ts';
import { refreshMaterializedViewBlocksReads } from './refresh-materialized-view-blocks-reads.ts';
import { removesAllRows } from './removes-all-rows.ts';
import { renameColumn } from './rename-column.ts';
import { renameTable } from './rename-table.ts';
import { repeatableMigrationNotRerunnable } from './repeatable-migration-not-rerunnable.ts';
import { rewriteCommandLocksTable } from './rewrite-command-locks-table.ts';
import type { Rule } from './rule.ts';
import { schemaAndDataMixed } from './schema-and-data-mixed.ts';
import { schemaReplayFails } from './schema-replay-fails.ts';
import { sequenceBehindInsertedIds } from './sequence-behind-inserted-ids.ts';
import { sessionSettingLeaks } from './session-setting-leaks.ts';
import { setNotNullScansTable } from './set-not-null-scans-table.ts';
import { severalAltersOnOneTable } from './several-alters-on-one-table.ts';
import { severalTablesLockedInOneTransaction } from './several-tables-locked-in-one-transaction.ts';
import { silentlyIgnoredByTarget } from './silently-ignored-by-target.ts';
import { slowStatementAfterStrongLock } from './slow-statement-after-strong-lock.ts';
import { statementNotAnalysed } from './statement-not-analysed.ts';
import { statementOutlivesRunnerTimeout } from './statement-outlives-runner-timeout.ts';
import { statementSplitBreaksBody } from './statement-split-breaks-body.ts';
import { tableWithoutPrimaryKey } from './table-without-primary-key.ts';
import { targetSettingsDrift } from './target-settings-drift.ts';
import { targetsDisagree } from './targets-disagree.ts';
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
  viewOrRoutineChangeBreaksCallers,
  typeChangeBreaksOldCode,
  tightenedConstraintBreaksOldWriters,
  dropDefaultBreaksOldWriters,
  dropUniqueBreaksUpserts,
  enumValueRemovedOrRenamed,
  accessRemovedFromApplicationRole,
  migrationInWrongPhase,
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
  statementOutlivesRunnerTimeout,
  sessionSettingLeaks,
  partialApplyOnFailure,
  implicitCommitSplitsMigration,
  concurrentlyInTransaction,
  flywayLockBlocksConcurrently,
  transactionControlConflictsWithRunner,
  ifNotExistsHidesMismatch,
  enumValueUsedInSameTransaction,
  statementSplitBreaksBody,
  repeatableMigrationNotRerunnable,
  lossyTypeChange,
  modifyDropsAttributes,
  removesAllRows,
  dropCascadeRemovesDependents,
  integrityChecksLeftOff,
  knownDefectOnTarget,
  schemaReplayFails,
  dependentObjectBlocksChange,
  notSupportedByTarget,
  silentlyIgnoredByTarget,
  algorithmClauseRefused,
  instantRowVersionLimit,
  foreignKeyCannotBeCreated,
  partitionedTableRefusesOperation,
  definitionRejectedByEngine,
  sequenceBehindInsertedIds,
  targetsDisagree,
  targetSettingsDrift,
  baselineMissingOrStale,
  appliedMigrationEdited,
  migrationVersionConflict,
  preferTextOverVarchar,
  avoidPaddedChar,
  preferBigintKey,
  preferIdentityOverSerial,
  preferTimestamptz,
  preferJsonb,
  tableWithoutPrimaryKey,
  foreignKeyWithoutIndex,
  redundantIndex,
  severalAltersOnOneTable,
  explicitTableLock,
  missingStatementTimeout,
  missingAlgorithmGuard,
  migrationNotRerunnable,
  schemaAndDataMixed,
  missingRollback,
  dropNotNull,
  addColumnBreaksPositionalUse,
  constraintLeftNotValid,
  legacyCharset,
  indexDroppedWithoutInvisibleStep,
  statementNotAnalysed,
];
