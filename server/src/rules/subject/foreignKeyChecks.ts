import { sessionVariable } from '../../catalog/catalog.ts';
import type { OperationContext } from '../rule.ts';

/** MySQL/MariaDB: false where the file or the target switched foreign_key_checks off, or nobody can read its value. */
export function areForeignKeysChecked({ before, target }: OperationContext): boolean {
  if (target.engine === 'postgresql') return true;
  const variable = sessionVariable(before, 'foreign_key_checks');
  const value = variable === undefined ? (target.settings['foreign_key_checks'] ?? '1') : variable.value;
  return value !== null && /^(?:1|on|true)$/i.test(value);
}
