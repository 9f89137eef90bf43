import type { Dialect } from '../syntax/dialect.ts';
import {
  type CatalogReader,
  completenessKey,
  droppedKey,
  isListed,
  overlay,
  unseenChanges,
} from './catalog.ts';
import type { ApplyProblem, CatalogChange } from './change.ts';
import type { CatalogObject, NamedObject, Origin } from './model.ts';

interface Collected {
  readonly reader: CatalogReader;
  readonly writes: Map<string, CatalogObject | null>;
  readonly problems: ApplyProblem[];
  /** Keys of routines whose bodies are applied already, so that none is twice. */
  readonly called: Set<string>;
}

/** A change of the catalog while one operation makes it: reads see what was written before. */
export class Draft implements CatalogReader {
  readonly dialect: Dialect;
  readonly origin: Origin;
  /** True inside a body that may not have run: what is written becomes uncertain, and nothing is a problem. */
  readonly doubtful: boolean;
  readonly #collected: Collected;

  private constructor(collected: Collected, origin: Origin, doubtful: boolean) {
    this.dialect = collected.reader.dialect;
    this.origin = origin;
    this.doubtful = doubtful;
    this.#collected = collected;
  }

  static on(catalog: CatalogReader, origin: Origin): Draft {
    const writes = new Map<string, CatalogObject | null>();
    return new Draft(
      { reader: overlay(catalog, writes), writes, problems: [], called: new Set() },
      origin,
      false,
    );
  }

  /** The same change, for an operation of a body that may not run. */
  doubtfulAt(origin: Origin): Draft {
    return new Draft(this.#collected, origin, true);
  }

  get(key: string): CatalogObject | undefined {
    return this.#collected.reader.get(key);
  }

  put(key: string, object: CatalogObject): void {
    this.#collected.writes.set(key, 'schema' in object ? this.#named(key, object) : object);
  }

  #named(key: string, object: NamedObject): NamedObject {
    if (this.doubtful) return { ...object, certain: false };
    const unseenBefore = unseenChanges(this);
    return unseenBefore === 0 || this.get(key) !== undefined ? object : { ...object, unseenBefore };
  }

  /** Takes the object out and remembers who did. */
  drop(key: string): void {
    if (this.get(key) === undefined) return;
    this.#collected.writes.set(key, null);
    if (isListed(key)) {
      this.put(droppedKey(key), {
        kind: 'dropped-object',
        origin: this.origin,
        certain: !this.doubtful,
        unseenBefore: unseenChanges(this),
      });
    }
  }

  /** Takes an object out that has no name of its own. */
  erase(key: string): void {
    if (this.get(key) !== undefined) this.#collected.writes.set(key, null);
  }

  /** Something ran that nobody could read: any object may have changed, come or gone. */
  distrustEverything(): void {
    this.#collected.writes.set(completenessKey, {
      kind: 'completeness',
      complete: false,
      unseenChanges: unseenChanges(this) + 1,
    });
  }

  /** Objects may have come that nobody saw; those that are known stay as they are. */
  forgetCompleteness(): void {
    this.#collected.writes.set(completenessKey, {
      kind: 'completeness',
      complete: false,
      unseenChanges: unseenChanges(this),
    });
  }

  /** False when the routine's body was applied by this change before. */
  startsCall(routine: string): boolean {
    if (this.#collected.called.has(routine)) return false;
    this.#collected.called.add(routine);
    return true;
  }

  report(problem: ApplyProblem): void {
    if (!this.doubtful) this.#collected.problems.push(problem);
  }

  change(): CatalogChange {
    return { writes: this.#collected.writes, problems: this.#collected.problems };
  }
}
