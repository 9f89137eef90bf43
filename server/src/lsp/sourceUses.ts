import type { Project } from '../review/project.ts';
import type { ReviewResult } from '../review/result.ts';
import { createSourceSearch, type SourceSearch } from '../review/sourceSearch.ts';
import { isSourceFile, usesWanted, withUses } from '../review/withUses.ts';
import type { NameQuery } from '../rules/rule.ts';
import type { WorkspaceFiles } from '../workspace/files.ts';
import type { SiteReview } from './reviews.ts';

/** Milliseconds after which source files are looked at again: nobody tells of their changes. */
const AGE = 30_000;

/** Findings with the places in source files where their objects are used. */
export interface SourceUsesOfFolders {
  /** Answers at once with what is known, and looks for the rest meanwhile. */
  decorate(review: SiteReview): SiteReview;
}

interface FolderSearch {
  readonly search: SourceSearch;
  /** As of the last review: which files are migrations changes with every file that comes or goes. */
  project: Project;
  version: number;
  lookedAt: number;
  isLooking: boolean;
}

/** `files` is null for folders that are too slow to search; `onFound` is told when a result would now be another. */
export function createSourceUses(options: {
  files(folder: string): WorkspaceFiles | null;
  onFound(): void;
}): SourceUsesOfFolders {
  const folders = new Map<string, FolderSearch>();
  const decorated = new WeakMap<ReviewResult, { readonly version: number; readonly result: ReviewResult }>();

  const searchOf = (folder: string, project: Project): FolderSearch | null => {
    const kept = folders.get(folder);
    if (kept !== undefined) {
      kept.project = project;
      return kept;
    }
    const files = options.files(folder);
    if (files === null) return null;
    const created: FolderSearch = {
      search: createSourceSearch(files, () => isSourceFile(created.project)),
      project,
      version: 0,
      lookedAt: 0,
      isLooking: false,
    };
    folders.set(folder, created);
    return created;
  };

  const look = async (state: FolderSearch, wanted: readonly NameQuery[]): Promise<void> => {
    const isOld = Date.now() - state.lookedAt > AGE;
    const open = isOld ? wanted : wanted.filter(query => state.search.answer(query) === null);
    if (open.length === 0 || state.isLooking) return;
    state.isLooking = true;
    const changed = await state.search.look(open);
    state.isLooking = false;
    state.lookedAt = Date.now();
    if (!changed) return;
    state.version++;
    options.onFound();
  };

  return {
    decorate(review) {
      const { result, site } = review;
      const wanted = usesWanted(result);
      if (wanted.length === 0) return review;
      const state = searchOf(site.folder, site.loaded.project);
      if (state === null) return review;
      void look(state, wanted);
      const kept = decorated.get(result);
      const shown = kept?.version === state.version ? kept.result : withUses(result, state.search);
      decorated.set(result, { version: state.version, result: shown });
      return {
        ...review,
        result: shown,
        resultId: `${review.resultId}.${state.version}`,
        sourceText: path => state.search.text(path),
      };
    },
  };
}
