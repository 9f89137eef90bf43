import type { TypeReference } from '../../operations/columns.ts';

/** True when both texts mean the same type; a charset or collation that one of them leaves out counts as equal. */
export function isSameType(left: TypeReference, right: TypeReference): boolean {
  return (
    left.name === right.name &&
    left.arrayDimensions === right.arrayDimensions &&
    left.unsigned === right.unsigned &&
    left.arguments.join(',') === right.arguments.join(',') &&
    agree(left.charset, right.charset) &&
    agree(left.collation, right.collation)
  );
}

function agree(left: string | null, right: string | null): boolean {
  return left === null || right === null || left.toLowerCase() === right.toLowerCase();
}
