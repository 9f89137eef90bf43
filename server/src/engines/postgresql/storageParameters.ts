/**
 * Storage parameters of tables and indexes that SET and RESET change under SHARE UPDATE EXCLUSIVE
 * (manual, ALTER TABLE; `relopt_gen` lock modes in the server, measured). All others need ACCESS EXCLUSIVE.
 */
const SHARED_PARAMETERS: ReadonlySet<string> = new Set([
  'fillfactor',
  'toast_tuple_target',
  'parallel_workers',
  'log_autovacuum_min_duration',
  'vacuum_index_cleanup',
  'vacuum_truncate',
  'autovacuum_enabled',
  'autovacuum_vacuum_threshold',
  'autovacuum_vacuum_max_threshold',
  'autovacuum_vacuum_scale_factor',
  'autovacuum_vacuum_insert_threshold',
  'autovacuum_vacuum_insert_scale_factor',
  'autovacuum_analyze_threshold',
  'autovacuum_analyze_scale_factor',
  'autovacuum_vacuum_cost_delay',
  'autovacuum_vacuum_cost_limit',
  'autovacuum_freeze_min_age',
  'autovacuum_freeze_max_age',
  'autovacuum_freeze_table_age',
  'autovacuum_multixact_freeze_min_age',
  'autovacuum_multixact_freeze_max_age',
  'autovacuum_multixact_freeze_table_age',
  'vacuum_max_eager_freeze_failure_rate',
]);

/** `toast.` says of which table. */
export function isSharedParameter(name: string): boolean {
  return SHARED_PARAMETERS.has(name.toLowerCase().replace(/^toast\./, ''));
}

/** First major that knows a parameter; parameters not listed are older than 10. */
export const PARAMETER_SINCE: Readonly<Record<string, number>> = {
  toast_tuple_target: 11,
  vacuum_index_cleanup: 12,
  vacuum_truncate: 12,
  autovacuum_vacuum_insert_threshold: 13,
  autovacuum_vacuum_insert_scale_factor: 13,
  security_invoker: 15,
  autovacuum_vacuum_max_threshold: 18,
  vacuum_max_eager_freeze_failure_rate: 18,
};
