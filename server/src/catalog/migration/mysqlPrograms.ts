import { nameText } from '../canonicalText.ts';
import { printObject } from '../print.ts';
import { commonTables, nameOf, objectsOf, partsOf } from './objects.ts';
import type { MigrationWork } from './work.ts';

export function dropTriggers(work: MigrationWork): void {
  for (const { key } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['trigger']))
      if (part.change !== 'added') work.emit(`DROP TRIGGER ${nameText(work.dialect, part.name)};`);
  }
}

export function dropRoutines(work: MigrationWork): void {
  for (const [key, routine] of objectsOf(work.catalog(), 'routine')) {
    const target = work.to.get(key);
    const same =
      target?.kind === 'routine' &&
      target.routineKind === routine.routineKind &&
      printObject(work.dialect, target).definition === printObject(work.dialect, routine).definition;
    if (!same) work.emit(`DROP ${routine.routineKind.toUpperCase()} ${nameOf(work.dialect, routine)};`);
  }
}

/** MariaDB's sequences. */
export function createSequences(work: MigrationWork): void {
  for (const [key, sequence] of objectsOf(work.to, 'sequence')) {
    if (work.catalog().get(key) !== undefined) continue;
    const source = work.sourceOf(sequence.origin);
    work.emitFirst(
      [source === null ? null : `${source.trim()};`, printObject(work.dialect, sequence).definition],
      after => after.get(key) !== undefined,
    );
  }
}

export function dropSequences(work: MigrationWork): void {
  for (const [key, sequence] of objectsOf(work.catalog(), 'sequence'))
    if (work.to.get(key) === undefined) work.emit(`DROP SEQUENCE ${nameOf(work.dialect, sequence)};`);
}

/** Routines, then triggers, by the texts that made them. */
export function createRoutines(work: MigrationWork): void {
  for (const [key, routine] of objectsOf(work.to, 'routine')) {
    if (work.catalog().get(key) !== undefined) continue;
    emitSource(work, routine.signatures[0]?.origin ?? routine.origin, after => after.get(key) !== undefined);
  }
}

export function createTriggers(work: MigrationWork): void {
  for (const { key, to } of commonTables(work.catalog(), work.to)) {
    for (const part of partsOf(work.catalog(), work.to, key, ['trigger'])) {
      const trigger = to.triggers.find(other => other.name === part.name);
      emitSource(work, trigger?.origin ?? null, after => {
        const table = after.get(key);
        return table?.kind === 'table' && table.triggers.some(other => other.name === part.name);
      });
    }
  }
}

/** Bodies hold semicolons, so the text goes between delimiters. */
function emitSource(
  work: MigrationWork,
  origin: Parameters<MigrationWork['sourceOf']>[0],
  holds: Parameters<MigrationWork['emitFirst']>[1],
): void {
  const source = work.sourceOf(origin)?.trim();
  if (source === undefined || !/^create\b/i.test(source)) return;
  const delimiter = [';;', '$$', '//'].find(candidate => !source.includes(candidate)) ?? 'END_OF_BODY';
  work.emitFirst([`DELIMITER ${delimiter}\n${source} ${delimiter}\nDELIMITER ;`], holds);
}
