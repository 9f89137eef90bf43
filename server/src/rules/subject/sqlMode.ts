import { sessionVariable } from '../../catalog/catalog.ts';
import type { OperationContext } from '../rule.ts';

/**
 * MySQL/MariaDB: true when the server refuses values that do not fit. Both are strict by default since MySQL 5.7 and
 * MariaDB 10.2.4; a setting that nobody can read counts as the default.
 */
export function isStrictMode(context: OperationContext): boolean {
  const variable = sessionVariable(context.before, 'sql_mode');
  const mode = variable === undefined ? context.target.settings['sql_mode'] : variable.value;
  return (
    mode === undefined || mode === null || /STRICT_(?:TRANS|ALL)_TABLES|TRADITIONAL|@|CONCAT/i.test(mode)
  );
}
