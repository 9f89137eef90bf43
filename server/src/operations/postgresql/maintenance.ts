import type { ClusterStmt, VacuumStmt } from '@pgsql/types';
import type { Identifier } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { Maintenance } from '../sessionOperations.ts';
import { identifierAt, objectNameAt, TokenCursor } from './cursor.ts';
import { isOn } from './definitionElements.ts';
import { readElements } from './namedOptions.ts';
import { findWord, type StatementSource, tokenAt, wholeSpan } from './source.ts';

/** VACUUM and ANALYZE. */
export function lowerVacuum(source: StatementSource, node: VacuumStmt): Operation[] {
  const relations = (node.rels ?? []).flatMap(entry => {
    if (!('VacuumRelation' in entry)) return [];
    const { relation, va_cols: columns } = entry.VacuumRelation;
    return relation === undefined ? [] : [{ location: relation.location, hasColumns: columns !== undefined }];
  });
  const command = vacuumCommand(node);
  const options = readElements(source, node.options, firstRelation(source, relations[0]?.location));
  if (relations.length === 0)
    return [{ kind: 'Maintenance', span: wholeSpan(source), command, table: null, options }];
  return relations.map(({ location, hasColumns }) => {
    const cursor = new TokenCursor(source, tokenAt(source, location));
    const table = cursor.objectName();
    const span = relations.length === 1 ? wholeSpan(source) : table.span;
    const columns = hasColumns ? cursor.identifierList() : [];
    return { kind: 'Maintenance', span, command, table, columns, options };
  });
}

function firstRelation(source: StatementSource, location: number | undefined): number {
  return location === undefined ? source.tokens.length : tokenAt(source, location);
}

function vacuumCommand(node: VacuumStmt): Maintenance['command'] {
  if (node.is_vacuumcmd !== true) return 'analyze';
  return isOn(node.options, 'full') ? 'vacuum-full' : 'vacuum';
}

export function lowerCluster(source: StatementSource, node: ClusterStmt): Operation[] {
  const table = node.relation === undefined ? null : objectNameAt(source, node.relation.location);
  const index = node.indexname === undefined ? null : clusterIndex(source);
  const options = readElements(source, node.params, firstRelation(source, node.relation?.location));
  return [{ kind: 'Maintenance', span: wholeSpan(source), command: 'cluster', table, index, options }];
}

/** `CLUSTER t USING i`, and `CLUSTER i ON t` of old. */
function clusterIndex(source: StatementSource): Identifier {
  const using = findWord(source, 0, source.tokens.length, 'using');
  if (using < source.tokens.length) return identifierAt(source, using + 1);
  return identifierAt(source, findWord(source, 0, source.tokens.length, 'on') - 1);
}
