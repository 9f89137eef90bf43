import { folderFiles } from '../../server/src/node/folderFiles.ts';
import { loadProject } from '../../server/src/review/loadProject.ts';
import { targetsOfFile } from '../../server/src/review/targetSelection.ts';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import type { CorpusFile } from './report.ts';

/**
 * Every `.sql` file below a folder, in order of their paths. The dialect is what a review would take: the first target's
 * engine by configuration, path, tool settings or text. `forced` decides for all instead.
 */
export async function corpusFiles(folder: string, forced: Dialect | null): Promise<readonly CorpusFile[]> {
  const { project } = await loadProject(folderFiles(folder));
  return project.paths
    .filter(path => path.toLowerCase().endsWith('.sql'))
    .flatMap(path => {
      const text = project.read(path);
      if (text === null) return [];
      const dialect = forced ?? targetsOfFile(project, path, null)[0]?.engine;
      return dialect === undefined ? [] : [{ path, text, dialect }];
    });
}
