import type { TypeReference } from '../../operations/columns.ts';

/** A type as people write it, without character set: `bigint unsigned`, `varchar(20)`, `text[]`. */
export function typeText(type: TypeReference): string {
  const list = type.arguments.length === 0 ? '' : `(${type.arguments.join(',')})`;
  const [head = type.name, ...tail] = type.name.split(/ (?=with|without)/);
  return [
    `${head}${list}${tail.map(word => ` ${word}`).join('')}`,
    ...(type.unsigned ? ['unsigned'] : []),
    ...(type.zerofill ? ['zerofill'] : []),
  ]
    .join(' ')
    .concat('[]'.repeat(type.arrayDimensions));
}
