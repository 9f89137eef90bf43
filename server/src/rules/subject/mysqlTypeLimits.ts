import { brokenLimit, type TypeLimit } from '../../engines/mysql/typeLimits.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { OperationContext } from '../rule.ts';
import type { Rejected } from './postgresqlDefinitions.ts';
import { isStrictMode } from './sqlMode.ts';
import { typeText } from './typeText.ts';
import { code } from './wording.ts';

/** A column type of MySQL or MariaDB with a number or label that the server refuses. */
export function* limitBroken(
  context: OperationContext,
  { name, type }: ColumnDefinition,
): Generator<Rejected> {
  const broken = type === null ? null : brokenLimit(type, context.target);
  if (type === null || broken === null || (broken.onlyStrict && !isStrictMode(context))) return;
  yield {
    span: type.span,
    what: `${code(name.value)} is ${code(typeText(type))}, and ${limitText(broken.limit)}`,
    code: broken.code,
  };
}

function limitText(limit: TypeLimit['limit']): string {
  switch (limit.of) {
    case 'characters':
      return `${limit.most} is the longest that is possible`;
    case 'digits':
      return `${limit.most} digits are possible`;
    case 'decimals':
      return `${limit.most} digits behind the point are possible`;
    case 'second':
      return `${limit.most} digits of a second are possible`;
    case 'bits':
      return `${limit.most} bits are possible`;
    case 'scale':
      return 'it cannot have more digits behind the point than in all';
    case 'labels':
      return `the label ${code(limit.twice)} stands in it twice`;
  }
}
