import type { Span } from '../../text/span.ts';
import type { ObjectName } from '../names.ts';
import type { DropObject, ObjectKind } from '../objectOperations.ts';

/** The DROP IF EXISTS that MariaDB's CREATE OR REPLACE stands for; its span is that of OR REPLACE. */
export function impliedDrop(objectKind: ObjectKind, name: ObjectName, span: Span): DropObject {
  return {
    kind: 'DropObject',
    span,
    objectKind,
    name,
    table: null,
    signature: null,
    ifExists: true,
    cascade: false,
  };
}
